import { z } from 'zod';

const when = z.coerce.date();
const user = z.string();

/** What people are told of the things that they still have to do. */
export const digestSchema = z.object({
  /** IANA name of the zone in which they work, by person; null where Slack did not say. */
  zones: z.record(user, z.string().nullable()),
  /** By follow-up: the time that its owner was told last, and whether that had passed by then. */
  told: z.record(z.string(), z.object({ due: when, overdue: z.boolean() })),
  /** It was due outside of that person's working hours: not before this. */
  notBefore: z.record(user, when),
  /** The latest digests: edited when what they name is done. */
  messages: z.array(z.string()),
});
