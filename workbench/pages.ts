import type { LiveOutside } from '../sandbox/live/protocol.ts';
import type { PagerUser } from '../sandbox/pagerduty/account.ts';
import type { PagerDutySandbox } from '../sandbox/pagerduty/start-pagerduty.ts';
import { type Person, userOf } from '../sandbox/state/people.ts';

/** Everybody of the workspace has a login at PagerDuty, by the same e-mail address. */
export function pagerUsers(people: readonly Person[]): PagerUser[] {
  return people
    .map(userOf)
    .filter(({ kind, deleted }) => kind === 'member' && !deleted)
    .map(({ realName, email }, at) => ({ id: `PUSER${String(at + 1).padStart(3, '0')}`, name: realName, email }));
}

/** What left the workspace. */
export function outsideOf({ account }: PagerDutySandbox): LiveOutside {
  const nameOf = (id: string): string => account.users.find((user) => user.id === id)?.name ?? id;
  const pages = account.incidents.map(({ id, number, title, status, urgency, assignees, createdAt, notes }) => ({
    id,
    number,
    title,
    status,
    urgency,
    assignees: assignees.map(nameOf),
    at: createdAt,
    notes: notes.map(({ by, content }) => ({ by: nameOf(by), content })),
  }));
  return { pages, emails: [], statusPage: [], tickets: [] };
}
