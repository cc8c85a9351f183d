import { expect, test } from 'vitest';
import { foldLate } from '../../src/jobs/effects/fold-late.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';

const minutes = 60_000;
const stage = useStage();
const nothing = { status: null, know: null, done: null, next: null, eta: null, nextIn: null };

async function threeLateUpdates(): Promise<Incident> {
  const incident = await stage().declare();
  await stage().settle();
  stage().sandbox.faults.down();
  for (const text of ['alpha', 'beta', 'gamma'])
    await stage().command(incident, { type: 'postUpdate', by: members.ana, text, ...nothing });
  await stage().settle();
  stage().forward(3 * minutes);
  return incident;
}

async function inChannel(incident: Incident): Promise<string[]> {
  const { channel } = await stage().incident(incident.id);
  const texts = stage().sandbox.channel(`#${channel?.name}`).texts();
  return texts.filter((text) => /alpha|beta|gamma/.test(text) && !/Last update|Update #3 \(/.test(text));
}

async function slackIsBack(after = 2): Promise<void> {
  stage().sandbox.faults.up();
  stage().forward(after * minutes);
  await stage().settle();
}

test('a process that dies between two messages becoming one and that being recorded leaves none out and doubles none', async () => {
  const incident = await threeLateUpdates();
  const waiting = (await stage().effects(incident)).filter(
    ({ type, lane, state }) => type === 'post' && lane.endsWith(':channel') && state !== 'sent',
  );
  const [first] = waiting;
  if (first === undefined) throw new Error('Nothing waits');
  expect(await foldLate(stage().ctx, first, incident.id)).toMatchObject({ kind: 'carried' });
  await slackIsBack();
  const [digest = '', ...more] = await inChannel(incident);
  expect(more).toEqual([]);
  expect(digest).toMatch(/alpha[\s\S]*beta[\s\S]*gamma/);
  expect(digest.match(/alpha/g)).toHaveLength(1);
});

test('the one message is there once also where Slack took it and its answer was lost', async () => {
  const incident = await threeLateUpdates();
  await stage().settle();
  stage().sandbox.faults.up();
  stage().sandbox.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'lost-answer' } });
  stage().forward(2 * minutes);
  await stage().settle();
  await slackIsBack();
  await slackIsBack();
  const told = await inChannel(incident);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/alpha[\s\S]*beta[\s\S]*gamma/);
});

test('a message that waited alone comes as itself', async () => {
  const incident = await stage().declare();
  await stage().settle();
  stage().sandbox.faults.down();
  await stage().command(incident, { type: 'postUpdate', by: members.ana, text: 'alpha alone', ...nothing });
  await stage().settle();
  stage().forward(3 * minutes);
  await slackIsBack(1);
  const [told = '', ...more] = await inChannel(incident);
  expect(more).toEqual([]);
  expect(told).toMatch(/Update #1[\s\S]*alpha alone[\s\S]*Sent late/);
});

test('whoever follows reads of what happened meanwhile in one message, and of each incident in its own', async () => {
  const followed = [await stage().declare(), await stage().declare()];
  for (const incident of followed) await stage().command(incident, { type: 'follow', by: members.vic });
  await stage().settle();
  const before = directMessages().length;
  stage().sandbox.faults.down();
  for (const incident of followed)
    for (const text of ['delta', 'epsilon'])
      await stage().command(incident, { type: 'postUpdate', by: members.ana, text, ...nothing });
  await stage().settle();
  stage().forward(3 * minutes);
  await slackIsBack();
  const told = directMessages().slice(before);
  expect(told).toHaveLength(2);
  for (const [index, { title }] of followed.entries()) {
    const text = JSON.stringify(told[index]);
    expect(text).toMatch(
      /I could not write to you from .*Update #1\*.*delta.*Update #2\*.*epsilon.*You follow it.*Unfollow/,
    );
    expect(text).toContain(title);
  }
});

test('a message to a follower that comes late and alone is itself, and nothing that asks somebody is a line', async () => {
  const incident = await stage().declare();
  const other = await stage().declare();
  await stage().command(incident, { type: 'follow', by: members.vic });
  await stage().settle();
  const before = directMessages().length;
  stage().sandbox.faults.down();
  await stage().command(other, { type: 'page', by: members.gil, user: members.vic, why: 'zeta' });
  await stage().command(incident, { type: 'postUpdate', by: members.ana, text: 'eta', ...nothing });
  await stage().settle();
  stage().forward(3 * minutes);
  await slackIsBack();
  const told = directMessages()
    .slice(before)
    .map((message) => JSON.stringify(message));
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(/zeta.*acknowledge/);
  expect(told[1]).toMatch(/Update #1\*.*eta.*Sent late.*You follow it|Update #1\*.*eta.*You follow it.*Sent late/);
});

/** What Vic has been written. */
function directMessages() {
  return stage()
    .sandbox.workspace.channels.filter(({ kind, members: inside }) => kind === 'im' && inside.includes(members.vic))
    .flatMap(({ messages }) => messages.map(({ text, blocks }) => ({ text, blocks })));
}
