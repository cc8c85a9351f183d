import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { firstBroken } from '../../src/domain/timeline.ts';
import { type Declared, declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

async function entries({ incident }: Declared) {
  return readAllEntries(world().bot.ctx.db.prisma, (await incident()).id);
}

describe('The timeline', () => {
  it('takes a pinned message with its own time and author, and follows edits and deletions', async () => {
    const it = await declared(world());
    const { ben, ana } = world();
    const { in: name } = it.where;
    await ben.joins(name);
    await ben.says(name, 'errors 38 %');
    await world().clock.forward({ minutes: 2 });
    await ana.reacts(it.channel.message(/errors 38 %/), 'pushpin');
    await world().settle();
    const pinned = (await entries(it)).find((entry) => entry.kind === 'messagePinned');
    expect(pinned?.body).toMatchObject({ text: 'errors 38 %', author: ben.id });
    expect(pinned?.actor).toBe(ana.id);
    expect((pinned?.recordedAt.getTime() ?? 0) - (pinned?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(2 * 60_000);
    await ben.edits(it.channel.message(/errors 38 %/), 'errors 4 %');
    await world().settle();
    await ben.deletes(it.channel.message(/errors 4 %/));
    await world().settle();
    expect((await entries(it)).map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['messageEdited', 'messageUnpinned']),
    );
    proves('S22', 'S23');
  });

  it('does not follow messages that nobody pinned, and takes a message pinned by two people once', async () => {
    const it = await declared(world());
    const { ben, ana } = world();
    await ben.joins(it.where.in);
    const said = await ben.says(it.where.in, 'just talking');
    await ben.edits(said, 'just talking, really');
    await world().settle();
    const other = await ben.says(it.where.in, 'gone soon');
    await ben.deletes(other);
    await world().settle();
    expect((await entries(it)).filter((entry) => entry.source !== null)).toEqual([]);
    await ben.reacts(said, 'pushpin');
    await world().settle();
    await ana.usesShortcut('Add to timeline', { on: said });
    await world().settle();
    expect((await entries(it)).filter((entry) => entry.kind === 'messagePinned')).toHaveLength(1);
  });

  it('takes a message by the shortcut as well, and lets it go when the pin is taken off', async () => {
    const it = await declared(world());
    const { ben } = world();
    await ben.joins(it.where.in);
    await ben.says(it.where.in, 'cache flushed');
    const message = it.channel.message(/cache flushed/);
    await ben.usesShortcut('Add to timeline', { on: message });
    await world().settle();
    expect((await entries(it)).filter((entry) => entry.kind === 'messagePinned')).toHaveLength(1);
    await ben.reacts(message, 'pushpin');
    await world().settle();
    await ben.unreacts(message, 'pushpin');
    await world().settle();
    expect((await entries(it)).filter((entry) => entry.kind === 'messageUnpinned')).toHaveLength(1);
    proves('S22', 'S23');
  });

  it('keeps a note, and shows its pages', async () => {
    const it = await declared(world());
    const { ana } = world();
    await ana.runs('/incident note vendor called back', it.where);
    await world().settle();
    await ana.runs('/incident timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/vendor called back/);
    it.channel.lacks(/vendor called back/);
    proves('C9');
  });

  it('keeps both times when a moment is corrected', async () => {
    const it = await declared(world());
    await world().clock.forward({ minutes: 20 });
    await world().flo.runs('/incident moment detected 03:55', it.where);
    await world().settle();
    const corrected = (await entries(it)).find((entry) => entry.kind === 'momentCorrected');
    expect(corrected?.body).toMatchObject({ moment: 'detected', from: null });
    expect((await it.incident()).moments.detected).not.toBeNull();
    proves('L9');
  });

  it('takes an event that Slack delivers twice once', async () => {
    const it = await declared(world());
    const { ben } = world();
    await ben.joins(it.where.in);
    await ben.says(it.where.in, 'said once');
    await ben.reacts(it.channel.message(/said once/), 'pushpin');
    await world().sandbox.redeliverLast();
    await world().settle();
    expect((await entries(it)).filter((entry) => entry.kind === 'messagePinned')).toHaveLength(1);
    proves('P2.2');
  });

  it('of a whole incident is gapless and its chain holds', async () => {
    const it = await declared(world());
    await world().ana.clicks('Take command', it.where);
    await world().clock.forward({ minutes: 40 });
    const all = await entries(it);
    expect(all.length).toBeGreaterThan(8);
    expect(firstBroken(all)).toBeNull();
    proves('R1');
  });
});

describe('A message with attachments', () => {
  it('is on the timeline with their names, types and addresses, not with what is in them', async () => {
    const it = await declared(world(), 'P2 with files');
    const { ben } = world();
    await ben.joins(it.where.in);
    const picture = await ben.says(it.where.in, '', { files: ['errors.png'] });
    const told = await ben.says(it.where.in, 'the log of it', { files: ['checkout.log'], inThreadOf: picture });
    await ben.reacts(picture, 'pushpin');
    await world().settle();
    await ben.usesShortcut('Add to timeline', { on: told });
    await world().settle();
    await ben.runs('/incident timeline', it.where);
    await world().settle();
    expect(ben.ephemerals(it.where.in).at(-1)).toMatch(
      /Ben Okafor posted errors\.png \(image\/png, https:\/\/\S+errors\.png\)[\s\S]*wrote: the log of it; with checkout\.log \(text\/plain, https:/,
    );
    await ben.runs('/incident resolve rolled back', it.where);
    await world().settle();
    expect(it.channel.files().at(-1)?.content).toMatch(/posted errors\.png \(image\/png, https:\/\/\S+errors\.png\)/);
    proves('R6');
  });

  it('that is taken off, edited and put on again reads as it does now', async () => {
    const it = await declared(world(), 'P2 put on again');
    const { ben } = world();
    await ben.joins(it.where.in);
    const said = await ben.says(it.where.in, 'first words');
    await ben.reacts(said, 'pushpin');
    await world().settle();
    await ben.edits(said, 'second words');
    await world().settle();
    await ben.edits(said, 'third words');
    await world().settle();
    await ben.unreacts(said, 'pushpin');
    await world().settle();
    await ben.edits(said, 'fourth words');
    await world().settle();
    await ben.reacts(said, 'pushpin');
    await world().settle();
    await ben.runs('/incident resolve rolled back', it.where);
    await world().settle();
    const kinds = (await entries(it)).filter(({ source }) => source !== null).map(({ kind }) => kind);
    expect(kinds).toEqual(['messagePinned', 'messageEdited', 'messageEdited', 'messageUnpinned', 'messagePinned']);
    const timeline = it.channel.files().at(-1)?.content ?? '';
    expect(timeline).toMatch(/Ben Okafor wrote: fourth words/);
    expect(timeline).not.toMatch(/first words|third words/);
  });
});
