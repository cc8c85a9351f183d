import { expect, test } from 'vitest';
import { retryEffect } from '../../src/commands/retry-effect.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';
import { proves } from '../promises/proves.ts';

const stage = useStage();

async function pageDee(title: string): Promise<Incident> {
  const incident = await stage().declare({ title });
  await stage().settle();
  await stage().command(incident, { type: 'page', by: members.gil, user: members.dee, why: 'you know the ledger' });
  await stage().settle();
  return incident;
}

function heardByDee(title: string): string[] {
  const messages = stage().sandbox.person('Dee Novak').directMessages();
  return messages.map(({ text }) => text).filter((text) => text.includes(title));
}

test('a page is a direct message with its buttons, and the record says that no phone rang', async () => {
  const incident = await pageDee('Ledger drifts');

  expect(heardByDee('Ledger drifts')).toHaveLength(1);
  const row = (await stage().effects(incident)).find(({ type }) => type === 'page');
  expect(row?.result).toMatchObject({ outcome: 'accepted', via: 'Slack message', rang: false });
  expect(stage().sandbox.person('Dee Novak').buttons()).toContain("[I'm on it]");
  proves('S19');
});

test('an answered page shows its answer, and offers nothing more to answer', async () => {
  const incident = await pageDee('Payouts hang');
  await stage().command(incident, { type: 'acknowledge', by: members.dee });
  await stage().settle();

  expect(heardByDee('Payouts hang').join()).toMatch(/You answered/);
});

test('a page whose answer was lost is found again instead of sent twice', async () => {
  const incident = await stage().declare({ title: 'Search is empty' });
  await stage().settle();
  stage().sandbox.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: 'lost-answer' } });
  await stage().command(incident, { type: 'page', by: members.gil, user: members.dee, why: null });
  await stage().settle();
  stage().forward(31_000);
  await stage().settle();

  expect(heardByDee('Search is empty')).toHaveLength(1);
  expect((await stage().effects(incident)).find(({ type }) => type === 'page')?.state).toBe('sent');
  proves('U7');
});

test('somebody who cannot be written to is told as refused, with the reason', async () => {
  const incident = await stage().declare();
  await stage().settle();
  stage().sandbox.faults.add({ method: 'conversations.open', fault: { kind: 'error', error: 'user_disabled' } });
  await stage().command(incident, { type: 'page', by: members.gil, user: members.vic, why: null });
  await stage().settle();

  const { channel } = await stage().incident(incident.id);
  stage()
    .sandbox.channel(`#${channel?.name}`)
    .shows(/could not be reached by Slack message: their account was deactivated/);
});

test('the page of a private incident says nothing but its number', async () => {
  await pageDee('Board secrets');
  const secret = await stage().declare({ title: 'Somebody reads the mail', private: true });
  await stage().settle();
  await stage().command(secret, { type: 'page', by: members.gil, user: members.dee, why: null });
  await stage().settle();

  const said = stage()
    .sandbox.person('Dee Novak')
    .directMessages()
    .map(({ text, raw }) => `${text} ${raw.text}`);
  expect(said.some((text) => text.includes(`INC-${secret.number}`))).toBe(true);
  expect(said.join('\n')).not.toContain('Somebody reads the mail');
  proves('P5.2');
});

test('a page that was refused at first is tried again by Retry, once', async () => {
  const { user } = stage().sandbox.person('Ana Ruiz');
  user.deleted = true;
  const incident = await stage().declare({ title: 'Refunds fail', severity: 'P0' });
  await stage().settle();
  const receipt = () => stage().sandbox.person('Gil Weiss').directMessages().at(-1)?.text;
  expect(receipt()).toMatch(/✗ Incident Commander.*account was deactivated[\s\S]*\[Retry\]/);
  user.deleted = false;
  const page = (await stage().effects(incident)).find(({ type }) => type === 'page');
  const retry = () => retryEffect(stage().ctx, { effectId: page?.id ?? '', by: members.gil });
  expect(await retry()).toBe(true);
  expect(await retry()).toBe(false);
  await stage().settle();

  const heard = stage().sandbox.person('Ana Ruiz').directMessages();
  expect(heard.filter(({ text }) => text.includes('Refunds fail'))).toHaveLength(1);
  expect(receipt()).toMatch(/✓.*Incident Commander: reached/);
  expect(await retry()).toBe(false);
});

test('Retry on an old receipt calls nobody for what is over', async () => {
  const { user } = stage().sandbox.person('Ana Ruiz');
  user.deleted = true;
  const incident = await stage().declare({ title: 'Invoices vanish', severity: 'P0' });
  await stage().settle();
  user.deleted = false;
  const page = (await stage().effects(incident)).find(({ type }) => type === 'page');
  const by = members.gil;
  await stage().command(incident, { type: 'resolve', by, what: null, fix: null, customers: null, owner: null });
  await expect(retryEffect(stage().ctx, { effectId: page?.id ?? '', by })).rejects.toThrow(/nobody is called for it/);
  await stage().settle();

  const heard = stage().sandbox.person('Ana Ruiz').directMessages();
  expect(heard.filter(({ text }) => text.includes('You are needed') && text.includes('Invoices vanish'))).toEqual([]);
});
