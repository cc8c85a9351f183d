import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import { type Tx, loadIncident, lockIncident } from '../db/incidents.ts';
import type { Merging } from '../domain/commands.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import type { Who } from '../domain/permissions.ts';
import { openTasks } from '../domain/tasks.ts';
import { clockTime, mention } from '../domain/wording.ts';
import { UserError } from '../errors.ts';
import { carryOut } from './execute.ts';
import { readWho } from './read-who.ts';

/** Two incidents that became one: both as they are now. `done` is false where they were one before. */
export type Merged = { merged: Incident; survivor: Incident; done: boolean };

/** Who asks, and in which channel. */
type Asked = { by: string; delivery: string; channel: string | null };
type Permitted = Asked & { who: Who };

// Somebody may merge the survivor elsewhere between looking and locking; nobody does so this often.
const mostTries = 5;
// How far a chain of merges is followed.
const longestChain = 20;

/**
 * Merges `from` into `into`, or into the incident that `into` was itself merged into, in one transaction. Both rows are
 * locked in the order of their ids, so that two merges of the same two wait for each other instead of for ever. Throws a
 * UserError for two that cannot be one, and when either is over.
 */
export async function mergeIncidents(ctx: Ctx, asked: Asked & { from: string; into: string }): Promise<Merged> {
  const { from, into } = asked;
  const who = await whoIs(ctx, asked.by);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const target = await survivorOf(ctx.db.prisma, into);
    if (target.id === from && into !== from) throw await oneAlready(ctx, into, target);
    const result = await ctx.db.prisma.$transaction((tx) => mergeIn(tx, ctx, { ...asked, who, into: target.id }));
    if (result === null) continue;
    ctx.nudge();
    return result;
  }
  throw movedMeanwhile();
}

/** Null when the target was merged elsewhere meanwhile. */
async function mergeIn(tx: Tx, ctx: Ctx, asked: Permitted & { from: string; into: string }): Promise<Merged | null> {
  const { by, delivery, channel, who, from, into } = asked;
  const [merged, survivor] = await lockBoth(tx, from, into);
  if (survivor.merged !== null) return null;
  const first = await isFirstDelivery(tx, merged.workspace, delivery, ctx.now());
  const isOne = merged.merged !== null && (await survivorOf(tx, from)).id === survivor.id;
  if (!first || isOne) return { merged, survivor, done: false };
  const aside = { type: 'mergeInto', by, other: sideOf(survivor) } as const;
  const inside = { type: 'absorb', by, other: sideOf(merged) } as const;
  return {
    merged: await carryOut(tx, ctx, { before: merged, command: aside, channel, who }),
    survivor: await carryOut(tx, ctx, { before: survivor, command: inside, channel, who }),
    done: true,
  };
}

/** Takes a merge back: within 30 minutes as if it had not been, later (`reopen`) as an incident that begins again. */
export async function partIncidents(
  ctx: Ctx,
  asked: Asked & { incidentId: string; how: 'undo' | 'reopen'; why: string | null },
): Promise<{ parted: Incident; survivor: Incident | null }> {
  const { incidentId, by, delivery, channel, how, why } = asked;
  const who = await whoIs(ctx, by);
  const seen = await loadIncident(ctx.db.prisma, incidentId);
  if (seen === null) throw noSuchIncident();
  const into = seen.merged?.into.id ?? null;
  const result = await ctx.db.prisma.$transaction(async (tx) => {
    const [before, survivor] =
      into === null ? [await lockOne(tx, incidentId), null] : await lockBoth(tx, incidentId, into);
    if (!(await isFirstDelivery(tx, before.workspace, delivery, ctx.now()))) return { parted: before, survivor };
    if (before.merged !== null && before.merged.into.id !== into) throw movedMeanwhile();
    const back = how === 'undo' ? ({ type: 'undoMerge', by } as const) : ({ type: 'reopen', by, why } as const);
    const parted = await carryOut(tx, ctx, { before, command: back, channel, who });
    if (survivor === null) return { parted, survivor };
    const until = how === 'undo' ? null : before.head.seq;
    const free = { type: 'release', by, other: parted.id, until } as const;
    return { parted, survivor: await carryOut(tx, ctx, { before: survivor, command: free, channel, who }) };
  });
  ctx.nudge();
  return result;
}

function whoIs(ctx: Ctx, user: string): Promise<Who> {
  return readWho(ctx, { user, wants: ['respond', 'seePrivate'] });
}

/** The incident in which this one goes on: itself, unless it was merged. */
export async function survivorOf(tx: Tx, id: string): Promise<Incident> {
  let incident = await loadIncident(tx, id);
  for (let steps = 0; incident?.merged && steps < longestChain; steps += 1)
    incident = await loadIncident(tx, incident.merged.into.id);
  if (incident === null) throw noSuchIncident();
  return incident;
}

async function lockBoth(tx: Tx, one: string, other: string): Promise<[Incident, Incident]> {
  if (one === other) {
    const both = await lockOne(tx, one);
    return [both, both];
  }
  const locked = new Map<string, Incident>();
  for (const id of [one, other].sort()) locked.set(id, await lockOne(tx, id));
  const [first, second] = [locked.get(one), locked.get(other)];
  if (first === undefined || second === undefined) throw noSuchIncident();
  return [first, second];
}

async function lockOne(tx: Tx, id: string): Promise<Incident> {
  const incident = await lockIncident(tx, id);
  if (incident === null) throw noSuchIncident();
  return incident;
}

function sideOf(incident: Incident): Merging {
  const { id, number, kind, severity, declaredBy, invited, roles, standing } = incident;
  const people = new Set([declaredBy, ...invited, ...Object.values(roles).map(({ user }) => user)]);
  return {
    id,
    number,
    kind,
    severity,
    private: incident.private,
    people: [...people],
    followers: incident.followers,
    standing: standing?.user ?? null,
    tasks: openTasks(incident, 'task').map((task) => task.id),
  };
}

async function oneAlready(ctx: Ctx, id: string, survivor: Incident): Promise<UserError> {
  const gone = await loadIncident(ctx.db.prisma, id);
  if (gone === null) return noSuchIncident();
  const since = gone.merged === null ? '' : ` (${clockTime(gone.merged.at)}, by ${mention(gone.merged.by)})`;
  return new UserError(
    'merged-other-way',
    `${nameOf(gone)} was merged into ${nameOf(survivor)} already${since}: they are one incident.`,
    'To have them the other way round, undo that first.',
    { offer: { label: 'Undo merge', action: 'undo_merge', value: { incident: gone.id } } },
  );
}

function movedMeanwhile(): UserError {
  return new UserError('merge-moved', 'That incident is being merged elsewhere.', 'Try it once more in a moment.');
}

function noSuchIncident(): UserError {
  return new UserError('no-such-incident', 'I cannot find that incident.', 'Use `list` to see what is open.');
}
