import { z } from 'zod';

/** An update field by field. */
export const lastWordsSchema = z.object({
  text: z.string().nullable(),
  know: z.string().nullable(),
  done: z.string().nullable(),
  next: z.string().nullable(),
  eta: z.string().nullable(),
});

/** A text for people outside that was offered, or asked for: who sent it when. */
export const offerSchema = z.object({
  /** `O1`, in the order in which they were offered. */
  id: z.string(),
  /** Key of the policy's `outside`, with what it was called and made from then. */
  key: z.string(),
  name: z.string(),
  template: z.string(),
  /** The status that it tells. */
  status: z.string(),
  at: z.coerce.date(),
  sentBy: z.string().nullable(),
  sentAt: z.coerce.date().nullable(),
  /** The later one of the same name that stands for it, because nobody had sent it by then. */
  supersededBy: z.string().nullable(),
  /** The message that offers it; null where somebody asked for it alone. */
  message: z.string().nullable(),
});

/** One offer. */
export type Offer = z.infer<typeof offerSchema>;
