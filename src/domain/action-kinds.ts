import { UserError } from '../errors.ts';
import type { Policy } from './policy.ts';

type Kinds = Pick<Policy, 'actionKinds'>;

// "a: " at the beginning of a text means no kind.
const shortest = 3;

/** The kind of action items that is meant: by its name, or by how no other begins. Null where it is none of them. */
export function findActionKind({ actionKinds }: Kinds, word: string): string | null {
  const wanted = plain(word);
  const same = actionKinds.find((kind) => plain(kind) === wanted);
  if (same !== undefined) return same;
  const [only, another] = actionKinds.filter((kind) => wanted.length >= shortest && plain(kind).startsWith(wanted));
  return another === undefined ? (only ?? null) : null;
}

/** The same, or a refusal that says which there are. */
export function requireActionKind(policy: Kinds, word: string): string {
  const found = findActionKind(policy, word);
  if (found !== null) return found;
  const { actionKinds: kinds } = policy;
  const [first] = kinds;
  throw new UserError(
    'no-such-kind',
    `The policy has no action items of the kind “${word.slice(0, 60)}”.`,
    first === undefined
      ? 'It names no kinds; leave it out.'
      : `There are: ${kinds.join(', ')}. For example: \`action [${first}] @ben alert on disk space by friday\`.`,
  );
}

function plain(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').toLowerCase();
}
