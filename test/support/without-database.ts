import type { World } from './assemble-world.ts';

/** Lets the bot lose its database while something is done: nothing listens where it looks. */
export async function withoutDatabase({ bot }: World, act: () => Promise<void>): Promise<void> {
  const { ctx } = bot;
  const { prisma } = ctx.db;
  const refused = Object.assign(new Error("Can't reach database server"), { code: 'P1001' });
  ctx.db.prisma = new Proxy(prisma, {
    get: () => {
      throw refused;
    },
  });
  try {
    await act();
    await bot.idle();
  } finally {
    ctx.db.prisma = prisma;
  }
}
