import { expect, test } from 'vitest';
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
