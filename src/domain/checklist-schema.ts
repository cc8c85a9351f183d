import { z } from 'zod';

const when = z.coerce.date();

/** The closing list: whoever closes the incident has seen it, so that nobody is asked for it afterwards. */
export const closureKey = 'closure';

/** When a checklist appears: with the channel, when somebody takes command, when the fix is watched, or at the end. */
export const checklistMoments = ['declared', 'command', 'monitoring', 'resolved'] as const;

/** A checklist whose moment has come, in the words that the policy had then. */
export const shownListSchema = z.object({
  /** As in the policy. */
  key: z.string(),
  name: z.string(),
  show: z.enum(checklistMoments),
  items: z.array(z.object({ text: z.string(), doneBy: z.string().nullable(), doneAt: when.nullable() })),
  /** When its moment came, latest. */
  since: when,
  /** Null: nobody is reminded of it. */
  due: when.nullable(),
  /** Counts the changes of its ticks: boxes on a screen that are older are told apart by it. */
  revision: z.number().int(),
  /** Messages that show it, edited with every tick; empty where the headline or an answer alone does. */
  messages: z.array(z.string()),
});

/** One checklist of one incident. */
export type ShownList = z.infer<typeof shownListSchema>;

const beforeChecklists = z.looseObject({
  closing: z.array(z.unknown()),
  after: z.array(z.looseObject({ what: z.string() })).default([]),
  digest: z.looseObject({ told: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

/**
 * An incident that was stored while there was one closing list and no other: the list keeps its ticks, its time, and what its
 * owner was told of it. Anything else is returned as it is.
 */
export function withChecklists(stored: unknown): unknown {
  const read = beforeChecklists.safeParse(stored);
  if (!read.success) return stored;
  const { closing, after, digest, ...rest } = read.data;
  const timed = after.find(({ what }) => what === 'closing');
  const list = {
    key: closureKey,
    name: 'Closing checklist',
    show: 'resolved',
    items: closing,
    since: timed?.['since'] ?? new Date(0),
    due: timed?.['due'] ?? null,
    revision: 0,
    messages: [],
  };
  return {
    ...rest,
    after: after.filter(({ what }) => what !== 'closing'),
    checklists: closing.length === 0 ? [] : [list],
    ...(digest === undefined ? {} : { digest: { ...digest, told: renamed(digest.told) } }),
  };
}

function renamed(told: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told).map(([key, at]) => [keyOfFollowUp(key), at]));
}

/** The key under which the owner of a checklist is told of it. */
export function followUpKey(list: string): string {
  return `list:${list}`;
}

/** The key of a follow-up, also of one that was told before there were checklists. */
export function keyOfFollowUp(key: string): string {
  return key === 'closing' ? followUpKey(closureKey) : key;
}
