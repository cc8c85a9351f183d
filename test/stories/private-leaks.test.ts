import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLog } from '../../src/log.ts';
import type { World } from '../support/assemble-world.ts';
import { type Eavesdropper, eavesdrop } from '../support/eavesdrop.ts';
import { holdCall } from '../support/hold-call.ts';
import { run } from '../cli/run.ts';
import { startWorld } from '../support/world.ts';
import { proves } from '../promises/proves.ts';

/** Every text that somebody gives has a word of its own: a leak says which field it came from. */
const planted = new Set<string>();
function canary(field: string): string {
  planted.add(`canary${field}`);
  return `canary${field}`;
}
const anyCanary = /canary\w*/i;

const lines: string[] = [];
let world: World;
let heard: Eavesdropper;
/** The private channel, as the drivers take it. */
let here: { in: string };

beforeAll(async () => {
  const log = makeLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
  world = await startWorld({ log });
  heard = eavesdrop(world, [world.flo.id]);
}, 60_000);
afterAll(() => world.close());

/** What nobody outside may ever read. */
function leaks(): string[] {
  const found = heard.outside().flatMap(({ where, text }) => {
    const word = anyCanary.exec(text)?.[0];
    return word === undefined ? [] : [`${word} in ${where}`];
  });
  return [...new Set(found)];
}

async function inChannel(by: World['ana'], ...commands: string[]): Promise<void> {
  for (const command of commands) {
    await by.runs(`/incident ${command}`, here);
    // Two commands at once may be recorded in either order.
    await world.settle();
  }
}

/** What somebody who is not in it tries, wherever they can. */
async function outsiderLooksAround(): Promise<void> {
  const { lena } = world;
  const tried = ['list', 'INC-1', 'INC-1 timeline', 'INC-1 update hello', 'INC-1 catchup', 'status', 'INC-1 join'];
  for (const command of tried) await lena.runs(`/incident ${command}`, { in: '#general' });
  await lena.runs('/incident declare', { in: '#random' });
  await (await lena.seesModal(/Declare/)).close();
  await lena.opensHome();
  await world.settle();
}

async function declarePrivately(): Promise<void> {
  const { flo } = world;
  const message = await flo.says('#random', `it began with ${canary('Quote')}`);
  await flo.usesShortcut('Declare incident', { on: message });
  const modal = await flo.seesModal(/Declare/);
  modal
    .fill('What is happening?', `Zanzibar checkout ${canary('Title')}`)
    .choose('Severity', 'P0 Critical')
    .fill('What is affected?', canary('Affected'))
    .fill('Who feels it, and how?', canary('Impact'))
    .tick('Anything special?', 'Private')
    .tick('Anything special?', 'Data or access could be exposed');
  await modal.submit();
  await world.settle();
  const channel = world.sandbox.workspace.channels.findLast(({ kind }) => kind === 'private');
  here = { in: `#${channel?.name}` };
}

async function postEveryUpdate(): Promise<void> {
  const { ana, cy } = world;
  await cy.clicks('Post update', here);
  const modal = await cy.seesModal(/update/i);
  await modal
    .fill('What do we know?', canary('Know'))
    .fill('What did we do?', canary('Done'))
    .fill('What comes next?', canary('Next'))
    .fill('When do we expect it to be over?', canary('Eta'))
    .submit();
  await inChannel(ana, `update ${canary('Update')}`, `note ${canary('Note')}`, 'moment detected 02:48');
  const said = await ana.says(here.in, canary('Pinned'));
  await ana.reacts(said, 'pushpin');
  await world.settle();
  await ana.edits(said, canary('Edited'));
  await world.settle();
  await ana.unreacts(said, 'pushpin');
  await inChannel(
    ana,
    `severity P1 ${canary('Lowered')}`,
    `severity P0 ${canary('Raised')}`,
    `status identified ${canary('Status')}`,
    `page @Dee Novak ${canary('Page')}`,
  );
}

async function endIt(): Promise<void> {
  const { ana } = world;
  await inChannel(ana, `monitor ${canary('Monitor')}`);
  await ana.clicks('Resolve', here);
  const modal = await ana.seesModal(/Resolve/);
  await modal
    .fill('What was it?', canary('What'))
    .fill('What fixed it?', canary('Fix'))
    .fill('What did customers feel?', canary('Customers'))
    .submit();
  await world.settle();
  await inChannel(ana, 'postmortem', 'close', `reopen ${canary('Reopen')}`, `cancel ${canary('Cancel')}`);
}

