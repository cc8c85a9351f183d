import { join } from 'node:path';
import { defaultPeople } from '../../sandbox/state/people.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { asMembers, membersOf } from '../../workbench/members.ts';
import type { World } from '../support/assemble-world.ts';
import { useWorld } from '../support/use-world.ts';

const runbooks = join(import.meta.dirname, '../../runbooks');

/** A world by the runbook of an organisation. Whoever it names by title is a member of the workspace under that title. */
export async function useOrganisation(folder: string): Promise<() => World> {
  const runbook = join(runbooks, folder);
  const members = membersOf(await loadPolicy(runbook));
  return useWorld({
    policy: runbook,
    startAt: { weekday: 2, time: '09:50' },
    saying: asMembers,
    sandbox: { people: [...defaultPeople, ...members] },
  });
}
