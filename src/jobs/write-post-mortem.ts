import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { readAllEntries } from '../db/timeline.ts';
import type { Incident } from '../domain/incident.ts';
import { mergePostMortem } from '../domain/merge-post-mortem.ts';
import { membersIn, postMortemData } from '../domain/post-mortem.ts';
import { refusalCode } from '../slack/client-errors.ts';
import { namesOf } from './names-of.ts';

const fileAnswer = z.object({ content: z.string(), content_highlight_html_truncated: z.boolean().optional() });

/** The post-mortem draft as Markdown: from the record as it is now, with what people changed in earlier versions kept. */
export async function writePostMortem(ctx: Ctx, incident: Incident): Promise<string> {
  await keepEdits(ctx, incident);
  const { prisma } = ctx.db;
  const entries = await readAllEntries(prisma, incident.id);
  const names = await namesOf(ctx, membersIn(incident, entries));
  const name = (user: string): string => names.get(user) ?? `@${user}`;
  const regenerated = ctx.templates.render('post-mortem', postMortemData({ incident, entries, policy: ctx.policy, name }));
  const versions = await prisma.postMortem.findMany({
    where: { incidentId: incident.id },
    orderBy: { version: 'asc' },
    select: { markdown: true, generated: true },
  });
  return mergePostMortem({ versions, regenerated });
}

/** What people made of the last file in Slack becomes a version of its own. */
async function keepEdits(ctx: Ctx, incident: Incident): Promise<void> {
  const latest = await ctx.db.prisma.postMortem.findFirst({ where: { incidentId: incident.id }, orderBy: { version: 'desc' } });
  if (latest === null || latest.fileId === null) return;
  const content = await readFile(ctx, latest.fileId);
  if (content === null || content.trim() === latest.markdown.trim()) return;
  const { incidentId, workspace, fileId } = latest;
  await ctx.db.prisma.postMortem.createMany({
    data: [{ incidentId, workspace, fileId, version: latest.version + 1, markdown: content, createdAt: ctx.now(), generated: false }],
    skipDuplicates: true,
  });
}

/** The text of a file in Slack; null when it cannot be read: somebody deleted it, or it is too long to be given back whole. */
async function readFile(ctx: Ctx, file: string): Promise<string | null> {
  try {
    const answer = fileAnswer.safeParse(await ctx.slack.files.info({ file }));
    return answer.success && answer.data.content_highlight_html_truncated !== true ? answer.data.content : null;
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    return null;
  }
}
