import { z } from 'zod';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import { nameOf } from '../../domain/incident.ts';
import { callTimeout } from '../../slack/client.ts';
import { CallNotDone } from '../../slack/client-errors.ts';
import { writePostMortem } from '../write-post-mortem.ts';
import { type EffectJob, type Outcome, type Situation, sent } from './effect-job.ts';

const progress = z.object({ version: z.number() });
const mostPages = 10;

type Draft = { version: number; markdown: string };

/**
 * Writes the draft, keeps it, and puts it into the channel as a file. The version is kept with the effect before anything
 * is uploaded and is part of the file's name: a repeated try writes nothing anew and recognises its own file.
 */
export function draftPostMortem(): EffectJob {
  async function send(ctx: Ctx, situation: Situation): Promise<Outcome> {
    const { incident } = situation;
    const draft = await keepDraft(ctx, situation);
    if (incident.channel === null) return done(ctx, incident, draft.version, null);
    return done(ctx, incident, draft.version, await upload(ctx, incident, draft));
  }

  async function find(ctx: Ctx, situation: Situation): Promise<Outcome | null> {
    const { incident } = situation;
    const draft = await keptDraft(ctx, situation);
    if (draft === null || incident.channel === null) return null;
    const file = await findFile(ctx, incident.channel.id, fileName(incident, draft.version));
    return file === null ? null : done(ctx, incident, draft.version, file);
  }

  return { send, find };
}

function fileName(incident: Incident, version: number): string {
  return `${nameOf(incident).toLowerCase()}-post-mortem-v${version}.md`;
}

async function keptDraft(ctx: Ctx, { row, incident }: Situation): Promise<Draft | null> {
  const effect = await ctx.db.prisma.effect.findUnique({ where: { id: row.id }, select: { result: true } });
  const version = progress.safeParse(effect?.result).data?.version;
  if (version === undefined) return null;
  return ctx.db.prisma.postMortem.findUnique({ where: { incidentId_version: { incidentId: incident.id, version } } });
}

async function keepDraft(ctx: Ctx, situation: Situation): Promise<Draft> {
  const kept = await keptDraft(ctx, situation);
  if (kept !== null) return kept;
  const { row, incident } = situation;
  const markdown = await writePostMortem(ctx, incident);
  return ctx.db.prisma.$transaction(async (tx) => {
    const { _max } = await tx.postMortem.aggregate({ where: { incidentId: incident.id }, _max: { version: true } });
    const version = (_max.version ?? 0) + 1;
    const { id: incidentId, workspace } = incident;
    await tx.postMortem.create({ data: { incidentId, workspace, version, markdown, createdAt: ctx.now(), generated: true } });
    await tx.effect.update({ where: { id: row.id }, data: { result: { version } } });
    return { version, markdown };
  });
}

async function done(ctx: Ctx, incident: Incident, version: number, fileId: string | null): Promise<Outcome> {
  if (fileId !== null) await ctx.db.prisma.postMortem.updateMany({ where: { incidentId: incident.id, version }, data: { fileId } });
  return sent({ version, file: fileId }, { type: 'postMortemDrafted', version });
}

/** Slack's three steps. Only the last one makes anything visible, so a failure before it is no doubt. */
async function upload(ctx: Ctx, incident: Incident, { version, markdown }: Draft): Promise<string> {
  const bytes = Buffer.from(markdown, 'utf8');
  const place = await ctx.slack.files.getUploadURLExternal({ filename: fileName(incident, version), length: bytes.length });
  const { file_id: id, upload_url: url } = place;
  if (id === undefined || url === undefined) throw new CallNotDone('Slack gave no place for the file');
  await sendBytes(url, bytes);
  await ctx.slack.files.completeUploadExternal({
    files: [{ id, title: `Post-mortem of ${nameOf(incident)}, draft ${version}` }],
    ...(incident.channel === null ? {} : { channel_id: incident.channel.id }),
  });
  return id;
}

async function sendBytes(url: string, bytes: Buffer): Promise<void> {
  const failed = 'Slack did not take the file';
  try {
    const answer = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), signal: AbortSignal.timeout(callTimeout) });
    if (!answer.ok) throw new CallNotDone(`${failed} (HTTP ${answer.status})`);
  } catch (error) {
    throw error instanceof CallNotDone ? error : new CallNotDone(failed, { cause: error });
  }
}

async function findFile(ctx: Ctx, channel: string, name: string): Promise<string | null> {
  for (let page = 1; page <= mostPages; page += 1) {
    const { files = [], paging } = await ctx.slack.files.list({ channel, count: 100, page });
    const file = files.find((candidate) => candidate.name === name);
    if (file?.id !== undefined) return file.id;
    if (page >= (paging?.pages ?? 1)) return null;
  }
  return null;
}
