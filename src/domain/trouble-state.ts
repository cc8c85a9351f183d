import { z } from 'zod';

const when = z.coerce.date();

/** Steps that failed, by effect: the message that told it, the latest other try that failed, and when one worked. */
export const troublesSchema = z.record(
  z.string(),
  z.object({
    message: z.string(),
    again: z.object({ at: when, reason: z.string() }).nullable(),
    mendedAt: when.nullable(),
    /** It is tried again by itself. */
    trying: z.boolean().default(false),
  }),
);
