import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clockNow } from '../../sandbox/clock.ts';
import { eventually as soon } from '../../sandbox/drivers/eventually.ts';
import { objectOf, objectsOf, textOf } from '../../sandbox/json.ts';
import type { LiveClock, LiveMessage, LiveOutside, LiveStage, LiveTrouble } from '../../sandbox/live/protocol.ts';
import { type LiveBrowser, openBrowser } from '../../sandbox/test/live-browser.ts';
import { startWorkbench, type Workbench } from '../start-workbench.ts';

const patience = 120_000;
const atOnce = { heading: 0, act: 0, look: 0 };
let folder: string;
let workbench: Workbench;
let cy: LiveBrowser;

async function open(runbook: string | null): Promise<void> {
  workbench = await startWorkbench({ folder, runbook, page: Promise.resolve(null), pace: atOnce });
  cy = await openBrowser(workbench.url, 'U01CY0001');
  await workbench.botRuns;
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-sandbox-'));
  // What a real installation has set must not reach the sandbox's bot, which would refuse it.
  process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:9/none';
  process.env.PAGERDUTY_API_URL = 'nowhere';
  await open('generic');
}, patience);
afterAll(async () => {
  delete process.env.DATABASE_URL;
  delete process.env.PAGERDUTY_API_URL;
  cy.close();
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
}, patience);

/** Processes start in seconds, on a busy machine in many. */
const eventually = <T>(assertion: () => T | Promise<T>): Promise<T> => soon(assertion, { within: 40_000 });
const say = (channel: string, text: string) =>
  cy.asks({ type: 'say', channel: cy.channel(channel).id, text, threadTs: null });
const room = (): string => {
  const found = cy.welcome().channels.concat(cy.told.flatMap((one) => (one.type === 'channel' ? [one.channel] : [])));
  return found.findLast(({ name }) => name.startsWith('incident-'))?.name ?? '';
};
const history = async (channel: string): Promise<LiveMessage[]> => (await cy.history(channel, null, 100)).messages;
const shows = (channel: () => string, text: RegExp) =>
  eventually(async () => expect(JSON.stringify(await history(channel()))).toMatch(text));
const clock = (): LiveClock =>
  cy.told.flatMap((one) => (one.type === 'clock' ? [one.clock] : [])).at(-1) ?? cy.welcome().clock;
const trouble = (): LiveTrouble =>
  cy.told.flatMap((one) => (one.type === 'trouble' ? [one.trouble] : [])).at(-1) ?? cy.welcome().trouble;
const outside = (): LiveOutside =>
  cy.told.flatMap((one) => (one.type === 'outside' ? [one.outside] : [])).at(-1) ?? cy.welcome().outside;
const stage = (): LiveStage =>
  cy.told.flatMap((one) => (one.type === 'stage' ? [one.stage] : [])).at(-1) ?? cy.welcome().stage;

test(
  'an incident is declared in a browser; the clock goes to the next timer, and who answers at PagerDuty has answered in the channel',
  async () => {
    await say('general', '/incident declare P0 Checkout returns 500');
    await eventually(() => expect(room()).toMatch(/^incident-.*checkout/));
    await shows(room, /I call Ana Ruiz/);
    const begun = clock().now;
    await cy.asks({ type: 'forward', by: 'next' });
    await shows(room, /I call Ben Okafor/);
    const minutes = (Date.parse(clock().now) - Date.parse(begun)) / 60_000;
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThan(6);
    expect(clock().moving).toBe(false);
    await eventually(() => expect(outside().pages.at(-1)?.assignees).toEqual(['Ben Okafor']));
    const page = outside().pages.at(-1)?.id ?? '';
    await cy.asks({ type: 'page', page, act: 'acknowledge', as: 'U01BEN0001' });
    await shows(room, /Ben Okafor acknowledged their page in PagerDuty/);
    expect(outside().pages.at(-1)?.status).toBe('acknowledged');
  },
  patience,
);

