import type { Policy } from '../policy.ts';
import type { Entry } from '../timeline.ts';

/** What an entry is told with: the policy's words, and how a member id is shown. */
export type Telling = { policy: Policy; name: (user: string) => string };

/** What a sentence reads an entry through. */
export type Reader = {
  /** Who did it; "Muster" where nobody did. */
  actor: string;
  /** Text of a key; null where there is none. */
  text: (key: string) => string | null;
  /** The same, or what stands for "not known". */
  say: (key: string) => string;
  /** 0 where there is none. */
  number: (key: string) => number;
  has: (key: string) => boolean;
  yes: (key: string) => boolean;
  list: (key: string) => string;
  /** The texts of a list, each for itself. */
  items: (key: string) => string[];
  /** A member by name; null where there is none. */
  person: (key: string) => string | null;
  time: (key: string) => string;
  role: (key: string) => string;
  status: (key: string) => string;
  /** `: "why"` where a reason was given. */
  because: (key: string) => string;
};

/** The reader of one entry that still has its body. */
export function readerOf(entry: Entry, body: NonNullable<Entry['body']>, { policy, name }: Telling): Reader {
  const text = (key: string) => {
    const value = body[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const person = (key: string) => {
    const user = text(key);
    return user === null ? null : name(user);
  };
  const list = (key: string) => {
    const value = body[key];
    const clocks = (one: string) => one.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => timeIn(iso, entry.at));
    return Array.isArray(value) ? value.map(clocks).join(', ') : '';
  };
  return {
    actor: entry.actor === null ? 'Muster' : name(entry.actor),
    text,
    person,
    list,
    items: (key) => {
      const value = body[key];
      return Array.isArray(value) ? value : [];
    },
    say: (key) => text(key) ?? 'not known yet',
    number: (key) => Number(body[key] ?? 0),
    has: (key) => (body[key] ?? null) !== null,
    yes: (key) => body[key] === true,
    time: (key) => timeIn(text(key), entry.at),
    role: (key) => roleName(policy, text(key) ?? ''),
    status: (key) => policy.statuses[text(key) ?? ''] ?? text(key) ?? 'unknown',
    because: (key) => (text(key) === null ? '' : `: “${text(key)}”`),
  };
}

function roleName(policy: Policy, key: string): string {
  return policy.roles.find((role) => role.key === key)?.name ?? key;
}

// A time of another day than the entry's is told with its day.
function timeIn(iso: string | null, entryAt: Date): string {
  if (iso === null) return 'unknown';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const text = at.toISOString();
  const clock = `${text.slice(11, 16)} UTC`;
  return text.slice(0, 10) === entryAt.toISOString().slice(0, 10) ? clock : `${text.slice(0, 10)} ${clock}`;
}

/** Parts of one line, with a mark between them. What people wrote may end with a full stop, which would stand before the mark. */
export function joined(parts: readonly (string | null)[], mark: '; ' | '. ' = '; '): string {
  const said = parts.filter((part) => part !== null);
  return said.map((part, index) => (index < said.length - 1 ? withMark(part, mark) : part)).join('');
}

function withMark(part: string, mark: string): string {
  // Three dots say that something is left out.
  const text = part.trimEnd().replace(/(?<!\.)\.$/, '');
  return mark === '. ' && /[.!?…]$/.test(text) ? `${text} ` : `${text}${mark}`;
}

/** The first letter large. */
export function capital(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** `impactStarted` as `impact started`. */
export function words(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
