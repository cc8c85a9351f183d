import { z } from 'zod';
import {
  type PostMortemDraft,
  postMortemFileName,
  draftPostMortem as writeDraft,
} from '../../commands/draft-post-mortem.ts';
import { keepFileEdits } from '../../commands/keep-file-edits.ts';
import type { Ctx } from '../../context.ts';
import { erasedFile } from '../../db/erase.ts';
import { lockIncident } from '../../db/incidents.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { CallNotDone, refusalCode } from '../../slack/client-errors.ts';
import { callTimeout } from '../../slack/client.ts';
import { type EffectJob, type EffectOf, type Outcome, type Situation, channelOf, sent } from './effect-job.ts';

const progress = z.object({ version: z.number() });
const mostPages = 10;

/**
 * Writes the draft, keeps it, and puts it into the channel as a file. The version is kept with the effect before anything
 * is uploaded and is part of the file's name: a repeated try writes nothing anew and recognises its own file.
 */
export function draftPostMortem({ erase = [] }: EffectOf<'draftPostMortem'>): EffectJob {
  async function send(ctx: Ctx, { row, incident }: Situation): Promise<Outcome> {
    const left = await deleteFiles(ctx, erase);
    await keepFileEdits(ctx, incident);
    // What was in the channel before it was made private goes into the one that is being opened.
    if (incident.madePrivate !== null) channelOf(incident);
    const draft = await writeDraft(ctx, { incidentId: incident.id, effectId: row.id });
    const file = incident.channel === null ? null : await upload(ctx, incident, draft);
    return done(ctx, incident, draft.version, file, left);
  }

  async function find(ctx: Ctx, { row, incident }: Situation): Promise<Outcome | null> {
    const version = progress.safeParse(row.result).data?.version;
    if (version === undefined || incident.channel === null) return null;
    const file = await findFile(ctx, incident.channel.id, postMortemFileName(incident, version));
    return file === null ? null : done(ctx, incident, version, file);
  }

  return { send, find };
}

async function done(
  ctx: Ctx,
  incident: Incident,
  version: number,
  fileId: string | null,
  left: string[] = [],
): Promise<Outcome> {
  if (fileId !== null) {
    const kept = await keepFile(ctx, incident.id, version, fileId);
    // Something of it was redacted while it was on its way: what arrived is the old text.
    if (!kept) left.push(...(await deleteFiles(ctx, [{ id: fileId, name: postMortemFileName(incident, version) }])));
  }
  return sent({ version, file: fileId }, { type: 'postMortemDrafted', version, left });
}

/** Locked as a redaction locks it: either it sees the file and deletes it, or we see that the version was erased. */
function keepFile(ctx: Ctx, incidentId: string, version: number, fileId: string): Promise<boolean> {
  return ctx.db.prisma.$transaction(async (tx) => {
    await lockIncident(tx, incidentId);
    const where = { incidentId, version, OR: [{ fileId: null }, { fileId: { not: erasedFile } }] };
    const { count } = await tx.postMortem.updateMany({ where, data: { fileId } });
    return count > 0;
  });
}

type PostedFile = { id: string; name: string };

/** Deletes files and answers the names of those that Slack does not let go. */
async function deleteFiles(ctx: Ctx, files: PostedFile[]): Promise<string[]> {
  const left = [];
  for (const { id, name } of files) {
    try {
      await ctx.slack.files.delete({ file: id });
    } catch (error) {
      const code = refusalCode(error);
      if (code === null || code === 'ratelimited') throw error;
      if (code !== 'file_not_found' && code !== 'file_deleted') left.push(name);
    }
  }
  return left;
}

/** Slack's three steps. Only the last one makes anything visible, so a failure before it is no doubt. */
async function upload(ctx: Ctx, incident: Incident, { version, markdown, fileName }: PostMortemDraft): Promise<string> {
  const bytes = Buffer.from(markdown, 'utf8');
  const place = await ctx.slack.files.getUploadURLExternal({ filename: fileName, length: bytes.length });
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
    const answer = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(callTimeout),
    });
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