test(
  'a bot that is killed leaves a press without an answer; started again it knows the incident and confesses',
  async () => {
    await cy.asks({ type: 'trouble', bot: 'kill' });
    expect(trouble().bot).toBe('down');
    // Its blocks get other ids with every edit.
    const headline = async () => {
      const shown = (await history(room())).find(({ blocks }) => blocks.length > 3);
      const actions = objectsOf(shown?.blocks).find(({ type }) => type === 'actions');
      return { shown, blockId: textOf(actions?.block_id), button: objectOf(objectsOf(actions?.elements)[0]) };
    };
    const press = async () => {
      const { shown, blockId, button } = await headline();
      const place = { in: 'message', channel: cy.channel(room()).id, ts: shown?.ts ?? '' } as const;
      await cy.asks({ type: 'press', place, blockId, actionId: textOf(button.action_id), value: {} });
    };
    await press();
    expect((await headline()).shown?.trouble).toMatch(/trouble connecting/);
    await cy.asks({ type: 'forward', by: { minutes: 20 } });
    await cy.asks({ type: 'trouble', bot: 'restart' });
    expect(trouble().bot).toBe('up');
    await shows(room, /I was down/);
    await press();
    await shows(room, /Incident Commander: <@U01CY0001>|Cy Tan has command/);
    expect((await headline()).shown?.trouble).toBeNull();
  },
  patience,
);

test(
  'Slack is down for a minute of the incident, and what was due then is said afterwards',
  async () => {
    await cy.asks({ type: 'trouble', slack: 'down' });
    expect(trouble()).toMatchObject({ slack: 'down' });
    const until = Date.parse(trouble().slackUntil ?? '') - clockNow().getTime();
    expect(until).toBeLessThanOrEqual(60_000);
    await say('general', '/incident declare P2 The search is slow');
    await cy.asks({ type: 'forward', by: { minutes: 2 } });
    expect(trouble()).toMatchObject({ slack: 'well', slackUntil: null });
    await shows(() => 'incidents', /The search is slow/);
    expect(cy.calls().some(({ answer }) => answer === 'reset')).toBe(true);
  },
  patience,
);

test(
  'everything is as it was when the whole of it is started again: what was said, what was read, the clock and the pages',
  async () => {
    const [name, said, pages, now] = [room(), await history('general'), outside().pages, clock().now];
    cy.close();
    await workbench.close();
    await open(null);
    expect(await history('general')).toEqual(said);
    expect(outside().pages.map(({ id, status }) => [id, status])).toEqual(pages.map(({ id, status }) => [id, status]));
    expect(Date.parse(clock().now)).toBeGreaterThanOrEqual(Date.parse(now));
    await say(name, '/incident note found again');
    await eventually(async () => expect(cy.calls().map(({ answer }) => answer)).toContain('ok'));
    await say('general', '/incident list');
    await shows(() => 'general', /The search is slow/);
  },
  patience,
);

test(
  'another runbook starts over with its people; the demo plays in front of everybody, and who stops it takes over',
  async () => {
    await cy.asks({ type: 'reset', runbook: 'seekapa' });
    expect(cy.welcome().stage.runbook).toBe('seekapa');
    expect(cy.welcome().me).toBe('U01CY0001');
    expect(cy.welcome().channels.some(({ name }) => name.startsWith('incident-'))).toBe(false);
    await eventually(() => expect(trouble().bot).toBe('up'));
    await cy.asks({ type: 'demo', on: true });
    await expect(cy.asks({ type: 'forward', by: 'next' })).rejects.toThrow(/The demo moves the clock/);
    await eventually(() => expect(stage().demo.caption).toMatch(/runs .incident INC-1 take/));
    await cy.asks({ type: 'demo', on: false });
    await eventually(() =>
      expect(stage().demo).toMatchObject({ playing: false, caption: expect.stringMatching(/^Stopped/) }),
    );
    await cy.asks({ type: 'forward', by: { minutes: 1 } });
    await expect(cy.asks({ type: 'reset', runbook: 'none' })).rejects.toThrow(/There is no runbook/);
  },
  patience,
);
