import { clockNow } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { EmittedEvent } from '../state/emit-event.ts';
import { nextId, nowSeconds, type Workspace } from '../state/workspace.ts';
import { scopesOfEvent } from '../web-api/scopes.ts';
import type { Courier, Parcel } from './courier.ts';

// Slack repeats an event at once, after one minute and after five, with the same event_id.
const RETRY_AFTER_MS = [0, 60_000, 300_000];
const LOOK_EVERY_MS = 100;

/** The events of the workspace on their way to the app. */
export type EventDelivery = { redeliverLast(): Promise<void>; sent: Parcel[]; settled(): Promise<void>; close(): void };

/** Sends every event that the manifest subscribes to and grants, and repeats what was not acknowledged. */
export function deliverEvents(workspace: Workspace, courier: () => Courier | undefined): EventDelivery {
  const sent: Parcel[] = [];
  const flying = new Set<Promise<void>>();
  let due: { at: number; parcel: Parcel; number: number }[] = [];

  async function attempt(parcel: Parcel, number: number): Promise<void> {
    const way = courier();
    if (!way) return;
    const receipt = await way.send(parcel);
    const wait = RETRY_AFTER_MS[number];
    if (receipt.kind === 'acked' || wait === undefined) return;
    const retry = { number: number + 1, reason: receipt.reason.replace(/ .*/, '') };
    due.push({ at: clockNow().getTime() + wait, parcel: { ...parcel, retry }, number: number + 1 });
  }

  function launch(parcel: Parcel, number: number): void {
    const flight: Promise<void> = attempt(parcel, number).finally(() => flying.delete(flight));
    flying.add(flight);
  }

  const onEvent = ({ name, event }: EmittedEvent): void => {
    if (!courier() || !isSubscribed(workspace, name)) return;
    const parcel: Parcel = { kind: 'events_api', payload: envelope(workspace, event) };
    sent.push(parcel);
    launch(parcel, 0);
  };
  workspace.bus.on('event', onEvent);
  const launchDue = (): void => {
    const now = clockNow().getTime();
    const ready = due.filter((one) => one.at <= now);
    due = due.filter((one) => one.at > now);
    for (const one of ready) launch(one.parcel, one.number);
  };
  const timer = setInterval(launchDue, LOOK_EVERY_MS);
  timer.unref();

  return {
    sent,
    redeliverLast: async () => {
      const last = sent.at(-1);
      if (!last) throw new Error('No event was sent yet, so none can be sent again.');
      await courier()?.send({ ...last, retry: { number: 1, reason: 'http_timeout' } });
    },
    settled: async () => {
      do {
        launchDue();
        await Promise.all(flying);
      } while (flying.size > 0);
    },
    close: () => {
      clearInterval(timer);
      workspace.bus.off('event', onEvent);
    },
  };
}

function isSubscribed(workspace: Workspace, name: string): boolean {
  const scope = scopesOfEvent[name];
  return workspace.manifest.events.includes(name) && (scope === undefined || workspace.manifest.scopes.includes(scope));
}

function envelope(workspace: Workspace, event: JsonObject): JsonObject {
  return {
    token: 'verification-token',
    team_id: workspace.teamId,
    context_team_id: workspace.teamId,
    context_enterprise_id: null,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: nextId(workspace, 'Ev'),
    event_time: nowSeconds(),
    is_ext_shared_channel: false,
    event_context: '4-sandbox',
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.teamId,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
  };
}
