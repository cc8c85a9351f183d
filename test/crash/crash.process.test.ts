import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { effectTypes } from '../../src/domain/effects.ts';
import { type Chain, type Target, startChain } from './chain.ts';
import {
  allTypes,
  type EffectType,
  type Provocation,
  channelName,
  deaths,
  isLeftBehind,
  moments,
  rows,
} from './rows.ts';
import { members } from '../support/policy.ts';
import { provesIn } from '../promises/proves.ts';

/** A restart may take this long until everything is there. Milliseconds. */
const longest = 30_000;

const titles: Record<Provocation, string> = {
  open: 'Killed while opening',
  attach: 'Killed while attaching',
  headline: 'Killed at headline',
  setUp: 'Killed in set up',
  settle: 'Killed when settled',
  resolve: 'Killed when resolved',
  makePrivate: 'Killed when made private',
  archive: 'Killed when archived',
  turn: 'of no incident',
  read: 'of no incident',
};

function targetsOf(provocations: readonly Provocation[]): Target[] {
  return allTypes
    .filter((effect) => provocations.includes(rows[effect].provokedBy))
    .map((effect) => ({ effect, title: titles[rows[effect].provokedBy] }));
}

// Three bots, one for each moment. Each dies three times, with every type of effect under way in one of the deaths.
describe.concurrent.each(moments)('a bot that is killed %s', (moment) => {
  let chain: Chain;
  let lasted = 0;

  beforeAll(async () => {
    chain = await startChain();
    const settled = await chain.declare(titles.settle);
    await chain.finish();
    await chain.acknowledge(settled);
    const opened = await chain.declare(titles.resolve);
    const exposed = await chain.declare(titles.makePrivate);
    const over = await chain.declare(titles.archive);
    await chain.finish();
    // Somebody has its Home open.
    await (await chain.database()).prisma.home.create({
      data: { workspace: chain.sandbox.teamId, userId: members.lena, incidents: [exposed], publishedAt: new Date() },
    });
    for (const id of [opened, exposed, over]) await chain.acknowledge(id);
    await chain.cancel(over);
    await chain.finish();
    const { id } = chain.pagerDuty.alerts('Disk full', 'Lena Vogt');
    const alert = { id, url: `https://acme.pagerduty.com/incidents/${id}` };
    await chain.die({ moment, targets: targetsOf(deaths.first) }, (send) => {
      send.declare(titles.open);
      send.resolve(opened);
      send.makePrivate(exposed);
      send.archive(over);
    });
    await chain.die({ moment, targets: targetsOf(deaths.second) }, (send) => {
      send.declare(titles.headline);
      send.resolve(settled);
      send.declare(titles.attach, alert);
    });
    await chain.die({ moment, targets: targetsOf(deaths.third) }, (send) => {
      send.declare(titles.setUp);
      send.turn();
      send.read();
    });
    lasted = await chain.finish();
  }, 300_000);
  afterAll(() => chain.close());

  test('has finished everything within 30 s of its last start', () => {
    expect(lasted).toBeLessThan(longest);
  });

  test.each(effectTypes.filter((type) => type !== 'withdraw' && type !== 'refreshHomes'))(
    'has it there once: %s',
    async (effect) => {
      const title = titles[rows[effect].provokedBy];
      expect(await countsOf(chain, title)).toEqual(onceEach(effect));
    },
  );

  test('has taken back what it posted, once: withdraw', async () => {
    const { prisma } = await chain.database();
    const incident = await prisma.incident.findFirstOrThrow({ where: { title: titles.makePrivate } });
    const effects = await prisma.effect.findMany({ where: { incidentId: incident.id } });
    const channels = chain.sandbox.workspace.channels;
    const former = channels.find(({ id }) => id === incident.formerChannelId);
    const present = channels.find(({ id }) => id === incident.channelId);
    const marked = (channel: typeof former, id: string) =>
      channel?.messages.filter(({ metadata }) => JSON.stringify(metadata)?.includes(`${incident.id}:${id}"`)).length;
    expect({
      unfinished: effects.filter(({ state }) => state !== 'sent' && state !== 'cancelled').map(({ id }) => id),
      kind: present?.kind,
      headlines: marked(present, 'headline.2'),
      reports: marked(present, 'withdrawal'),
      farewells: marked(former, 'farewell'),
      left: former?.messages.filter((message) => !isLeftBehind(message)).map(({ text }) => text),
      header: [former?.name, former?.topic.value, former?.bookmarks.length, former?.pins.length],
      announced: marked(chain.sandbox.channel('#incidents').raw, 'announcement'),
    }).toEqual({
      unfinished: [],
      kind: 'private',
      headlines: 1,
      reports: 1,
      farewells: 1,
      left: [],
      header: [`inc-${incident.number}-moved`, '', 0, 0],
      announced: 0,
    });
  });

  test('has brought the Homes that named it up to date: refreshHomes', () => {
    const home = JSON.stringify(chain.sandbox.workspace.homes.get(members.lena));
    expect(home).toMatch(/Your open incidents/);
    expect(home).not.toContain(titles.makePrivate);
  });

  test('has told once what is of no incident, and put it right: tell, retell', async () => {
    const { prisma } = await chain.database();
    const left = await prisma.effect.findMany({ where: { incidentId: null, state: { not: 'sent' } } });
    expect(left.map(({ id, state, error }) => ({ id, state, error }))).toEqual([]);
    const texts = chain.sandbox.channel('#incidents').raw.messages.map(({ text }) => text);
    expect(texts.filter((text) => /On-call handover/.test(text))).toHaveLength(1);
    const [read, ...more] = texts.filter((text) => /The runbook of/.test(text));
    expect(read).toMatch(/was read by/);
    expect(more).toEqual([]);
  });

  test('posts no message twice and leaves no channel without an incident', ({ task }) => {
    const { workspace } = chain.sandbox;
    const marks = workspace.channels
      .flatMap((channel) => channel.messages)
      .map(({ metadata }) => JSON.stringify(metadata));
    const twice = marks.filter((mark, index) => mark !== undefined && marks.indexOf(mark) !== index);
    expect(twice).toEqual([]);
    const opened = workspace.channels
      .filter(({ name, kind }) => kind === 'public' && name.startsWith('inc-'))
      .map(({ name }) => name);
    const named = Object.values(titles).filter((title) => title !== titles.makePrivate && title !== titles.turn);
    expect(opened.toSorted()).toEqual([...named.map(channelName), 'inc-3-moved'].toSorted());
    provesIn(task, 'P2.1', 'U7');
  });
});

