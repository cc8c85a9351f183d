import { z } from 'zod';
import type { Ctx } from '../context.ts';

const postedSchema = z.object({ channel: z.string(), ts: z.string() });

/** Where the message is that an effect posted; null while it is not there. */
export async function findMessage(ctx: Ctx, effectId: string): Promise<{ channel: string; ts: string } | null> {
  const row = await ctx.db.prisma.effect.findUnique({ where: { id: effectId }, select: { result: true } });
  return postedSchema.safeParse(row?.result).data ?? null;
}
