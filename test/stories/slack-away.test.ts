import { expect, it } from 'vitest';
import { moveClock } from '../../sandbox/clock.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

/** Lets minutes pass one by one, as they do; nothing of them is skipped. */
async function minutesPass(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) {
    moveClock(60_000);
    await world().settle();
  }
}

it('An hour without Slack on a P0 that nobody answers ends in one reminder and one call per person', async () => {
  const { sandbox, ana, ben } = world();
  const { channel } = await declared(world(), 'P0 nobody hears');
  const before = channel.texts().length;
  const calledBefore = [ana, ben].map((one) => one.directMessages().length);

  sandbox.faults.down();
  await minutesPass(58);
  sandbox.faults.up();
  await minutesPass(4);

  const since = channel.texts().slice(before);
  expect(since.filter((text) => /Update #1/.test(text))).toHaveLength(1);
  const called = [ana, ben].map((one, index) => one.directMessages().length - (calledBefore[index] ?? 0));
  expect(called).toEqual([1, 1]);
  const left = await world().bot.ctx.db.prisma.effect.findMany({ where: { state: 'cancelled' } });
  expect(left.map(({ error }) => error)).toContain('overtaken by a later reminder');
  proves('P1.2', 'P2.3', 'P2.4');
}, 120_000);
