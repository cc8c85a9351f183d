import { z } from 'zod';
import type { Person, Role } from '../../domain/policy.ts';
import type { Names } from '../names.ts';
import { type Parsed, quote } from '../parse-duration.ts';
import { atRemedy } from '../read-yaml.ts';
import { memberId, personOf } from './named.ts';
import { cell, keyed, nameKey, section, text } from './section.ts';

const emailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const pagerDutyId = /^P[A-Z0-9]{4,}$/;

const person = section({
  title: text.optional().describe('What this person is: Engineering Manager. It stands for whoever holds it.'),
  name: text.optional().describe('How this person is called.'),
  slack: cell(parseMemberId)
    .meta({ pattern: memberId.source })
    .optional()
    .describe('Member id in Slack (profile → ⋮ → Copy member ID).'),
  email: cell(parseEmail)
    .meta({ pattern: emailAddress.source })
    .optional()
    .describe('Address by which Muster looks the member id up.'),
  phone: text.optional().describe('Shown when nobody answers.'),
  pagerduty: cell(parsePagerDutyId('person'))
    .meta({ pattern: pagerDutyId.source })
    .optional()
    .describe('User id in PagerDuty: the end of the address of the profile.'),
}).refine(({ title, name }) => title !== undefined || name !== undefined, {
  error: 'needs a title or a name: title: Engineering Manager',
  // Told whatever else is wrong with the person.
  when: () => true,
});

/** Whom the policy names. */
export const people = z
  .record(nameKey, person)
  .default({})
  .transform(
    (map): Record<string, Person> =>
      Object.fromEntries(
        Object.entries(map).map(([key, value]) => [
          key,
          {
            key,
            title: value.title ?? value.name ?? key,
            name: value.name ?? null,
            slack: value.slack ?? null,
            email: value.email ?? null,
            phone: value.phone ?? null,
            pagerduty: value.pagerduty ?? null,
          },
        ]),
      ),
  )
  .describe('Everybody whom this policy names, each by a short name that the rest refers to.');

/** The roles of the response. */
export function roles(names: Names) {
  const role = section({
    name: text.describe('How people call the role: Technical Lead.'),
    button: text
      .max(75, { error: 'is longer than the 75 characters that Slack gives a button' })
      .optional()
      .describe('What the button for the vacant role says: Take tech lead.'),
    primary: personOf(names).optional().describe('Who is called first; a name under people.'),
    secondary: personOf(names).optional().describe('Who stands in; a name under people.'),
    schedule: cell(parsePagerDutyId('schedule'))
      .meta({ pattern: pagerDutyId.source })
      .optional()
      .describe('PagerDuty schedule whose person on call comes before the primary: the end of its address.'),
  });
  return keyed(
    role,
    (key, value): Role => ({
      key,
      name: value.name,
      button: value.button ?? `Take ${key === 'commander' ? 'command' : key.replaceAll('-', ' ')}`,
      primary: value.primary ?? null,
      secondary: value.secondary ?? null,
      schedule: value.schedule ?? null,
    }),
  ).describe('The roles of a response. commander always exists; comms owns the updates.');
}

function parseMemberId(value: string): Parsed<string> {
  if (memberId.test(value)) return { value };
  if (value.startsWith('@')) return { problem: atRemedy };
  return { problem: `${quote(value)} is not a member id. ${atRemedy.slice(atRemedy.indexOf('In Slack'))}` };
}

function parseEmail(value: string): Parsed<string> {
  return emailAddress.test(value)
    ? { value }
    : { problem: `${quote(value)} is not an e-mail address. Write ana@example.com` };
}

function parsePagerDutyId(what: 'person' | 'schedule') {
  return (value: string): Parsed<string> =>
    pagerDutyId.test(value)
      ? { value }
      : {
          problem: `${quote(value)} is not the id of a ${what} in PagerDuty. Open the ${what} there and copy the end of the address: P0123ABC`,
        };
}
