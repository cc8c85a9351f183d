import { distance } from 'fastest-levenshtein';
import type { Policy, Role } from '../domain/policy.ts';
import { UserError } from '../errors.ts';

/** Reads a role by key, by name or by an unmistakable beginning: `tech`, `tech-lead`, `Technical Lead`. */
export function parseRole(text: string, policy: Policy): string {
  const wanted = simple(text);
  const names = policy.roles.map((role) => ({ role, known: [simple(role.key), simple(role.name)] }));
  const exact = names.find(({ known }) => known.includes(wanted));
  if (exact) return exact.role.key;
  const close = names.filter(({ known }) =>
    known.some((name) => name.startsWith(wanted) || distance(name, wanted) <= 2),
  );
  const [only, another] = close;
  if (only && !another) return only.role.key;
  throw new UserError('unknown-role', `There is no role “${text}”.`, `The roles here are ${listRoles(policy.roles)}.`);
}

/** The roles by key, as a person would type them. */
export function listRoles(roles: readonly Role[]): string {
  return roles.map(({ key, name }) => `\`${key}\` (${name})`).join(', ');
}

function simple(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