describe('A private incident, through its whole life', () => {
  it('is declared with every field filled in: nobody outside reads any of it', async () => {
    await declarePrivately();
    await outsiderLooksAround();
    expect(world.channel(here.in).pinned()[0]).toMatch(/canaryTitle/);
    expect(world.channel(here.in).texts().join('\n')).toMatch(/canaryImpact/);
    expect(leaks()).toEqual([]);
    proves('P5.1');
  });

  it('climbs its own ladder: who is only informed of open ones never hears of it', async () => {
    const { lena, ben } = world;
    await world.clock.forward({ minutes: 21 });
    expect(ben.sees(/Private incident INC-1/)).toBeTruthy();
    expect(lena.directMessages()).toEqual([]);
    expect(leaks()).toEqual([]);
    proves('S21');
  });

  it('shows somebody who is asked to lead nothing before they accept, and lets them in then', async () => {
    const { ana, eli } = world;
    await inChannel(ana, 'take', `update ${canary('Early')}`, 'handover @Eli Brand');
    await eli.clicks('Not now', { in: 'dm' });
    await inChannel(ana, 'handover @Eli Brand');
    expect(world.channel(here.in).members()).not.toContain('Eli Brand');
    expect(leaks()).toEqual([]);
    // Its edits go out beside the invitation, and here before it.
    const invitation = holdCall(world, ({ method }) => method === 'conversations.invite');
    await eli.clicks('Accept', { in: 'dm' });
    await invitation.isHeld();
    await world.sandbox.eventually(() => expect(world.channel(here.in).pinned()[0]).toMatch(/Eli Brand has command/));
    invitation.letGo();
    await world.settle();
    expect(world.channel(here.in).members()).toContain('Eli Brand');
    expect(leaks()).toEqual([]);
    proves('S15');
  });

  it('is updated, noted, pinned, raised, lowered and paged for', async () => {
    await postEveryUpdate();
    await outsiderLooksAround();
    expect(leaks()).toEqual([]);
  });

  it('is not similar to what somebody else declares', async () => {
    const { lena } = world;
    await lena.runs('/incident declare P2 Zanzibar checkout is slow', { in: '#general' });
    await world.settle();
    expect(lena.sees(/INC-2/)).not.toContain('INC-1');
    expect(leaks()).toEqual([]);
  });

  it('is resolved, written up, closed, reopened and called off', async () => {
    await endIt();
    await outsiderLooksAround();
    await world.clock.forward({ hours: 3 });
    expect(leaks()).toEqual([]);
  });

  it('had a canary in every field, and each is on its record', async () => {
    const { rows } = await world.bot.ctx.db.pool.query<{ body: string }>(
      'SELECT body::text AS body FROM timeline_entry',
    );
    const record = rows.map(({ body }) => body).join('\n');
    expect([...planted].filter((word) => !record.includes(word))).toEqual([]);
    expect(planted.size).toBeGreaterThan(20);
    expect(world.channel(here.in).files().length).toBeGreaterThan(0);
  });

  it('mentioned nobody in its channel who was not in it', () => {
    expect(heard.mentioned()).toEqual([]);
    proves('P5.3');
  });

  it('is in no line of the log, no job and no address', async () => {
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => anyCanary.test(line))).toEqual([]);
    const { rows } = await world.bot.ctx.db.pool.query<{ row: string }>(
      `SELECT coalesce(key, '') || payload::text AS row FROM graphile_worker._private_jobs`,
    );
    expect(rows.filter(({ row }) => anyCanary.test(row))).toEqual([]);
    for (const path of ['/healthz', '/readyz', '/metrics', '/', '/incidents', '/incidents/1'])
      expect(await (await fetch(`${world.bot.url}${path}`)).text()).not.toMatch(anyCanary);
    proves('P5.1');
  });

  it('is in no name of an exported file', async () => {
    const { databaseUrl, dataFolder } = world.config;
    const env = { DATABASE_URL: databaseUrl ?? undefined, DATA_FOLDER: dataFolder };
    const { out, err, code } = await run(['export', 'INC-1', '--out', `${dataFolder}/exported`], env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toMatch(anyCanary);
    proves('P5.1');
  });
});

describe('The ear that listens for leaks', () => {
  it.each([
    ['a message', 'chat.postMessage', () => ({ channel: idOf('#general'), text: 'canaryLeak' })],
    ['a preview', 'chat.postMessage', () => ({ channel: idOf(here.in), text: 'canaryLeak' })],
    ['a direct message', 'chat.postMessage', () => ({ channel: world.lena.id, text: 'x', blocks: leak() })],
    ['an edit in one', 'chat.update', () => ({ ...lastDirectMessageTo(world.lena), text: 'x', blocks: leak() })],
    ['an answer', 'chat.postEphemeral', () => ({ channel: idOf('#general'), user: world.lena.id, text: 'canaryLeak' })],
    ['a name', 'conversations.create', () => ({ name: 'canaryleak', is_private: true })],
    ['a topic', 'conversations.setTopic', () => ({ channel: idOf('#incidents'), topic: 'canaryLeak' })],
    ['a file', 'files.getUploadURLExternal', () => ({ filename: 'canaryLeak.md', length: 1 })],
  ])('hears %s', async (_, method, args) => {
    const before = heard.outside().length;
    await world.bot.ctx.slack.apiCall(method, args());
    expect(
      heard
        .outside()
        .slice(before)
        .some(({ text }) => /canaryleak/i.test(text)),
    ).toBe(true);
  });

  it('sees who is mentioned in the channel without being in it', async () => {
    const text = `<@${world.lena.id}>`;
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text } }];
    await world.bot.ctx.slack.chat.postMessage({ channel: idOf(here.in), text: 'x', blocks });
    expect(heard.mentioned()).toEqual([`Lena Vogt by chat.postMessage in ${here.in}`]);
  });
});

const idOf = (channel: string): string => world.channel(channel).id;
const leak = () => [{ type: 'section', text: { type: 'mrkdwn', text: 'canaryLeak' } }];

function lastDirectMessageTo(person: World['ana']) {
  const { channel, ts } = person.directMessages().at(-1) ?? { channel: { id: '' }, ts: '' };
  return { channel: channel.id, ts };
}
