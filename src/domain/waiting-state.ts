import { z } from 'zod';

const when = z.coerce.date();
const user = z.string();

/** A request to take over a role, not answered yet. */
export const handoverSchema = z.object({
  /** Id of the message that asks. */
  id: z.string(),
  role: z.string(),
  from: user.nullable(),
  to: user,
  askedBy: user,
  askedAt: when,
  until: when,
});

/** A request to come: at its time `to` is asked. */
export const plannedHandoverSchema = z.object({ to: user, at: when, by: user, since: when });

/** Everything waits until then, while somebody watches. `zone` is the clock of who parked it, `told` the message that said so. */
export const parkedSchema = z.object({
  until: when,
  since: when,
  by: user,
  watching: user,
  why: z.string().nullable(),
  zone: z.string(),
  told: z.string(),
});

/** Whether the commander is there. */
export const livenessSchema = z.object({
  /** The patience counts from here at the earliest: what nobody was expected to say before is no silence. */
  from: when.nullable(),
  /** The question that is open; null for none. */
  asked: z
    .object({
      of: user,
      /** Their last sign. */
      since: when,
      /** When they, or the latest who was asked instead, were asked. */
      at: when,
      /** Who was asked to take command since, in that order. */
      sought: z.array(user),
      /** Nobody is left to ask, and the channel was told so. */
      over: z.boolean(),
      /** The messages that ask. */
      messages: z.array(z.string()),
    })
    .nullable(),
});
