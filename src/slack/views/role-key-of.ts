import type { Policy } from '../../domain/policy.ts';

/** The key of a role that is given by its key or its name. */
export function roleKeyOf(policy: Policy, role: string): string {
  return policy.roles.find((one) => one.key === role || one.name === role)?.key ?? role;
}
