import { z } from 'zod';
import { shownListSchema, withChecklists } from './checklist-schema.ts';
import { digestSchema } from './digest-state.ts';
import { usedProblemSchema } from './problem-schema.ts';
import { lastWordsSchema, offerSchema } from './outside-state.ts';
import { taskSchema } from './task-schema.ts';
import { cadenceSchema, ladderSchema } from './clock-state.ts';
import { attachmentSchema, ringsSchema } from './ring-state.ts';
import { troublesSchema } from './trouble-state.ts';
import { absorbedSchema, mergeOfferSchema, mergedSchema } from './merge-state.ts';
import { engagedSchema, ticketSchema } from './sizing-state.ts';
import { handoverSchema, livenessSchema, parkedSchema, plannedHandoverSchema } from './waiting-state.ts';
import { replannedSchema, runbookOfferSchema } from './runbook-state.ts';
import { isWorking } from './working-statuses.ts';

/** The lifecycle, in order; `cancelled` is a false alarm, `merged` goes on in another incident. */
export const statuses = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'closed',
  'cancelled',
  'merged',
] as const;
/** One status. */
export type Status = (typeof statuses)[number];

/** Moments kept for every incident; each can be corrected afterwards. */
export const momentNames = [
  'impactStarted',
  'detected',
  'declared',
  'acknowledged',
  'identified',
  'mitigated',
  'resolved',
  'closed',
] as const;
/** One moment. */
export type MomentName = (typeof momentNames)[number];

/** Why an incident was called off; the first is the false positive. */
export const cancelReasons = ['nothing was wrong', 'duplicate', 'planned work', 'other'] as const;

const when = z.coerce.date();
const user = z.string();

