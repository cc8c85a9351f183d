import type { Called } from '../notices.ts';
import type { Sight } from './plan-line.ts';

/** Keys as one part of a line; null for none. */
export function joined(keys: readonly string[]): string | null {
  return keys.length === 0 ? null : keys.join(',');
}

/** "Technical Lead (Ben Okafor)"; the name alone where there is no title, or where it is the title. */
export function withName(title: string, user: string, { nameOf }: Pick<Sight, 'nameOf'>): string {
  const name = nameOf(user);
  if (title === '' || title === name) return name;
  return `${title} (${name})`;
}

/** Somebody whom a timer calls. */
export function tellCalled(called: Called, sight: Pick<Sight, 'nameOf'>): string {
  return called.user === null
    ? `${called.title} (the policy names nobody)`
    : withName(called.title, called.user, sight);
}