const carriedSchema = z.object({ carrier: z.string() });

/** A page has one message, or stands in the one message of an earlier page to the same person. */
function isThereOnce(direct: { metadata?: unknown }[], title: string, page: { id: string; result: unknown }): boolean {
  const of = (id: string) =>
    direct.filter(({ metadata }) => (JSON.stringify(metadata) ?? '').includes(JSON.stringify(id)));
  const carrier = carriedSchema.safeParse(page.result).data?.carrier;
  if (carrier === undefined) return of(page.id).length === 1;
  return of(page.id).length === 0 && of(carrier).filter((one) => JSON.stringify(one).includes(title)).length === 1;
}

/** What there is of one incident, counted in the workspace and in the record. */
async function countsOf(chain: Chain, title: string) {
  const { prisma } = await chain.database();
  const incident = await prisma.incident.findFirstOrThrow({ where: { title } });
  const effects = await prisma.effect.findMany({ where: { incidentId: incident.id } });
  const channel = chain.sandbox.channel(`#${channelName(title)}`);
  const joins = channel.raw.messages.filter(({ subtype }) => subtype === 'channel_join').map(({ user }) => user);
  const direct = chain.sandbox.workspace.channels
    .filter(({ kind }) => kind === 'im')
    .flatMap(({ messages }) => messages);
  return {
    unfinished: effects
      .filter(({ state }) => state !== 'sent' && state !== 'cancelled')
      .map(({ id, state, error }) => ({ id, state, error })),
    isItsChannel: incident.channelId === channel.id,
    headlines: channel.raw.messages.filter(({ metadata }) =>
      JSON.stringify(metadata)?.includes(`${incident.id}:headline"`),
    ).length,
    headlineSaysResolved: /Resolved/.test(channel.pinned().join('\n')),
    archived: channel.raw.isArchived,
    pins: channel.raw.pins.length,
    bookmarks: channel.bookmarks().length,
    topics: channel.raw.messages.filter(({ subtype }) => subtype === 'channel_topic').length,
    joinedTwice: joins.filter((user, index) => joins.indexOf(user) !== index),
    membersMissing: ['Ana Ruiz', 'Ben Okafor', 'Gil Weiss'].filter((name) => !channel.members().includes(name)),
    // While PagerDuty is held up, the next step does not wait: whoever that calls is another one.
    pages: effects.filter(({ type, lane }) => type === 'page' && lane.endsWith(members.ana)).length,
    pagesNotThereOnce: effects
      .filter(({ type, id, result }) => type === 'page' && !isThereOnce(direct, title, { id, result }))
      .map(({ id }) => id),
    pagedTwice: chain.pagerDuty.account.incidents.filter(
      ({ key }, index, all) => key.startsWith(incident.id) && all.findIndex((one) => one.key === key) !== index,
    ).length,
    ringsThoughOver: chain.pagerDuty.account.incidents.filter(
      ({ key, status }) => incident.status !== 'investigating' && key.startsWith(incident.id) && status !== 'resolved',
    ).length,
    files: channel.files().length,
    drafts: await prisma.postMortem.count({ where: { incidentId: incident.id } }),
  };
}

function onceEach(effect: EffectType) {
  const resolved = ['resolve', 'settle'].includes(rows[effect].provokedBy);
  const archived = rows[effect].provokedBy === 'archive';
  return {
    unfinished: [],
    isItsChannel: true,
    headlines: 1,
    headlineSaysResolved: resolved,
    archived,
    pins: 1,
    bookmarks: 1,
    // The topic names the status, so that the end of an incident sets it once more.
    topics: resolved || archived ? 2 : 1,
    joinedTwice: [],
    membersMissing: [],
    pages: 1,
    pagesNotThereOnce: [],
    pagedTwice: 0,
    ringsThoughOver: 0,
    files: resolved ? 1 : 0,
    drafts: resolved ? 1 : 0,
  };
}
