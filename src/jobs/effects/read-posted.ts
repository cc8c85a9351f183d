import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import { carrierOf } from '../../db/carrier-of.ts';

/** Where a message is, as a post recorded it. */
export const postedSchema = z.object({ channel: z.string(), ts: z.string() });

/** Where the message of an effect is, or the one that stands for it; null when it was not posted. */
export async function readPosted(ctx: Ctx, effectId: string): Promise<z.infer<typeof postedSchema> | null> {
  const row = await ctx.db.prisma.effect.findUnique({ where: { id: effectId }, select: { result: true, state: true } });
  if (row?.state !== 'sent') return null;
  const carrier = carrierOf(row.result);
  if (carrier !== null) return readPosted(ctx, carrier);
  return postedSchema.safeParse(row.result).data ?? null;
}
