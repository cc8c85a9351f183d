import { z } from 'zod';

const when = z.coerce.date();

/** Pages that the pager took, by effect. */
export const ringsSchema = z.record(
  z.string(),
  z.object({
    user: z.string(),
    title: z.string(),
    via: z.string(),
    /** When the pager took it. */
    at: when,
    /** False: it is queued there, and whom it reaches is for the pager's own policy to say. */
    accepted: z.boolean(),
    /** The pager's own incident; null where it cannot be looked up. */
    page: z.object({ id: z.string(), url: z.string() }).nullable(),
    /** The pager's own id of `user`. */
    assignee: z.string().nullable(),
    /** Whom it was given to there since; null while it is where it was. */
    movedTo: z.string().nullable().default(null),
    /** Somebody is on it: said by us to the pager, or by the pager to us. */
    acknowledged: when.nullable(),
    /** It rings no more. */
    ended: when.nullable(),
  }),
);
/** One of them. */
export type RingState = z.infer<typeof ringsSchema>[string];
