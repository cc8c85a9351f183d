import { expect, it } from 'vitest';
import { planIncident } from '../../src/domain/plan-ahead/plan-incident.ts';
import type { World } from '../support/assemble-world.ts';
import { shows } from './shows.ts';

/** Declares an incident through which data may be read by strangers: whom the policy names for that is told at once. */
export function walkBreach(
  organisation: string,
  world: () => World,
  { severities, whom }: { severities: string[]; whom: string },
): void {
  it.each(severities)('%s with exposed data is told at once to whom that concerns', async (severity) => {
    const { lena, bot, clock } = world();
    const { policy } = bot.ctx.runbooks.current;
    const person = policy.people[whom];
    const name = policy.severities.find(({ key }) => key === severity)?.name ?? '';
    const since = clock.now();
    const told = () =>
      world()
        .person(person?.slack ?? '')
        .directMessages()
        .filter(({ at, text }) => at >= since && /For you to know/.test(text));

    const planned = planIncident({ policy, severity, at: since, dataBreach: true, declaredBy: lena.id });
    expect(planned.filter((line) => line.whom === whom && line.what === 'informed')[0]?.minute).toBe(0);
    const usual = planIncident({ policy, severity, at: since, declaredBy: lena.id });
    expect(usual.filter((line) => line.whom === whom && line.minute === 0)).toEqual([]);

    await lena.runs('/incident declare', { in: '#general' });
    await world().settle();
    const form = await lena.seesModal(/Declare/);
    form
      .fill('What is happening?', `Strangers read data at ${severity}`)
      .choose('Severity', `${severity} ${name}`)
      .tick('Anything special?', 'Data or access could be exposed');
    await form.submit();
    await world().settle();

    expect(told()).toHaveLength(1);
    shows({ organisation, severity, row: 'on a data breach', seen: `0 min ${person?.title ?? ''} (informed)` });
  });
}
