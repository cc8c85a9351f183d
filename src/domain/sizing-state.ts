import { z } from 'zod';

const when = z.coerce.date();

/** The ticket of a severity that calls nobody: the message that asks for it, and who created it, with its number or link. */
export const ticketSchema = z.object({
  asked: z.string().nullable(),
  created: z.object({ by: z.string(), at: when, ref: z.string().nullable() }).nullable(),
});

/** Somebody who was engaged for what they know. `expert` is a key of the policy's experts. */
export const engagedSchema = z.object({
  expert: z.string(),
  user: z.string(),
  by: z.string(),
  at: when,
  why: z.string().nullable(),
});

/** What an incident begins with of all that: nothing is known yet. */
export function unsized() {
  return { ticket: { asked: null, created: null }, type: null, hinted: [], triage: {}, engaged: [], ownMoments: {} };
}
