import { z } from 'zod';
import type { Ctx } from '../context.ts';
import { carrierOf } from '../db/carrier-of.ts';
import {
  dropWaitingDrafts,
  eraseChannelName,
  eraseEntries,
  eraseMessages,
  eraseVersions,
  erasedFile,
} from '../db/erase.ts';
import { enqueueEffects } from '../db/effects.ts';
import { loadIncident, lockIncident, type Tx } from '../db/incidents.ts';
import { editWhatNamesIt } from '../db/move-to-private.ts';
import { readAllEntries } from '../db/timeline.ts';
import type { Command } from '../domain/commands.ts';
import { placeOf } from '../domain/effects.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { maskSecrets } from '../domain/mask-secrets.ts';
import { inPresentChannel } from '../domain/present-channel.ts';
import {
  eraseFrom,
  eraseInMarkdown,
  channelNamesIn,
  eraseInPayload,
  markOfText,
  redactedTogether,
  textsIn,
} from '../domain/redaction.ts';
import type { Entry } from '../domain/timeline.ts';
import { clockTime, mention } from '../domain/wording.ts';
import { UserError } from '../errors.ts';
import { postMortemFileName } from './draft-post-mortem.ts';
import { executeIn } from './execute.ts';
import { keepFileEdits } from './keep-file-edits.ts';
import { readSurvivors } from './read-record.ts';
import { whoAsks } from './read-who.ts';

type Input = {
  incidentId: string;
  seq: number;
  by: string;
  why: string | null;
  delivery: string;
  channel: string | null;
};

/** What a redaction came to. */
export type Redacted = { incident: Incident; entries: Entry[]; messages: number; drafted: boolean };

/**
 * Erases what an entry of the timeline says, for good: the entry and those that say the same, the state, the facts of messages
 * that are posted or wait, and every version of the post-mortem. Messages and files in Slack follow as effects.
 */
export async function redactEntry(ctx: Ctx, input: Input): Promise<Redacted> {
  const { incidentId, by, channel, delivery } = input;
  const why = input.why === null ? null : maskSecrets(input.why).masked;
  const command: Extract<Command, { type: 'redact' }> = {
    type: 'redact',
    by,
    why,
    entries: [],
    kinds: [],
    marks: [],
    messages: [],
    files: [],
    drafted: false,
  };
  const who = await whoAsks(ctx, command);
  const survivors = await readSurvivors(ctx.db.prisma, incidentId);
  for (const id of [incidentId, ...survivors]) await keepEdits(ctx, id);
  const redacted = await ctx.db.prisma.$transaction(async (tx) => {
    // In the order of their ids, as a merge locks them.
    for (const id of [incidentId, ...survivors].sort()) await lockIncident(tx, id);
    const before = await lockIncident(tx, incidentId);
    if (before === null)
      throw new UserError('no-such-incident', 'I cannot find that incident.', 'Use `list` to see what is open.');
    const all = await readAllEntries(tx, incidentId);
    const entry = requireRedactable(before, all, input.seq);
    const entries = redactedTogether(entry, all);
    const texts = [...new Set(entries.flatMap(textsIn))].toSorted((a, b) => b.length - a.length);
    const marks = new Set(texts.map(markOfText));
    const words = [...texts, ...entries.flatMap(channelNamesIn)];
    const posted = await tx.effect.findMany({
      where: { incidentId, type: { in: ['post', 'page'] } },
      select: { id: true, payload: true, result: true },
    });
    const changed = posted.flatMap(({ id, payload }) => {
      const left = eraseInPayload(payload, marks);
      return left === payload ? [] : [{ id, payload: left }];
    });
    // What the state says may stand in any message.
    const shown = eraseFrom(structuredClone(before), marks) ? posted : changed;
    const versions = await tx.postMortem.findMany({ where: { incidentId } });
    if (versions.length > 0) await dropWaitingDrafts(tx, incidentId, ctx.now());
    const incident = await executeIn(tx, ctx, {
      incidentId,
      command: {
        ...command,
        entries: entries.map(({ seq }) => String(seq)),
        kinds: entries.map(({ kind }) => kind),
        marks: [...marks],
        messages: shown.map(({ id }) => id),
        files: filesOf(before, versions),
        drafted: versions.length > 0,
      },
      delivery,
      channel,
      who,
    });
    await eraseEntries(
      tx,
      incidentId,
      entries.map(({ seq }) => seq),
    );
    if (entries.some(({ kind }) => kind === 'channelOpened')) await eraseChannelName(tx, incidentId);
    await eraseMessages(tx, [...changed, ...(await changedCarriers(tx, incidentId, posted, marks))]);
    await eraseVersions(
      tx,
      incidentId,
      versions.map(({ version, markdown }) => ({ version, markdown: eraseInMarkdown(markdown, words) })),
    );
    for (const id of survivors)
      await eraseInSurvivor(tx, { id, by, texts: words, from: `${incidentId}.${input.seq}` }, ctx.now());
    if (incident.title !== before.title) await editWhatNamesIt(tx, incident, ctx.now(), `redacted.${incident.version}`);
    return { incident, entries, messages: changed.length, drafted: versions.length > 0 };
  });
  ctx.nudge();
  return redacted;
}

