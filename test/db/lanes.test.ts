import { expect, test } from 'vitest';
import { enqueueEffects } from '../../src/db/effects.ts';
import { openTestDatabase } from '../support/database.ts';

test('two incidents that tell the same people at once do not wait for each other', async () => {
  const { database, close } = await openTestDatabase();
  const now = new Date('2026-03-02T03:01:00Z');
  const people = Array.from({ length: 100 }, (_, n) => `U${n}`);
  const tell = (incident: string, round: number, users: string[]) =>
    database.prisma.$transaction((tx) =>
      enqueueEffects(
        tx,
        { id: incident, workspace: 'T1' },
        users.map((user) => ({
          id: `${incident}:${round}.${user}`,
          effect: { type: 'post', to: { type: 'person', user }, notice: { type: 'headline' } },
          lane: `person ${user}`,
          needs: null,
        })),
        now,
      ),
    );
  for (let round = 0; round < 10; round += 1)
    await Promise.all([tell('a', round, people), tell('b', round, people.toReversed())]);
  expect(await database.prisma.effect.count()).toBe(2000);
  await close();
}, 30_000);
