import { z } from 'zod';
import type { OwnEffect } from '../../domain/own-effects.ts';
import { NotOfThisVersion } from '../../errors.ts';

const about = z.discriminatedUnion('type', [
  z.object({ type: z.literal('turn'), from: z.string() }),
  z.object({ type: z.literal('onDuty'), from: z.string(), user: z.string() }),
  z.object({ type: z.literal('review') }),
]);

const schema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tell'), to: z.string().nullable(), about }),
  z.object({ type: z.literal('retell'), target: z.string() }),
]);

/** The effect of a row of no incident; throws NotOfThisVersion for one that this version does not know. */
export function parseOwnEffect(payload: unknown): OwnEffect {
  const read = schema.safeParse(payload);
  if (!read.success) throw new NotOfThisVersion('An effect', { cause: read.error });
  return read.data;
}
