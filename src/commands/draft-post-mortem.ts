import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { loadIncident, lockIncident, type Tx } from '../db/incidents.ts';
import { countErased } from '../db/erase.ts';
import { readAllEntries } from '../db/timeline.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { membersIn } from '../domain/members-in.ts';
import { mergePostMortem } from '../domain/merge-post-mortem.ts';
import { postMortemData } from '../domain/post-mortem.ts';
import { readNames } from './read-names.ts';
import { readAbsorbed, readParts } from './read-record.ts';

/** One stored version; the file's name says which, so that an upload can be recognised. */
export type PostMortemDraft = { version: number; markdown: string; fileName: string };

type Input = {
  incidentId: string;
  /** The effect that asks for it. Asked again with the same id, the version that it made the first time is returned. */
  effectId: string;
};

/** Writes the post-mortem from the record as the next version; what people changed in the versions before stays. */
export async function draftPostMortem(ctx: Ctx, { incidentId, effectId }: Input): Promise<PostMortemDraft> {
  const incident = await loadIncident(ctx.db.prisma, incidentId);
  if (incident === null) throw new Error(`There is no incident ${incidentId} to write a post-mortem of`);
  const made = await madeBefore(ctx.db.prisma, incident, effectId);
  if (made !== null) return made;
  for (;;) {
    const draft = await writeDown(ctx, { incidentId, effectId });
    // Null: what was rendered was redacted meanwhile.
    if (draft !== null) return draft;
  }
}

async function writeDown(ctx: Ctx, { incidentId, effectId }: Input): Promise<PostMortemDraft | null> {
  const incident = await loadIncident(ctx.db.prisma, incidentId);
  if (incident === null) throw new Error(`There is no incident ${incidentId} to write a post-mortem of`);
  const parts = (await readParts(ctx.db.prisma, incident)).map(({ id }) => id);
  const erased = await countErased(ctx.db.prisma, parts);
  const regenerated = await render(ctx, incident);
  return ctx.db.prisma.$transaction(async (tx) => {
    // Locked, so that two regenerations, or one and an import, do not write the same version.
    await lockIncident(tx, incidentId);
    const raced = await madeBefore(tx, incident, effectId);
    if (raced !== null) return raced;
    if ((await countErased(tx, parts)) !== erased) return null;
    const versions = await tx.postMortem.findMany({ where: { incidentId }, orderBy: { version: 'asc' } });
    const markdown = mergePostMortem({ versions, regenerated });
    const version = (versions.at(-1)?.version ?? 0) + 1;
    const { workspace } = incident;
    await tx.postMortem.create({
      data: { incidentId, workspace, version, markdown, createdAt: ctx.now(), generated: true },
    });
    const effect = await tx.effect.findUnique({ where: { id: effectId }, select: { result: true } });
    if (effect !== null) {
      const result = { ...keptSchema.parse(effect.result), version };
      await tx.effect.update({ where: { id: effectId }, data: { result }, select: { id: true } });
    }
    return draftOf(incident, version, markdown);
  });
}

async function render(ctx: Ctx, incident: Incident): Promise<string> {
  const entries = await readAllEntries(ctx.db.prisma, incident.id);
  const absorbed = await readAbsorbed(ctx.db.prisma, incident);
  const all = [...entries, ...absorbed.flatMap((one) => one.entries)];
  const owners = absorbed.flatMap(({ tasks }) => tasks.flatMap(({ owner, doneBy }) => [owner, doneBy]));
  const name = await readNames(ctx, [...membersIn(incident, all), ...owners.filter((user) => user !== null)]);
  const { policy, templates } = await ctx.runbooks.of(incident);
  return templates.render('post-mortem', postMortemData({ incident, entries, absorbed, policy, name }));
}

const keptSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({});
const madeSchema = z.object({ version: z.number() });

/** The version is kept with the effect, in the transaction that stored it. */
async function madeBefore(tx: Tx, incident: Incident, effectId: string): Promise<PostMortemDraft | null> {
  const effect = await tx.effect.findUnique({ where: { id: effectId }, select: { result: true } });
  const made = madeSchema.safeParse(effect?.result);
  if (!made.success) return null;
  const { version } = made.data;
  const row = await tx.postMortem.findUnique({ where: { incidentId_version: { incidentId: incident.id, version } } });
  return row === null ? null : draftOf(incident, version, row.markdown);
}

function draftOf(incident: Incident, version: number, markdown: string): PostMortemDraft {
  return { version, markdown, fileName: postMortemFileName(incident, version) };
}

/** `inc-42-post-mortem-v2.md`. */
export function postMortemFileName(incident: Pick<Incident, 'number'>, version: number): string {
  return `${nameOf(incident).toLowerCase()}-post-mortem-v${version}.md`;
}
