import { z } from 'zod';

/** An update field by field. */
export const lastWordsSchema = z.object({
  text: z.string().nullable(),
  know: z.string().nullable(),
  done: z.string().nullable(),
  next: z.string().nullable(),
  eta: z.string().nullable(),
});
