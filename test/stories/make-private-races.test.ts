import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { holdCall } from '../support/hold-call.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

/** Waits until the withdrawal was put off, or has gone through to its end. */
async function withdrawalTried(): Promise<void> {
  const { sandbox, bot } = world();
  await sandbox.eventually(async () => {
    const { rows } = await bot.ctx.db.pool.query(
      `SELECT id FROM effect WHERE type = 'withdraw' AND (error IS NOT NULL OR (id LIKE '%.name' AND state = 'sent'))`,
    );
    if (rows.length === 0) throw new Error('Nothing was withdrawn yet');
  });
}

function channelOf(id: string) {
  const found = world().sandbox.workspace.channels.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no channel ${id}`);
  return found;
}

/** What the bot wrote there, Slack's own notices aside. */
function saidIn(id: string): string[] {
  const { botUserId } = world().sandbox;
  return channelOf(id)
    .messages.filter(({ user, subtype }) => user === botUserId && subtype === undefined)
    .map(({ text }) => text);
}

const onlyFarewell = [expect.stringMatching(/^Private incident INC-\d+$/)];

describe('An incident that is made private while something of it is on its way', () => {
  it('takes back a message that arrives afterwards', async () => {
    const { flo, ana } = world();
    const { channel, where } = await declared(world(), 'P2 stork');
    const { isHeld, letGo } = holdCall(
      world(),
      ({ method, args }) => method === 'chat.postMessage' && args.channel === channel.id,
    );
    await flo.runs('/incident update stork is late', where);
    await isHeld();
    await ana.runs('/incident make-private', where);
    await withdrawalTried();
    letGo();
    await world().settle();
    await world().clock.forward({ minutes: 1 });
    expect(saidIn(channel.id)).toEqual(onlyFarewell);
    expect(world().announcements().texts().join('\n')).not.toContain('stork');
  });

  it('finds the channel that was just being made for everybody, and takes it back', async () => {
    const { flo, sandbox } = world();
    const { isHeld, letGo } = holdCall(world(), ({ method }) => method === 'conversations.create');
    await flo.runs('/incident declare P2 pelican', { in: '#general' });
    await isHeld();
    const number = /INC-\d+/.exec(flo.sees(/pelican/))?.[0];
    await flo.runs(`/incident ${number} make-private`, { in: '#general' });
    letGo();
    await world().settle();
    await world().clock.forward({ minutes: 1 });
    const [open, hidden] = sandbox.workspace.channels.filter(({ kind }) => kind !== 'im').slice(-2);
    expect([open?.kind, open?.name]).toEqual(['public', `${number?.toLowerCase()}-moved`]);
    expect(saidIn(open?.id ?? '')).toEqual(onlyFarewell);
    expect(open?.topic.value).toBe('');
    expect(hidden?.kind).toBe('private');
    expect(world().channel(`#${hidden?.name}`).pinned()[0]).toMatch(/pelican/);
    expect(
      world()
        .channel(`#${hidden?.name}`)
        .shows(/is private now/),
    ).not.toMatch(/✗|⏳/);
    expect(world().announcements().texts().join('\n')).not.toContain('pelican');
  });

  it('says to whoever asked when its private channel cannot be opened, and opens it on Retry', async () => {
    const { ana, sandbox } = world();
    const { channel, where } = await declared(world(), 'P2 ibis');
    const fault = { kind: 'error', error: 'restricted_action' } as const;
    sandbox.faults.add({ method: 'conversations.create', times: 1, fault });
    await ana.runs('/incident make-private', where);
    await world().settle();
    expect(ana.sees(/The private channel of INC-\d+ could not be opened/)).toMatch(/taken back all the same/);
    expect(saidIn(channel.id)).toEqual(onlyFarewell);
    await ana.clicks('Retry', { in: 'dm' });
    await world().settle();
    const hidden = sandbox.workspace.channels.findLast(({ kind }) => kind === 'private');
    expect(
      world()
        .channel(`#${hidden?.name}`)
        .shows(/is private now/),
    ).not.toMatch(/✗|⏳/);
    expect(world().channel(`#${hidden?.name}`).pinned()[0]).toMatch(/ibis/);
  });
});

describe('The old channel of an incident that was made private', () => {
  it('follows the edits and deletions of what is on its timeline from the old channel, and takes nothing new from there', async () => {
    const { ana, dee, lena, bot } = world();
    const { where, incident } = await declared(world(), 'P2 heron');
    const { id } = await incident();
    await ana.runs('/incident take', where);
    await dee.joins(where.in);
    const [kept, gone, unpinned] = [
      await dee.says(where.in, 'a customer is Heron One'),
      await dee.says(where.in, 'heron two'),
      await ana.says(where.in, 'heron three'),
    ];
    for (const message of [kept, gone, unpinned]) await ana.reacts(message, 'pushpin');
    await world().settle();
    await ana.runs('/incident make-private', where);
    await world().settle();
    // One after the other: Slack promises no order for events of the same moment.
    await dee.edits(kept, 'a customer');
    await world().settle();
    await dee.deletes(gone);
    await world().settle();
    await lena.joins(`#${world().sandbox.workspace.channels.find(({ id: one }) => one === kept.channel.id)?.name}`);
    await ana.unreacts(unpinned, 'pushpin');
    await world().settle();
    await lena.reacts(kept, 'pushpin');
    await world().settle();
    const entries = await readAllEntries(bot.ctx.db.prisma, id);
    const followed = entries.filter(({ source }) => source !== null).map(({ kind, body }) => [kind, body?.['reason']]);
    expect(followed.slice(3)).toEqual([
      ['messageEdited', undefined],
      ['messageUnpinned', 'deleted'],
      ['messageUnpinned', 'unpinned'],
    ]);
    proves('S23');
  });
});
