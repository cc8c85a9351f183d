import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/web-api/faults.ts';
import type { Command } from '../../src/domain/commands.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { retryEffect } from '../../src/commands/retry-effect.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';
import { proves } from '../promises/proves.ts';
import { runbooksOf } from '../support/runbooks.ts';

const seconds = 1000;

const stage = useStage();

function update(text: string): Command {
  const nothing = { status: null, know: null, done: null, next: null, eta: null, nextIn: null };
  return { type: 'postUpdate', by: members.ana, text, ...nothing };
}

/** Lets a minute pass in steps, doing what becomes due. */
async function minutePasses(): Promise<void> {
  for (let step = 0; step < 2; step += 1) {
    stage().forward(31 * seconds);
    await stage().settle();
  }
}

async function unfinished(incident: Incident): Promise<string[]> {
  const rows = await stage().effects(incident);
  return rows.filter(({ state }) => state !== 'sent').map(({ id, state, error }) => `${id} ${state} ${error}`);
}

async function channelOf(incident: Incident) {
  const { channel } = await stage().incident(incident.id);
  return stage().sandbox.channel(`#${channel?.name}`);
}

/** Messages of Muster that carry the mark of this effect, wherever they are. */
function marked(effect: string): number {
  const messages = stage().sandbox.workspace.channels.flatMap((channel) => channel.messages);
  return messages.filter(({ metadata }) => JSON.stringify(metadata)?.includes(JSON.stringify(effect))).length;
}

function heardBy(name: string): string {
  return stage()
    .sandbox.person(name)
    .directMessages()
    .map(({ text }) => text)
    .join('\n');
}

const lostOrLate: [string, Fault][] = [
  ['the answer is lost', { kind: 'lost-answer' }],
  ['it is done after the connection broke', { kind: 'late-apply', ms: 300 }],
  ['the connection breaks first', { kind: 'reset' }],
  ['Slack answers 500', { kind: '500' }],
  ['Slack asks to wait', { kind: '429', retryAfter: 7 }],
];

const opening = [
  'conversations.create',
  'chat.postMessage',
  'pins.add',
  'conversations.setTopic',
  'bookmarks.add',
  'conversations.invite',
];

// One incident meets the fault at each of its calls.
test.each(lostOrLate)('when %s, every step of the opening happens once all the same', async (_, fault) => {
  for (const method of opening) stage().sandbox.faults.add({ method, times: 1, fault });
  const channelsBefore = stage().sandbox.workspace.channels.filter(({ kind }) => kind !== 'im').length;

  const incident = await stage().declare();
  await stage().settle();
  for (let step = 0; step < 4; step += 1) {
    // Real time: a call that Slack does late is done 0.3 s later.
    if (fault.kind === 'late-apply') await new Promise((resolve) => setTimeout(resolve, 350));
    stage().forward(31 * seconds);
    await stage().settle();
  }

  expect(
    stage()
      .sandbox.calls.filter((call) => call.fault === fault)
      .map((call) => call.method)
      .sort(),
  ).toEqual([...opening].sort());
  stage().sandbox.calls.length = 0;
  expect(await unfinished(incident)).toEqual([]);
  const channel = await channelOf(incident);
  expect(stage().sandbox.workspace.channels.filter(({ kind }) => kind !== 'im')).toHaveLength(channelsBefore + 1);
  expect(marked(`${incident.id}:headline`)).toBe(1);
  expect(marked(`${incident.id}:announcement`)).toBe(1);
  expect(marked(`${incident.id}:receipt`)).toBe(1);
  expect(channel.pinned()).toHaveLength(1);
  expect(channel.bookmarks()).toHaveLength(1);
  expect(channel.notices().filter(({ raw }) => raw.subtype === 'channel_topic')).toHaveLength(1);
  proves('P2.1', 'U7');
});

test('a channel name that is taken gets a suffix, and nobody else’s channel is adopted', async () => {
  const { runbooks } = stage().ctx;
  const { policy } = runbooks.current;
  stage().ctx.runbooks = runbooksOf({ ...policy, channel: { ...policy.channel, name: 'inc-same' } });
  const first = await stage().declare();
  await stage().settle();
  const second = await stage().declare();
  await stage().settle();
  stage().ctx.runbooks = runbooks;

  expect((await stage().incident(first.id)).channel?.name).toBe('inc-same');
  expect((await stage().incident(second.id)).channel?.name).toBe('inc-same-2');
});

