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
    /** The pager had it before, and a person named it: its number there, and whom it asks. Null: Muster made it. */
    attached: z
      .object({
        number: z.number().int().nullable(),
        people: z.array(z.object({ id: z.string(), name: z.string(), user: z.string().nullable() })),
      })
      .nullable()
      .default(null),
  }),
);
/** A page of the pager's own that the declaration named. */
export const attachmentSchema = z.object({
  /** The pager's id of it, and its address. */
  page: z.object({ id: z.string(), url: z.string() }),
  /** The effect that asks the pager for it. */
  effect: z.string(),
  state: z.enum(['asked', 'attached', 'refused']),
  /** Phones that were to ring meanwhile: perhaps it rings them already. */
  held: z.array(
    z.object({ user: z.string(), title: z.string(), call: z.enum(['reach', 'page']), why: z.string().nullable() }),
  ),
});

/** One of them. */
export type RingState = z.infer<typeof ringsSchema>[string];
