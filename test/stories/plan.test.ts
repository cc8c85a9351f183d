import { expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { parseEffect } from '../../src/jobs/effects/parse-effect.ts';
import { planIncident } from '../../src/domain/plan-ahead/plan-incident.ts';
import { seeThrough } from '../../src/domain/plan-ahead/see-through.ts';
import { tellEffect } from '../../src/domain/plan-ahead/tell-effect.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ startAt: { weekday: 7, time: '03:00' } });

it('A P0 on Sunday 03:00 sends what muster plan said, at its minutes', async () => {
  const { flo, ana, bot, clock } = world();
  const { incident, where } = await declared(world(), 'P0 planned');
  const { declaredBy, title, moments } = await incident();
  await clock.forward({ minutes: 20 });
  await ana.clicks('Take command', where);
  await clock.forward({ minutes: 40 });

  const { id } = await incident();
  const rows = await bot.ctx.db.prisma.effect.findMany({ where: { incidentId: id }, orderBy: { seq: 'asc' } });
  const minuteOf = (at: Date) => Math.floor((at.getTime() - moments.declared.getTime()) / 60_000);
  const after = await incident();
  const sent = rows.flatMap(({ payload, createdAt, state }) =>
    tellEffect(parseEffect(payload), seeThrough(after, bot.ctx.runbooks.current.policy, createdAt)).map(
      ({ what, whom, where: place }) => `${minuteOf(createdAt)} ${what} ${whom} ${place} ${state}`,
    ),
  );
  const planned = planIncident({
    policy: bot.ctx.runbooks.current.policy,
    severity: 'P0',
    at: moments.declared,
    events: { take: 20 },
    hours: 1,
    title,
    declaredBy,
  });
  expect(sent).toEqual(
    planned.map(({ minute, what, whom, where: place }) => `${minute} ${what} ${whom} ${place} sent`),
  );
  expect(flo.name).toBe('Flo Meyer');
  proves('U14');
}, 60_000);