test('a channel that Slack refuses leaves the incident recorded, and Retry opens it with everything that waited', async () => {
  stage().sandbox.faults.add({ method: 'conversations.create', fault: { kind: 'error', error: 'restricted_action' } });
  const declared = await stage().declare();
  await stage().settle();
  expect((await stage().incident(declared.id)).channel).toBeNull();
  expect(heardBy('Gil Weiss')).toMatch(/Channel: Slack refused it: not allowed in this workspace/);

  stage().sandbox.faults.clear();
  const effectId = `${declared.id}:channel`;
  expect(await retryEffect(stage().ctx, { effectId, by: members.gil })).toBe(true);
  expect(await retryEffect(stage().ctx, { effectId, by: members.gil })).toBe(false);
  await stage().settle();

  expect(await unfinished(declared)).toEqual([]);
  expect((await channelOf(declared)).pinned()).toHaveLength(1);
  proves('P1.2', 'P3.2');
});

test('an effect of an archived channel tells the incident that its channel is lost', async () => {
  const incident = await stage().declare();
  await stage().settle();
  (await channelOf(incident)).raw.isArchived = true;
  await stage().command(incident, { type: 'note', by: members.ana, text: 'still here' });
  await stage().command(incident, { type: 'changeSeverity', by: members.ana, to: 'P0', why: null });
  await stage().settle();
  await minutePasses();

  expect((await stage().incident(incident.id)).channelTrouble).toBe('archived');
  expect(heardBy('Gil Weiss')).toMatch(/was archived/);
});

test('a message of a lane waits for the one before it, and both come in order', async () => {
  const incident = await stage().declare();
  await stage().settle();
  stage().sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: '429', retryAfter: 20 } });
  for (const text of ['first of two', 'second of two']) await stage().command(incident, update(text));
  await stage().settle();
  await minutePasses();

  const said = (await channelOf(incident)).texts().filter((text) => /of two/.test(text) && /#\d/.test(text));
  expect(said.map((text) => /(first|second) of two/.exec(text)?.[1])).toEqual(['first', 'second']);
  proves('U12');
});

test('edits of one message that wait are done as one', async () => {
  const incident = await stage().declare();
  await stage().settle();
  // The headline and the announcement are edited; both have to wait.
  stage().sandbox.faults.add({ method: 'chat.update', times: 2, fault: { kind: '429', retryAfter: 10 } });
  await stage().command(incident, { type: 'takeRole', by: members.ana, role: 'commander', takeOver: null });
  await stage().settle();
  for (const role of ['tech-lead', 'comms'])
    await stage().command(incident, { type: 'takeRole', by: members.ben, role, takeOver: null });

  const waiting = await stage().ctx.db.prisma.effect.count({
    where: { lane: `${incident.id}:refresh ${incident.id}:headline`, state: 'planned' },
  });
  expect(waiting).toBe(1);
  await minutePasses();
  (await channelOf(incident)).shows(/Ana Ruiz has command/);
  proves('U12');
});

test('a message that comes more than two minutes late says so', async () => {
  const incident = await stage().declare();
  await stage().settle();
  stage().sandbox.faults.down();
  await stage().command(incident, update('came late'));
  await stage().settle();
  for (let minute = 0; minute < 3; minute += 1) await minutePasses();
  stage().sandbox.faults.up();
  await minutePasses();
  await minutePasses();

  const text = (await channelOf(incident)).message(/came late/).text;
  expect(text).toMatch(/Sent late/);
  proves('P2.3');
});

test('a missing announcements channel fails that step with the way to mend it, and holds up nothing else', async () => {
  stage().ctx.config = { ...stage().ctx.config, announceChannel: 'not-there' };
  const incident = await stage().declare();
  await stage().settle();
  stage().ctx.config = { ...stage().ctx.config, announceChannel: 'incidents' };

  const failed = (await unfinished(incident)).filter((line) => !line.includes(' cancelled '));
  expect(failed).toEqual([
    `${incident.id}:announcement failed Muster is not in #not-there. Invite the bot: /invite @muster in #not-there`,
  ]);
  proves('U9');
});
