import { z } from 'zod';

const carriedSchema = z.object({ carrier: z.string() });

/** The effect whose message has this one's as a line, by the result of this one; null where it has a message of its own, or none. */
export function carrierOf(result: unknown): string | null {
  return carriedSchema.safeParse(result).data?.carrier ?? null;
}
