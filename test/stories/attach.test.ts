import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PagerDutySandbox } from '../../sandbox/pagerduty/start-pagerduty.ts';
import type { World } from '../support/assemble-world.ts';
import { type PagedWorld, startPagedWorld } from '../support/paged-world.ts';

let paged: PagedWorld;
let pagerDuty: PagerDutySandbox;
let world: World;

beforeAll(async () => {
  paged = await startPagedWorld(
    [
      { id: 'PANA001', name: 'Ana Ruiz', email: 'ana@example.com' },
      { id: 'PBEN002', name: 'Ben Okafor', email: 'ben@example.com' },
    ],
    { told: true },
  );
  ({ world, pagerDuty } = paged);
}, 60_000);
afterAll(() => paged.close());

const settled = (): Promise<void> => paged.settled();

const linkOf = (id: string) => `https://acme.pagerduty.com/incidents/${id}?utm_source=slack#notes`;

function rang(name: string): number {
  return pagerDuty.person(name).rang().length;
}

describe('the link of a PagerDuty incident behind /incident declare', () => {
  test('with words attaches to it: nobody whom it rings is paged again, an answer there counts, and the end here ends it', async () => {
    const { id, number } = pagerDuty.alerts('Disk full on db-3', 'Ana Ruiz');
    const before = { ana: rang('Ana Ruiz'), ben: rang('Ben Okafor') };
    await world.flo.runs(`/incident declare P0 orders hang ${linkOf(id)}`, { in: '#general' });
    await world.settle();
    world.flo.sees(
      /is recorded: orders hang\n.*I am attaching .*PagerDuty incident Q\d+.*: whom it rings is not paged/s,
    );
    await settled();
    const channel = world.channel(/orders-hang$/);
    channel.shows(new RegExp(`PagerDuty incident #${number}.*: Disk full on db-3`));
    channel.shows(/Resolving, calling off or merging INC-\d+ resolves it there, too\./);
    expect(rang('Ana Ruiz')).toBe(before.ana);

    await world.clock.forward({ minutes: 5 });
    expect(rang('Ana Ruiz')).toBe(before.ana);
    expect(rang('Ben Okafor')).toBe(before.ben + 1);

    await pagerDuty.person('Ana Ruiz').acknowledges(/Disk full on db-3/);
    await settled();
    channel.shows(/Ana Ruiz acknowledged PagerDuty incident #\d+\./);
    channel.shows(/✓ Ana Ruiz answered/);

    await world.flo.runs('/incident timeline', { in: `#${channel.name}` });
    await world.settle();
    world.flo.sees(new RegExp(`Attached to PagerDuty incident #${number} \\(https:.*${id}\\), assigned to Ana Ruiz`));
    await world.flo.runs('/incident cancel nothing was wrong', { in: `#${channel.name}` });
    await settled();
    expect(pagerDuty.account.incidents.find((one) => one.id === id)?.status).toBe('resolved');
    expect(pagerDuty.failures).toEqual([]);
  });

  test('alone opens the form at once, with PagerDuty’s title proposed; left empty, that is the title', async () => {
    const { id } = pagerDuty.alerts('Certificate expires', 'Ana Ruiz');
    await world.flo.runs(`/incident declare ${linkOf(id)}`, { in: '#general' });
    const modal = await world.flo.seesModal(/Declare/);
    await world.settle();
    modal.shows(/PagerDuty calls it “Certificate expires”\./);
    await modal.submit();
    await settled();
    const channel = world.channel(/certificate-expires$/);
    channel.shows(/Attached to /);
    expect(channel.pinned()[0]).toMatch(/Certificate expires/);
    await world.flo.runs('/incident cancel nothing was wrong', { in: `#${channel.name}` });
    await settled();
  });

  test('opens the form without waiting for PagerDuty, and a title typed there stays', async () => {
    const { id } = pagerDuty.alerts('Slow answers', 'Ana Ruiz');
    let answer = (): void => {};
    const unhook = pagerDuty.beforeCall(() => new Promise((resolve) => (answer = resolve)));
    await world.flo.runs(`/incident declare P1 ${linkOf(id)}`, { in: '#general' });
    const modal = await world.flo.seesModal(/Declare/);
    modal.fill('What is happening?', 'Search hangs');
    await modal.submit();
    unhook();
    answer();
    await settled();
    world.channel(/search-hangs$/).shows(/Attached to .*Slow answers/);
    await world.flo.runs('/incident cancel nothing was wrong', { in: `#${world.channel(/search-hangs$/).name}` });
    await settled();
  });

  test('can be pasted into the form, as its title as well; what is no such link is said beside the field', async () => {
    const { id } = pagerDuty.alerts('Heartbeat lost', 'Ana Ruiz');
    await world.flo.runs('/incident declare', { in: '#general' });
    const modal = await world.flo.seesModal(/Declare/);
    modal.fill('What is happening?', `https://acme.pagerduty.com/incidents/${id}`);
    modal.fill('Is there a PagerDuty incident already?', 'https://acme.pagerduty.com/services/PABC123');
    await modal.submit();
    modal.shows(/That is no link of a PagerDuty incident/);
    modal.fill('Is there a PagerDuty incident already?', '');
    await modal.submit();
    await settled();
    const channel = world.channel(new RegExp(`pagerduty-incident-${id.toLowerCase()}$`));
    expect(channel.pinned()[0]).toMatch(/Heartbeat lost/);
    await world.flo.runs('/incident cancel nothing was wrong', { in: `#${channel.name}` });
    await settled();
  });

  test('in a drill is left alone, and the answer says so', async () => {
    const { id } = pagerDuty.alerts('Real trouble', 'Ana Ruiz');
    const before = pagerDuty.calls.length;
    await world.flo.runs(`/incident drill P1 as if ${linkOf(id)}`, { in: '#general' });
    await settled();
    world.flo.sees(/A drill leaves PagerDuty alone: .*goes on as it is\./);
    expect(pagerDuty.calls.slice(before).filter(({ path }) => path.includes(id))).toEqual([]);
  });
});
