import { z } from 'zod';

/** The word that the runbook was changed: its message, the hash that it is about, and whether it still offers *Re-plan*. */
export const runbookOfferSchema = z.object({ message: z.string(), to: z.string(), open: z.boolean() });

/** The latest *Re-plan*: from which runbook to which, and the message that told it. */
export const replannedSchema = z.object({
  from: z.string(),
  to: z.string(),
  by: z.string(),
  at: z.coerce.date(),
  message: z.string(),
});

/** A hash as people read it. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
