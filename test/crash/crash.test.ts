import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { effectTypes } from '../../src/domain/effects.ts';
import { type Chain, startChain } from './chain.ts';
import { type Moment, channelName, moments, rows } from './rows.ts';

/** A restart may take this long until everything is there. Milliseconds. */
const longest = 30_000;

function titleOf(type: string, moment: Moment): string {
  return `Killed ${moment} ${type}`;
}

// Three bots, one for each moment, each of which dies once for every type of effect and is started again at once.
describe.concurrent.each(moments)('a bot that is killed %s', (moment) => {
  let chain: Chain;
  let lasted = 0;

  beforeAll(async () => {
    chain = await startChain();
    for (const type of effectTypes) await chain.die({ title: titleOf(type, moment), moment, row: rows[type] });
    lasted = await chain.finish();
  }, 300_000);
  afterAll(() => chain.close());

  test('has finished everything within 30 s of its last start', () => {
    expect(lasted).toBeLessThan(longest);
  });

  test.each(effectTypes)('leaves everything there once: %s', async (type) => {
    const title = titleOf(type, moment);
    expect(await countsOf(chain, title)).toEqual(onceEach(type));
  });

  test('posts no message twice and leaves no channel without an incident', async () => {
    const { workspace } = chain.sandbox;
    const marks = workspace.channels.flatMap((channel) => channel.messages).map(({ metadata }) => JSON.stringify(metadata));
    const twice = marks.filter((mark, index) => mark !== undefined && marks.indexOf(mark) !== index);
    expect(twice).toEqual([]);
    const opened = workspace.channels.filter(({ name, kind }) => kind === 'public' && name.startsWith('inc-')).map(({ name }) => name);
    expect(opened.toSorted()).toEqual(effectTypes.map((one) => channelName(titleOf(one, moment))).toSorted());
  });
});

/** What there is of one incident, counted in the workspace and in the record. */
async function countsOf(chain: Chain, title: string) {
  const { prisma } = await chain.database();
  const incident = await prisma.incident.findFirstOrThrow({ where: { title } });
  const effects = await prisma.effect.findMany({ where: { incidentId: incident.id } });
  const channel = chain.sandbox.channel(`#${channelName(title)}`);
  const joins = channel.raw.messages.filter(({ subtype }) => subtype === 'channel_join').map(({ user }) => user);
  const direct = chain.sandbox.workspace.channels.filter(({ kind }) => kind === 'im').flatMap(({ messages }) => messages);
  const mark = (id: string): string => JSON.stringify(id);
  return {
    unfinished: effects.filter(({ state }) => state !== 'sent' && state !== 'cancelled').map(({ id, state, error }) => ({ id, state, error })),
    isItsChannel: incident.channelId === channel.id,
    headlines: channel.raw.messages.filter(({ metadata }) => JSON.stringify(metadata)?.includes(`${incident.id}:headline"`)).length,
    pins: channel.raw.pins.length,
    bookmarks: channel.bookmarks().length,
    topics: channel.raw.messages.filter(({ subtype }) => subtype === 'channel_topic').length,
    joinedTwice: joins.filter((user, index) => joins.indexOf(user) !== index),
    membersMissing: ['Ana Ruiz', 'Ben Okafor', 'Gil Weiss'].filter((name) => !channel.members().includes(name)),
    pagesMissing: effects
      .filter(({ type, id }) => type === 'page' && direct.filter(({ metadata }) => JSON.stringify(metadata)?.includes(mark(id))).length !== 1)
      .map(({ id }) => id),
    pages: effects.filter(({ type }) => type === 'page').length,
    files: channel.files().length,
    drafts: await prisma.postMortem.count({ where: { incidentId: incident.id } }),
    headlineNamesCommander: /has command/.test(channel.pinned().join('\n')),
  };
}

function onceEach(type: string) {
  const resolved = type === 'draftPostMortem';
  return {
    unfinished: [],
    isItsChannel: true,
    headlines: 1,
    pins: 1,
    bookmarks: 1,
    // Whoever takes command, and whatever ends the incident, changes the topic once more.
    topics: resolved || type === 'refresh' ? 2 : 1,
    joinedTwice: [],
    membersMissing: [],
    pagesMissing: [],
    pages: 1,
    files: resolved ? 1 : 0,
    drafts: resolved ? 1 : 0,
    headlineNamesCommander: type === 'refresh',
  };
}
