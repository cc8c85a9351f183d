import { join } from 'node:path';
import { defaultPeople } from '../../sandbox/state/people.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import type { World } from '../support/assemble-world.ts';
import { useWorld } from '../support/use-world.ts';

const runbooks = join(import.meta.dirname, '../../runbooks');

/** A world by the runbook of an organisation. Whoever it names by title is a member of the workspace under that title. */
export async function useOrganisation(folder: string): Promise<() => World> {
  const runbook = join(runbooks, folder);
  const people = Object.entries((await loadPolicy(runbook)).people);
  return useWorld({
    policy: runbook,
    startAt: { weekday: 2, time: '10:00' },
    saying: named,
    sandbox: {
      people: [...defaultPeople, ...people.map(([key, { title }]) => ({ realName: title, name: key, id: idOf(key) }))],
    },
  });
}

function named(policy: Policy): Policy {
  const people = Object.entries(policy.people).map(([key, person]) => [key, { ...person, slack: idOf(key) }] as const);
  return { ...policy, people: Object.fromEntries(people) };
}

function idOf(key: string): string {
  return `U01${key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}0001`;
}