const currentSchema = z.object({
  id: z.string(),
  workspace: z.string(),
  number: z.number().int(),
  /** Counts the transactions: the first is 1. Part of every effect id. */
  version: z.number().int(),
  /** Hash of the runbook that it goes on by; empty, from before versions were kept: the current one. */
  runbook: z.string().default(''),
  runbookOffer: runbookOfferSchema.nullable().default(null),
  replanned: replannedSchema.nullable().default(null),
  kind: z.enum(['real', 'drill', 'backfill']),
  private: z.boolean(),
  title: z.string(),
  severity: z.string(),
  status: z.enum(statuses),
  statusSince: when,
  /** Who set the status. */
  statusBy: user,
  /** Why it was called off; null otherwise. */
  cancelReason: z.enum(cancelReasons).nullable().default(null),
  affected: z.string().nullable(),
  impact: z.string().nullable(),
  /** Data or access could be exposed (`data_breach` in a policy). */
  exposure: z.boolean(),
  declaredBy: user,
  /** The message that it was declared from. */
  source: z.object({ channel: z.string(), ts: z.string(), text: z.string(), author: user.nullable() }).nullable(),
  /** The earlier incident of the same cause, where a person linked it. */
  repeatOf: z.object({ id: z.string(), number: z.number().int() }).nullable().default(null),
  /** Open incidents with a similar title at declaration. Numbers only: one of them may be made private later. */
  similar: z.array(z.object({ id: z.string().default(''), number: z.number() })),
  /** The question whether it is the same as another: id of its message, which ones it names, who said that it is not. */
  mergeOffer: mergeOfferSchema.nullable().default(null),
  /** Into which incident it was merged; null unless its status is `merged`. */
  merged: mergedSchema.nullable().default(null),
  /** Incidents that were merged into this one: their timelines belong to its record. */
  absorbed: z.array(absorbedSchema).default([]),
  channel: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Who made it private, and what it had until then; null for an incident that is what it was declared as. */
  madePrivate: z
    .object({
      by: user,
      at: when,
      /** The channel that everybody could open; null when none had been opened. */
      channel: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** Who could have seen it, once Slack was asked. Names, because a mention would call them. */
      seen: z
        .object({
          /** Members of the old channel. */
          members: z.number().int(),
          /** Those of them who are no members of the incident now, by name; the first fifty. */
          others: z.array(z.string()),
          othersCount: z.number().int(),
          /** Members of the announcements channel; null where nothing was announced, or Slack does not say. */
          announced: z.number().int().nullable(),
        })
        .nullable(),
    })
    .nullable()
    .default(null),
  /** Why nothing can be posted in the channel now: archived, the bot was removed. */
  channelTrouble: z.string().nullable(),
  invited: z.array(user),
  /** Who gets the updates by direct message, unless they read them in the channel. */
  followers: z.array(user).default([]),
  /** Who came late, by themselves, and was told how things stand. */
  caughtUp: z.array(user).default([]),
  /** Messages that are on the timeline now, as `<channel>:<ts>`: only their edits and deletions are followed. */
  pinned: z.array(z.string()),
  roles: z.record(z.string(), z.object({ user, since: when })),
  /** Whether the commander of an urgent incident is there: see liveness.ts. */
  liveness: livenessSchema.default({ from: null, asked: null }),
  commanderVacantSince: when.nullable(),
  /** The on-call commander was asked for this vacancy. */
  commanderAsked: z.boolean(),
  rolesAsked: z.boolean(),
  /** Pending requests by role. */
  handovers: z.record(z.string(), handoverSchema),
  /** Requests to come, by role: at its time `to` is asked. */
  plannedHandovers: z.record(z.string(), plannedHandoverSchema).default({}),
  moments: z.object({
    impactStarted: when.nullable(),
    detected: when.nullable(),
    declared: when,
    acknowledged: when.nullable(),
    identified: when.nullable(),
    mitigated: when.nullable(),
    resolved: when.nullable(),
    closed: when.nullable(),
  }),
  /** Everybody who has answered, latest last. */
  acknowledgements: z.array(z.object({ user, at: when })),
  /** The answer that holds the ladder still; null before one and after a lapse. */
  standing: z.object({ user, at: when }).nullable(),
  /** Who was called and must answer: user → when, latest. Whoever is only informed is not in it. */
  reached: z.record(user, when),
  /** The latest call to each person that is still theirs to answer, and when they were told that they need not come. */
  pages: z
    .record(
      user,
      /** `quiet`: a message in Slack where a phone might have rung. */
      z.object({
        at: when,
        stoodDown: when.nullable(),
        quiet: z.boolean().default(false),
        /** Who is called instead, because a person asked for it. */
        instead: user.nullable().default(null),
      }),
    )
    .default({}),
  /** Pages that the pager took, by effect: whose phone, and what became of it. */
  rings: ringsSchema.default({}),
  /** The page that the declaration named; null for none. */
  attachment: attachmentSchema.nullable().default(null),
  troubles: troublesSchema.default({}),
  /** Last sign of each responder: a command, a button, a message in the channel. */
  active: z.record(user, when),
  /** The latest messages with buttons that an answer, a role or the end makes pointless: they are edited then. */
  calls: z.array(z.string()),
  ladder: ladderSchema,
  cadence: cadenceSchema,
  updates: z.object({
    count: z.number().int(),
    last: z.object({ number: z.number(), at: when, by: user, text: z.string() }).nullable(),
    noChangeStreak: z.number().int(),
  }),
  /** What the latest update said, field by field: texts that are made later repeat it. */
  lastWords: lastWordsSchema.nullable().default(null),
  /** Texts for people outside: what was offered, and who sent it. */
  outside: z.array(offerSchema).default([]),
  /** How often a low severity reminded on the latest day that it did, by the policy's clock, and when last. */
  reminders: z
    .object({ day: z.string(), count: z.number().int(), last: when.nullable() })
    .default({ day: '', count: 0, last: null }),
  /** When the fix has been watched long enough; null when not monitoring or once *Resolve* was offered. */
  soakUntil: when.nullable(),
  /** Everything waits until then, while somebody watches. `zone` is the clock of who parked it, `told` the message that said so. */
  parked: parkedSchema.nullable().default(null),
  /** Silence counts from here: the last thing that a person did, or the last time that silence was told. */
  quietSince: when,
  resolution: z
    .object({ what: z.string().nullable(), fix: z.string().nullable(), customers: z.string().nullable(), owner: user })
    .nullable(),
  /** Checklists whose moment has come, in the order in which they came. */
  checklists: z.array(shownListSchema).default([]),
  /** What the owner of the write-up has to do after the resolution. `follow-ups.ts` says who is told of it when. */
  after: z.array(
    z.object({
      what: z.enum(['meeting', 'report']),
      since: when.default(new Date(0)),
      due: when,
      doneAt: when.nullable().default(null),
      doneBy: user.nullable().default(null),
    }),
  ),
  digest: digestSchema.default({ zones: {}, told: {}, notBefore: {}, messages: [] }),
  /** What is to do now and what is to do after, in the order in which it was added; done ones stay. */
  tasks: z.array(taskSchema).default([]),
  /** Problems of the runbook that were posted in it, with what was ticked off. */
  problems: z.array(usedProblemSchema).default([]),
  ticket: ticketSchema.default({ asked: null, created: null }),
  /** Key of a type of the policy; null while nobody has said. */
  type: z.string().nullable().default(null),
  /** Types whose first steps the channel has been told. */
  hinted: z.array(z.string()).default([]),
  /** Answers to the policy's questions, by key. */
  triage: z.record(z.string(), z.string()).default({}),
  engaged: z.array(engagedSchema).default([]),
  /** The policy's own moments, by key; null once somebody said that the time is not known. */
  ownMoments: z.record(z.string(), when.nullable()).default({}),
  /** Last entry of the timeline. */
  head: z.object({ seq: z.number().int(), hash: z.string() }),
});

/**
 * Everything that is known about one incident. It is stored whole (JSON) and is the truth; the columns
 * beside it in the database are copies for look-ups. Users are Slack member ids. Fields that a newer version added are kept as
 * they are: during an upgrade both versions write the same document.
 */
export const incidentSchema = z.preprocess(withChecklists, currentSchema.loose());

/** One incident, whole. */
export type Incident = z.infer<typeof currentSchema>;
/** A request to take over a role, not answered yet. */
export type Handover = z.infer<typeof handoverSchema>;

/** Work goes on: neither resolved, closed, cancelled nor merged. */
export function isOpen(incident: Pick<Incident, 'status'>): boolean {
  return isWorking(incident.status);
}

/** How an incident is called everywhere: `INC-42`. */
export function nameOf(incident: Pick<Incident, 'number'>): string {
  return `INC-${incident.number}`;
}

/** Who has the role now, or null. */
export function holderOf(incident: Incident, role: string): string | null {
  return incident.roles[role]?.user ?? null;
}
