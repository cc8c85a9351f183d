import { z } from 'zod';
import { statuses } from '../domain/incident.ts';
import type { LadderStep } from '../domain/policy.ts';
import { didYouMean } from './did-you-mean.ts';
import { parseBusinessHours } from './parse-business-hours.ts';
import { parseDuration, type Parsed, parseWallMs, quote } from './parse-duration.ts';
import { parseGrant, parseGrantBefore } from './parse-grant.ts';
import { type Names, parseLadderStep, unknownName } from './parse-ladder-step.ts';
import { parseRetention } from './parse-retention.ts';
import { atRemedy } from './read-yaml.ts';

const text = z.string().trim().min(1);
const duration = cell(parseDuration);
const wall = cell((value) => parseWallMs(value));

/** One key of a person or a role, of a severity; they stand in commands and ladders, so they hold no spaces. */
const nameKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'is not a usable name. Use lower-case letters, digits and hyphens: tech-lead' });
const severityKey = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,19}$/, {
  error: 'is not a usable severity. Use letters, digits and hyphens, 20 at most: P0 or SEV-1',
});

const person = section({
  title: text.optional(),
  name: text.optional(),
  slack: cell(parseMemberId).optional(),
  email: cell(parseEmail).optional(),
  phone: text.optional(),
}).superRefine((value, ctx) => {
  if (value.title === undefined && value.name === undefined)
    ctx.addIssue({ code: 'custom', message: 'needs a title or a name: title: Engineering Manager' });
});

const bookmark = section({
  title: text,
  url: z.string().regex(/^https?:\/\/\S+$/, { error: 'must be a web address that starts with https://' }),
});

/** The keys of policy.yaml. It is made for the names of one policy, so that a wrong name is found where it stands. */
export function policySchema(names: Names) {
  const role = section({
    name: text,
    button: text.max(75, { error: 'is longer than the 75 characters that Slack gives a button' }).optional(),
    primary: cell((value) => parsePersonKey(value, names)).optional(),
    secondary: cell((value) => parsePersonKey(value, names)).optional(),
  });
  const ladder = z.array(cell((value) => parseLadderStep(value, names))).superRefine(refuseDuplicates);
  const severity = section({
    name: text,
    means: text,
    examples: z.array(text).default([]),
    respond_within: duration,
    update_every: duration,
    monitoring_every: duration.optional(),
    invite: z.array(cell((value) => parseInvitee(value, names))).default([]),
    ladder: ladder.default([]),
    private_ladder: ladder.optional(),
  });
  return section({
    organisation: text,
    extends: text.optional(),
    timezone: cell(parseTimezone),
    business_hours: cell(parseBusinessHours),
    people: z.record(nameKey, person).default({}),
    roles: z.record(nameKey, role),
    severities: z.record(severityKey, severity),
    statuses: section(Object.fromEntries(statuses.map((status) => [status, text.optional()]))).default({}),
    permissions: permissionsSection(names),
    channel: section({
      name: cell(parseChannelName),
      topic: cell(parseTopic),
      bookmarks: z.array(bookmark).default([]),
    }),
    checklists: section({
      resolution: section({ soak: wall }),
      closure: section({ due: duration, items: z.array(text).default([]) }),
    }),
    review: section({ meeting: duration, report: duration }),
    reminders: section({ silence: wall, roles_unfilled: wall }),
    retention: section({ closed_after: cell(parseRetention) }).optional(),
    manual: text,
  });
}

function permissionsSection(names: Names) {
  const granted = (usual: string[]) => z.array(cell((value) => parseGrant(value, names))).default(usual);
  return section({
    declare: z.array(cell((value) => parseGrantBefore(value, names))).default(['everyone']),
    see: granted(['everyone']),
    respond: granted(['everyone']),
    take: granted(['everyone']),
    resolve: granted(['everyone']),
    page: granted(['everyone']),
    redact: granted(['commander', 'declarer']),
    see_private: granted([]),
  }).prefault({});
}

/** A checked policy file, before names are looked up in it. */
export type PolicyFile = z.output<ReturnType<typeof policySchema>>;

/** A map with these keys and no others; each unknown key gets a line of its own, in the order of the issue's keys. */
function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys
            .map((key) => `${key} is not a key here. ${didYouMean(key, Object.keys(shape), 'The keys here are')}`)
            .join('\n')
        : undefined,
  });
}

function cell<T>(parse: (text: string) => Parsed<T>) {
  return text.transform((value, ctx) => {
    const parsed = parse(value);
    if ('value' in parsed) return parsed.value;
    ctx.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });
}

const member = /^[UW][A-Z0-9]{6,}$/;

function parseMemberId(value: string): Parsed<string> {
  if (member.test(value)) return { value };
  if (value.startsWith('@')) return { problem: atRemedy };
  return { problem: `${quote(value)} is not a member id. ${atRemedy.slice(atRemedy.indexOf('In Slack'))}` };
}

function parseEmail(value: string): Parsed<string> {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)
    ? { value }
    : { problem: `${quote(value)} is not an e-mail address. Write ana@example.com` };
}

function parsePersonKey(value: string, { people }: Names): Parsed<string> {
  if (people.includes(value)) return { value };
  return { problem: `${value} is not under people. ${didYouMean(value, people, 'There are')}` };
}

function parseInvitee(value: string, names: Names): Parsed<string> {
  if (names.roles.includes(value) || names.people.includes(value)) return { value };
  if (member.test(value) || /^S[A-Z0-9]{6,}$/.test(value)) return { value };
  if (value.startsWith('@'))
    return {
      problem: `${quote(value)} is a handle. Write a name of people or roles, a member id (U0123ABCD) or the id of a user group (S0123ABCD).`,
    };
  return { problem: unknownName(value, names) };
}

function parseTimezone(value: string): Parsed<string> {
  try {
    // An offset like +02:00 is accepted by Intl but has no summer time; people mean a place.
    if (/^[A-Za-z]/.test(value))
      return { value: new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone };
  } catch {
    // told below
  }
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const hint = didYouMean(value, zones, '').startsWith('Did')
    ? didYouMean(value, zones, '')
    : 'Write UTC or a place like Europe/Berlin.';
  return { problem: `${quote(value)} is not a time zone. ${hint}` };
}

const namePlaces = ['date', 'date-dashed', 'time', 'time-seconds', 'severity', 'number', 'slug'];
const topicPlaces = ['number', 'severity', 'severity-name', 'status', 'title', 'commander'];

function parseChannelName(value: string): Parsed<string> {
  const literal = value.replace(/\{[^{}]*\}/g, '');
  if (/[^a-z0-9_-]/.test(literal))
    return {
      problem: `${quote(value)} has characters that Slack refuses. Use lower-case letters, digits, - and _ around the places: incident-{date}-{slug}`,
    };
  return checkPlaces(value, namePlaces);
}

function parseTopic(value: string): Parsed<string> {
  if (value.replace(/\{[^{}]*\}/g, '').length > 250)
    return { problem: 'the topic is longer than the 250 characters that Slack gives it. Shorten it.' };
  return checkPlaces(value, topicPlaces);
}

function checkPlaces(value: string, places: string[]): Parsed<string> {
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .find((place) => !places.includes(place));
  if (unknown === undefined) return { value };
  return { problem: `{${unknown}} stands for nothing. ${didYouMean(unknown, places, 'There are')}` };
}

function refuseDuplicates(steps: LadderStep[], ctx: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    if (seen.has(step.id))
      ctx.addIssue({
        code: 'custom',
        path: [index],
        message: `"${step.id}" is on this ladder twice. Keep one of the two.`,
      });
    seen.add(step.id);
  }
}
