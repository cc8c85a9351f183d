import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printPlan } from '../../src/cli/print-plan.ts';
import type { PlannedIncident } from '../../src/domain/plan-ahead/plan-incident.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { readWhen } from '../../src/slack/parse-when.ts';

const runbooks = join(import.meta.dirname, '../../runbooks');
const folders = readdirSync(runbooks).filter((name) => existsSync(join(runbooks, name, 'policy.yaml')));
const policies = await Promise.all(
  folders.map(async (name) => ({ name, policy: await loadPolicy(join(runbooks, name)) })),
);

// A Tuesday night, by the clock of each policy.
function nightOf({ timezone }: Policy): Date {
  const found = readWhen('2026-03-03T03:00', { zone: timezone, now: new Date(0), dayStart: 0 });
  if (found === null) throw new Error('The night cannot be read');
  return found.at;
}
const life = { take: 2, identified: 10, monitoring: 40, resolve: 75 };

/** By the file that holds it: each severity with nobody doing anything, and of the highest also what else its policy tells apart. */
function plansOf(name: string, policy: Policy): [string, Omit<PlannedIncident, 'at'>][] {
  const quiet = policy.severities.map(({ key }): [string, Omit<PlannedIncident, 'at'>] => [
    `${name}-${key}`,
    { policy, severity: key },
  ]);
  const [highest] = policy.severities;
  if (highest === undefined) return quiet;
  const severity = highest.key;
  const conditional = highest.ladder.some(({ condition }) => condition !== null);
  return [
    ...quiet,
    [`${name}-${severity}-answered`, { policy, severity, events: life, updates: true }],
    [`${name}-${severity}-private`, { policy, severity, private: true }],
    ...(conditional
      ? [[`${name}-${severity}-data-breach`, { policy, severity, dataBreach: true }] satisfies [string, object]]
      : []),
  ];
}

const plans = policies.flatMap(({ name, policy }) => plansOf(name, policy));

// `npx vitest run test/plans -u` writes them anew; the diff of a policy's change is what it would do to people.
describe('What each runbook would do', () => {
  it.each(plans)('reads as it is written out: %s', async (name, asked) => {
    const text = printPlan({ ...asked, at: nightOf(asked.policy) });
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(`${name}.txt`);
  });

  it('leaves no plan behind that no runbook has any more', () => {
    const written = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'));
    expect(written.sort()).toEqual(plans.map(([name]) => `${name}.txt`).sort());
  });
});
