import { z } from 'zod';
import { statuses } from '../../domain/incident.ts';
import { workingStatuses } from '../../domain/working-statuses.ts';
import { isZone } from '../../domain/zone-clock.ts';

const by = z
  .string()
  .trim()
  .regex(/^([UW][A-Z0-9]{6,}|[^\s@]+@[^\s@]+\.[^\s@]+)$/, 'must be a member id (U0123ABCD) or an e-mail address')
  .meta({
    description: 'Who asks: a Slack member id, or the e-mail address of a member. The record says this person.',
  });
const words = (most: number) =>
  z.string().trim().min(1, 'must not be empty').max(most, `has at most ${most} characters`);
const part = words(3000).nullable().default(null);

/** The body of a declaration. */
export const declareBody = z.strictObject({
  by,
  title: words(150),
  severity: z
    .string()
    .trim()
    .nullable()
    .default(null)
    .meta({ description: 'Key or name of a severity of the policy; left out, the policy decides.' }),
  affected: words(1000).nullable().default(null),
  impact: words(1000).nullable().default(null),
  exposure: z.boolean().default(false).meta({ description: 'Data or access could be exposed.' }),
  private: z.boolean().default(false),
  drill: z.boolean().default(false).meta({ description: 'An exercise: nobody is paged, nothing is announced.' }),
});

/** The body of an update: at least one of its parts, or a status. */
export const updateBody = z.strictObject({
  by,
  text: part.meta({ description: 'The whole update in one text, or its parts below.' }),
  know: part,
  done: part,
  next: part,
  eta: part,
  status: z.enum(workingStatuses).nullable().default(null),
  nextInMinutes: z.number().int().min(1).max(10_080).nullable().default(null),
});

/** The body of a note. */
export const noteBody = z.strictObject({ by, text: words(3000) });

/** The body of a change of status. */
export const statusBody = z.strictObject({
  by,
  status: z.enum(workingStatuses),
  why: part,
});

/** The body of a resolution. "Not known yet" is an answer: every part may be left out. */
export const resolveBody = z.strictObject({
  by,
  what: part.meta({ description: 'What happened.' }),
  fix: part.meta({ description: 'What ended it.' }),
  customers: part.meta({ description: 'What customers felt.' }),
  owner: by.nullable().default(null).meta({ description: 'Who owns the post-mortem; the commander unless named.' }),
});

/** The body of a command as it is typed in Slack. */
export const commandBody = z.strictObject({
  by,
  text: words(4000).meta({
    description:
      'What is typed behind the slash command: "update INC-42 Rolled back", "severity P1", "take". People are @key of the policy or @address. Without a number the one incident that is open is meant.',
    examples: ['update INC-42 Rolled back'],
  }),
  zone: z
    .string()
    .refine(isZone, 'must be an IANA zone such as Europe/Berlin')
    .default('UTC')
    .meta({ description: 'The zone in which the answer tells times.' }),
});

/** What a list is asked with. */
export const listQuery = z.strictObject({
  status: z.enum(['open']).default('open'),
  by: by.optional().meta({ description: 'Who asks: private incidents are listed for their members only.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** What one incident is asked with. */
export const oneQuery = z.strictObject({
  by: by.optional().meta({ description: 'Who asks: a private incident is there for its members only.' }),
});

const when = z.iso.datetime();
const user = z.string().meta({ description: 'Slack member id.' });

/** One incident, as it is answered. */
export const incidentAnswer = z.strictObject({
  name: z.string().meta({ examples: ['INC-42'] }),
  number: z.int(),
  title: z.string(),
  severity: z.string(),
  status: z.enum(statuses),
  statusSince: when,
  kind: z.enum(['real', 'drill', 'backfill']),
  private: z.boolean(),
  affected: z.string().nullable(),
  impact: z.string().nullable(),
  exposure: z.boolean(),
  declaredBy: user,
  channel: z
    .strictObject({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'Null until Slack has opened it.' }),
  roles: z.record(z.string(), user),
  moments: z.strictObject({
    impactStarted: when.nullable(),
    detected: when.nullable(),
    declared: when,
    acknowledged: when.nullable(),
    identified: when.nullable(),
    mitigated: when.nullable(),
    resolved: when.nullable(),
    closed: when.nullable(),
  }),
  updates: z.strictObject({
    count: z.int(),
    last: z.strictObject({ number: z.int(), at: when, by: user, text: z.string() }).nullable(),
    nextDue: when.nullable(),
  }),
});

/** A list of incidents, latest first. */
export const incidentsAnswer = z.strictObject({ incidents: z.array(incidentAnswer) });

/** What the person would have read in Slack, as plain text. */
export const commandAnswer = z.strictObject({ answer: z.string() });

/** Every answer above 399: what happened, and what to do next. */
export const errorAnswer = z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() });
