import { afterEach, expect, test } from 'vitest';
import { redactEntry } from '../../src/commands/redact-entry.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';
import { proves } from '../promises/proves.ts';

const { dee, gil } = members;
const stage = useStage();
afterEach(async () => {
  // Nothing of one test waits for Dee in the next.
  await stage().ctx.db.pool.query(
    'DELETE FROM incident; DELETE FROM timeline_entry; DELETE FROM effect; DELETE FROM delivery',
  );
  await stage().ctx.db.pool.query('DELETE FROM graphile_worker._private_jobs');
});

async function declared(title: string, more: { severity?: string; private?: boolean } = {}): Promise<Incident> {
  const incident = await stage().declare({ title, severity: 'P2', ...more });
  await stage().settle();
  return incident;
}

async function page(incident: Incident): Promise<void> {
  await stage().command(incident, { type: 'page', by: gil, user: dee, why: null });
  await stage().settle();
}

const heard = () => stage().sandbox.person('Dee Novak').directMessages();
const told = (words: string) => heard().filter(({ text }) => text.includes(words));

async function outcomesOf(incident: Incident): Promise<unknown[]> {
  const entries = await readAllEntries(stage().ctx.db.prisma, incident.id);
  const answers = entries.filter(({ kind, body }) => kind === 'pageAnswered' && body?.['user'] === dee);
  return answers.map(({ body }) => body?.['with']);
}

test('an unanswered page takes in a later one, with an answer for each', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  const before = heard().length;
  await page(ledger);
  await page(payouts);
  expect(heard()).toHaveLength(before + 1);
  const [message] = told('Ledger drifts').slice(-1);
  expect(message?.text).toMatch(/Also .*INC-\d+[\s\S]*Payouts hang/);
  expect(stage().sandbox.person('Dee Novak').buttons()).toContain(`[I'm on it: INC-${payouts.number}]`);
  expect(await outcomesOf(payouts)).toEqual([`INC-${ledger.number}`]);
  expect(await outcomesOf(ledger)).toEqual([null]);

  await stage().command(payouts, { type: 'acknowledge', by: dee });
  await stage().settle();
  expect(told('Ledger drifts').at(-1)?.text).toMatch(/Payouts hang[\s\S]*You answered/);
  expect((await stage().incident(ledger.id)).acknowledgements).toEqual([]);
  expect((await stage().incident(payouts.id)).acknowledgements).toMatchObject([{ user: dee }]);
  proves('D13');
});

test('a page after the answer to the first has a message of its own', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  await page(ledger);
  await stage().command(ledger, { type: 'acknowledge', by: dee });
  await stage().settle();
  const before = heard().length;
  await page(payouts);
  expect(heard()).toHaveLength(before + 1);
  expect(told('Payouts hang').at(-1)?.text).not.toContain('Ledger drifts');
});

test('something more severe, or later than anybody would wait, has a message of its own', async () => {
  const ledger = await declared('Ledger drifts');
  const payouts = await declared('Payouts hang', { severity: 'P1' });
  await page(ledger);
  const before = heard().length;
  await page(payouts);
  expect(heard()).toHaveLength(before + 1);

  const search = await declared('Search is empty', { severity: 'P1' });
  stage().forward(6 * 60_000);
  await stage().settle();
  const later = heard().length;
  await page(search);
  expect(heard()).toHaveLength(later + 1);
});

test('what a newer version made of the other incident holds nobody’s page up', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  await page(ledger);
  await stage().ctx.db.pool.query(
    `UPDATE incident SET state = jsonb_set(state, '{status}', '"hibernating"') WHERE id = $1`,
    [ledger.id],
  );
  await page(payouts);
  expect(told('Payouts hang').at(-1)?.text).not.toContain('Ledger drifts');
  expect(await outcomesOf(payouts)).toEqual([null]);
});

test('of a private incident the other message says nothing but its number', async () => {
  const [ledger, secret] = [await declared('Ledger drifts'), await declared('Mails are read', { private: true })];
  await page(ledger);
  await page(secret);
  const all = heard().map(({ text, raw }) => `${text} ${JSON.stringify(raw)}`);
  expect(all.some((text) => text.includes(`Also *Private incident INC-${secret.number}*`))).toBe(true);
  expect(all.join('\n')).not.toContain('Mails are read');
});

test('two pages at the same moment are one message, also when the answer to the edit is lost', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  const before = heard().length;
  stage().sandbox.faults.add({ method: 'chat.update', times: 1, fault: { kind: 'lost-answer' } });
  await Promise.all(
    [ledger, payouts].map((incident) => stage().command(incident, { type: 'page', by: gil, user: dee, why: null })),
  );
  await stage().settle();
  stage().forward(31_000);
  await stage().settle();
  expect(heard()).toHaveLength(before + 1);
  const carried = [...(await outcomesOf(ledger)), ...(await outcomesOf(payouts))].filter((one) => one !== null);
  expect(carried).toHaveLength(1);
  expect(heard().at(-1)?.text.match(/Also /g)).toHaveLength(1);
});

test('a redaction reaches the words that another incident’s message carries', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  await page(ledger);
  await stage().command(payouts, { type: 'page', by: gil, user: dee, why: 'the heron is loose' });
  await stage().settle();
  expect(told('Ledger drifts').at(-1)?.text).toContain('the heron is loose');
  const entries = await readAllEntries(stage().ctx.db.prisma, payouts.id);
  const seq = entries.find(({ kind, actor }) => kind === 'paged' && actor === gil)?.seq ?? 0;
  const asked = { by: gil, why: null, delivery: 'redact the heron', channel: null };
  await redactEntry(stage().ctx, { incidentId: payouts.id, seq, ...asked });
  await stage().settle();
  expect(told('Ledger drifts').at(-1)?.text).toMatch(/Also .*Payouts hang/);
  expect(told('Ledger drifts').at(-1)?.text).not.toContain('heron');
  const { rows } = await stage().ctx.db.pool.query(`SELECT id FROM effect WHERE payload::text LIKE '%heron%'`);
  expect(rows).toEqual([]);
});

test('a message that is gone carries nothing: the later page has its own', async () => {
  const [ledger, payouts] = [await declared('Ledger drifts'), await declared('Payouts hang')];
  await page(ledger);
  const before = heard().length;
  stage().sandbox.faults.add({ method: 'chat.update', times: 5, fault: { kind: 'error', error: 'message_not_found' } });
  await page(payouts);
  expect(heard()).toHaveLength(before + 1);
  expect(await outcomesOf(payouts)).toEqual([null]);
});
