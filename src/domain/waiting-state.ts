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