const carrierSchema = z.looseObject({
  notice: z.looseObject({ also: z.array(z.looseObject({ incident: z.string() })) }),
});

/** Messages of other incidents that carry a call of this one, with the words of whoever called. They are edited as it would be. */
async function changedCarriers(tx: Tx, incidentId: string, posted: { result: unknown }[], marks: ReadonlySet<string>) {
  const ids = posted.flatMap(({ result }) => carrierOf(result) ?? []);
  const rows = await tx.effect.findMany({ where: { id: { in: ids } }, select: { id: true, payload: true } });
  return rows.flatMap(({ id, payload }) => {
    const { data } = carrierSchema.safeParse(payload);
    if (data === undefined) return [];
    const also = data.notice.also.map((one) => (one.incident === incidentId ? eraseInPayload(one, marks) : one));
    return [{ id, payload: { ...data, notice: { ...data.notice, also } } }];
  });
}

type Version = { version: number; fileId: string | null };

function filesOf(incident: Incident, versions: Version[]): { id: string; name: string }[] {
  return versions.flatMap(({ fileId, version }) =>
    fileId === null || fileId === erasedFile ? [] : [{ id: fileId, name: postMortemFileName(incident, version) }],
  );
}

// Its post-mortem tells the timeline of what was merged into it.
async function eraseInSurvivor(
  tx: Tx,
  { id, by, texts, from }: { id: string; by: string; texts: string[]; from: string },
  now: Date,
): Promise<void> {
  const survivor = await loadIncident(tx, id);
  const versions = await tx.postMortem.findMany({ where: { incidentId: id } });
  if (survivor === null || versions.length === 0) return;
  await dropWaitingDrafts(tx, id, now);
  const erased = versions.map(({ version, markdown }) => ({ version, markdown: eraseInMarkdown(markdown, texts) }));
  await eraseVersions(tx, id, erased);
  const effect = { type: 'draftPostMortem', by, erase: filesOf(survivor, versions) } as const;
  const planned = inPresentChannel(survivor, { id: `${id}:redacted.${from}`, effect, ...placeOf(id, effect) });
  await enqueueEffects(tx, survivor, [planned], now);
}

/** The entry, if it still says something that a person wrote. */
export function requireRedactable(incident: Incident, all: readonly Entry[], seq: number): Entry {
  const name = nameOf(incident);
  const entry = all.find((one) => one.seq === seq);
  if (entry === undefined)
    throw new UserError(
      'no-such-entry',
      `The timeline of ${name} has no entry ${seq}.`,
      'The numbers stand before the lines: `timeline` shows them.',
    );
  if (entry.body === null) {
    const fact = all.find(({ kind, body }) => kind === 'redacted' && listed(body?.['entries']).includes(String(seq)));
    const since = fact === undefined ? '' : ` (${clockTime(fact.at)}, by ${mention(fact.actor ?? '')})`;
    throw new UserError(
      'redacted-already',
      `Entry ${seq} of ${name} is redacted already${since}.`,
      'Nothing of it is left.',
    );
  }
  if (textsIn(entry).length === 0)
    throw new UserError(
      'nothing-to-redact',
      `Entry ${seq} of ${name} holds nothing that a person wrote.`,
      'Choose the entry that says it: `timeline` shows all of them.',
    );
  return entry;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

// The file is deleted next: what people made of it in Slack would be lost with it. Slack being away keeps nothing from being erased.
async function keepEdits(ctx: Ctx, incidentId: string): Promise<void> {
  const incident = await ctx.db.prisma.$transaction((tx) => lockIncident(tx, incidentId));
  if (incident === null) return;
  try {
    await keepFileEdits(ctx, incident);
  } catch (err) {
    ctx.log.warn({ err, incidentId }, 'Edits of the post-mortem could not be read before a redaction');
  }
}
