import type { PagerUser } from '../../sandbox/pagerduty/account.ts';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import type { World } from './assemble-world.ts';
import { startWorld } from './world.ts';

/** A world whose people have phones. */
export type PagedWorld = {
  world: World;
  pagerDuty: PagerDutySandbox;
  /** Waits until what PagerDuty told, and what came of it, is done. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** Starts it. `told`: by webhooks; else open pages are polled. */
export async function startPagedWorld(
  users: PagerUser[],
  { told, apiToken }: { told: boolean; apiToken?: string },
): Promise<PagedWorld> {
  const pagerDuty = await startPagerDuty({ users });
  const { token, fromEmail: from, serviceId: service, url } = pagerDuty;
  const webhookSecret = told ? pagerDuty.webhookSecret : null;
  const world = await startWorld({
    config: {
      ...(apiToken !== undefined && { apiToken }),
      pagerDuty: { rest: { token, from, service, url }, events: null, webhookSecret },
      ...(told && { publicUrl: 'https://muster.example.com' }),
    },
  });
  if (webhookSecret !== null)
    pagerDuty.subscribe({ url: `${world.bot.url}/pagerduty/webhook`, secrets: [webhookSecret] });
  return {
    world,
    pagerDuty,
    settled: async () => {
      await world.settle();
      await pagerDuty.settled();
      await world.settle();
    },
    close: async () => {
      await world.close();
      await pagerDuty.close();
    },
  };
}
