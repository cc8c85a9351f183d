import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { erasedFile } from '../db/erase.ts';
import type { Incident } from '../domain/incident.ts';
import { importPostMortem } from './import-post-mortem.ts';

// Text that Slack cut off is marked so, and is no version of anything.
const fileAnswer = z.object({ content: z.string(), is_truncated: z.literal(false).optional() });

/** What people made of the last file in Slack becomes a version of its own, which the next draft keeps. */
export async function keepFileEdits(ctx: Ctx, incident: Incident): Promise<void> {
  const latest = await ctx.db.prisma.postMortem.findFirst({
    where: { incidentId: incident.id },
    orderBy: { version: 'desc' },
  });
  if (latest === null || latest.fileId === null || latest.fileId === erasedFile) return;
  const markdown = await readFile(ctx, latest.fileId);
  if (markdown === null || markdown.trim() === '' || markdown.trim() === latest.markdown.trim()) return;
  await importPostMortem(ctx, { incident, markdown });
}

/** The text of a file in Slack; null when it cannot be read: somebody deleted it, or it is not given back as text. */
async function readFile(ctx: Ctx, file: string): Promise<string | null> {
  try {
    return fileAnswer.safeParse(await ctx.slack.files.info({ file })).data?.content ?? null;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || error.data.error === 'ratelimited') throw error;
    return null;
  }
}
