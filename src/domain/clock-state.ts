import { z } from 'zod';

const when = z.coerce.date();

/** How far the ladder has come. */
export const ladderSchema = z.object({
  /** Steps count their minutes from here: the declaration, or reaching the severity. */
  start: when,
  /** Step id → when it fired, since `start`. */
  fired: z.record(z.string(), when),
  lastFiredAt: when.nullable(),
  /** The last *reach* step or repetition: the ladder repeats from here. */
  lastReachAt: when.nullable(),
  /** Reach steps that an acknowledgement had stopped go on from here (a lapse). */
  resumedAt: when.nullable(),
  /** How often the whole ladder was gone through without an answer. */
  round: z.number().int(),
  respondWithinMissed: z.boolean(),
  /** Calls that wait because their person is still being looked up in Slack: step id → the next try. */
  postponed: z.record(z.string(), when),
  /** It runs by another runbook from here: what that one would have done before counts as planned for then. */
  replannedAt: when.nullable().default(null),
  /** Nobody is called by the clock any more: it was reopened. */
  retired: z.boolean().default(false),
});

/** How far the reminders of the next update have come. */
export const cadenceSchema = z.object({
  /** When the next update is promised; null when no timer runs. */
  due: when.nullable(),
  /** How many of nudge, due, +5 and +10 minutes have been said. */
  stage: z.number().int(),
  snoozed: z.boolean(),
  /** Messages that ask for the update that is due: edited when it comes. */
  asks: z.array(z.string()),
});
