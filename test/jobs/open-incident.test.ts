import { expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { members } from '../support/policy.ts';
import { useStage } from './use-stage.ts';

const stage = useStage();

test('a declaration opens its channel with people, headline, topic and bookmarks, and announces it', async () => {
  const declared = await stage().declare();
  await stage().settle();

  const incident = await stage().incident(declared.id);
  const rows = await stage().effects(incident);
  expect(rows.filter((row) => row.state !== 'sent').map((row) => `${row.id} ${row.state} ${row.error}`)).toEqual([]);
  const channel = stage().sandbox.channel(`#${incident.channel?.name}`);
  expect(channel.raw.members).toContain(members.gil);
  expect(channel.pinned()).toHaveLength(1);
  expect(channel.bookmarks()).toEqual([{ title: 'Runbook', link: 'https://example.com/runbook' }]);
  expect(stage().sandbox.channel('#incidents').messages()).toHaveLength(1);
});

test('a step that takes long holds the other lines of the receipt up by two seconds, and the last one by nothing', async () => {
  const { sandbox } = stage();
  const held: (() => void)[] = [];
  const unhook = sandbox.beforeCall(async ({ method }) => {
    if (method === 'pins.add') await new Promise<void>((release) => held.push(release));
  });
  const declared = await stage().declare();
  const lane = `${declared.id}:refresh ${declared.id}:receipt`;
  const edits = () => stage().ctx.db.prisma.effect.findMany({ where: { lane } });
  await sandbox.eventually(async () => expect((await edits()).length).toBeGreaterThan(0), { within: 15_000 });
  await sandbox.eventually(() => expect(held.length).toBeGreaterThan(0), { within: 15_000 });
  stage().forward(2000);
  stage().ctx.nudge();
  await sandbox.eventually(() => expect(receiptOf(declared)).toMatch(/✓ Headline posted[^]*⏳ Headline pinned/), {
    within: 15_000,
  });
  unhook();
  for (const release of held) release();
  // Nothing has to become due for it.
  await stage().settle();
  expect(receiptOf(declared)).not.toMatch(/⏳/);
  expect((await edits()).filter(({ state }) => state !== 'sent')).toEqual([]);
});

function receiptOf({ title }: Incident): string {
  const messages = stage().sandbox.person('Gil Weiss').directMessages();
  return messages.findLast(({ text }) => text.includes(title))?.text ?? '';
}
