import type { Policy } from '../../domain/policy.ts';

/** The Slack member id of whom `--to` means: a member id, or a name under people of the policy. Null when nobody is found. */
export function whoIs(policy: Policy | null, to: string): string | null {
  const name = to.replace(/^@/, '');
  return /^[UW][A-Z0-9]{6,}$/.test(name) ? name : (policy?.people[name]?.slack ?? null);
}
