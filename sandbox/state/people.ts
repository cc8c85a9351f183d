import type { User } from './workspace.ts';

/** What a test says about a person; all but the name has a default. */
export type Person = {
  realName: string;
  id?: string;
  name?: string;
  email?: string;
  tz?: string;
  kind?: User['kind'];
  grid?: boolean;
  deleted?: boolean;
};

/** The people of the workspace unless others are given. */
export const defaultPeople: Person[] = [
  { realName: 'Ana Ruiz', tz: 'Europe/Berlin' },
  { realName: 'Ben Okafor', tz: 'America/New_York' },
  { realName: 'Cy Tan', tz: 'UTC' },
  { realName: 'Dee Novak', tz: 'Europe/Berlin' },
  { realName: 'Eli Brand', tz: 'America/New_York' },
  { realName: 'Flo Meyer', tz: 'Europe/Berlin' },
  { realName: 'Lena Vogt', tz: 'UTC' },
  { realName: 'Gus Guest', id: 'U01GUS0001', name: 'gus', kind: 'guest', tz: 'UTC' },
  { realName: 'Hal Former', deleted: true, tz: 'UTC' },
  { realName: 'Ivy Partner', id: 'W01IVY0001', kind: 'stranger', tz: 'UTC' },
  { realName: 'Sol Single', kind: 'single-channel guest', tz: 'UTC' },
  { realName: 'Wes Wide', id: 'W01WES0001', grid: true, tz: 'UTC' },
];

/** A person with every default filled in: Ana Ruiz is @ana, U01ANA0001, ana@example.com. */
export function userOf(person: Person): User {
  const first = person.realName.split(' ')[0] ?? person.realName;
  const name = person.name ?? first.toLowerCase();
  return {
    id: person.id ?? `U01${first.toUpperCase().replace(/[^A-Z]/g, 'X')}0001`,
    name,
    realName: person.realName,
    email: person.email ?? `${name}@example.com`,
    tz: person.tz ?? 'UTC',
    kind: person.kind ?? 'member',
    grid: person.grid ?? false,
    deleted: person.deleted ?? false,
  };
}
