import { isDeepStrictEqual } from 'node:util';
import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import { enqueueEffects, setWake } from '../db/effects.ts';
import { lockIncident, saveIncident } from '../db/incidents.ts';
import { keepVersion } from '../db/runbook-versions.ts';
import { moveToPrivate, veilMessagesTo } from '../db/move-to-private.ts';
import type { Askable } from '../db/plain.ts';
import { decide } from '../domain/decide.ts';
import { isPressing } from '../domain/calm.ts';
import type { Command } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import { maskAll } from '../domain/mask-secrets.ts';
import { askedBy, type Who } from '../domain/permissions.ts';
import { nextWake } from '../domain/schedule.ts';
import type { Policy } from '../domain/policy.ts';
import type { Fact } from '../domain/timeline.ts';
import { countCommand, countRefusal } from './count-command.ts';
import { doable } from './doable.ts';
import { noteDone, noteOrigin } from './note-action.ts';
import { noSuchIncident, permit } from './permit.ts';
import { whoAsks } from './read-who.ts';

/**
 * What is asked of which incident. `delivery` is Slack's id of the press or event: the second of the same does nothing.
 * `channel` is where it was asked: who is in the incident's own channel may see it.
 */
export type Execution = { incidentId: string; command: Command; delivery?: string; channel?: string | null };

/** One command, one transaction: lock, permit, decide, save, append, enqueue. Returns the incident as it is now. */
export async function execute(ctx: Ctx, execution: Execution): Promise<Incident> {
  // Slack is asked before the transaction; the incident that it is held against is the locked one.
  const who = await whoAsks(ctx, execution.command);
  const incident = await ctx.db.plain.transaction((tx) => executeIn(tx, ctx, { ...execution, who }));
  ctx.nudge();
  return incident;
}

/** The same inside a transaction that is open already. `who` comes from `whoAsks`, before the transaction was opened. */
export async function executeIn(
  tx: Askable,
  ctx: Ctx,
  { incidentId, command, delivery, channel = null, who }: Execution & { who: Who | null },
): Promise<Incident> {
  const before = await lockIncident(tx, incidentId);
  if (before === null) throw noSuchIncident();
  if (delivery !== undefined && !(await isFirstDelivery(tx, before.workspace, delivery, ctx.now()))) return before;
  return carryOut(tx, ctx, { before, command, channel, who });
}

/** What is asked of an incident that is locked, where, and by whom (from `whoAsks` or `readWho`). */
export type Asked = { before: Incident; command: Command; channel: string | null; who: Who | null };

/** Permits, decides and saves what comes of it, in the transaction that holds the incident. */
export async function carryOut(tx: Askable, ctx: Ctx, asked: Asked): Promise<Incident> {
  try {
    return await decideAndSave(tx, ctx, asked);
  } catch (error) {
    countRefusal(ctx, asked.command.type, error);
    throw error;
  }
}

async function decideAndSave(tx: Askable, ctx: Ctx, { before, command, channel, who }: Asked): Promise<Incident> {
  const now = ctx.now();
  const unchecked = permitCommand(ctx, { incident: before, command, channel, who });
  const { workspace, number } = before;
  await noteOrigin(tx, ctx, { workspace, who: who?.user ?? null, action: command.type, incident: number });
  // Here and where an incident is declared: nothing that is kept or shown afterwards can hold a secret.
  const { policy } = await ctx.runbooks.of(before, tx);
  const other = await otherPolicy(tx, ctx, before, command);
  const { incident, facts, effects } = decide(before, maskAll(command).masked, policy, now, other);
  if (unchecked !== null && facts.length > 0) facts.push(unchecked);
  if (
    facts.length === 0 &&
    effects.length === 0 &&
    isDeepStrictEqual({ ...incident, version: before.version }, before)
  ) {
    // It came too early, by the clock of another replica say.
    if (command.type === 'tick') await setWake(tx, before.id, nextWake(before, policy));
    countCommand(ctx, { command, before, after: before, policy });
    return before;
  }
  // What leaves no trace in the record, following say, leaves it in the audit trail.
  if (facts.length === 0 && command.type !== 'sign' && ctx.origin === undefined && who !== null)
    await noteDone(tx, ctx, { workspace, who: who.user, action: command.type, incident: number });
  const after = incident.runbook === before.runbook ? policy : await moved(tx, ctx, incident);
  // A tick's own job is about to end, so that the timer that stands may be without one.
  const anew = command.type === 'tick';
  const pressing = isPressing(incident, after);
  await saveIncident(tx, incident, { facts, wakeAt: nextWake(incident, after), anew, now });
  await enqueueEffects(tx, { ...incident, pressing }, doable(ctx, effects), now);
  if (incident.private && !before.private) await moveToPrivate(tx, incident, now);
  else if (incident.private && command.type === 'memberLeft') await veilMessagesTo(tx, incident, command.user, now);
  countCommand(ctx, { command, before, after: incident, policy });
  return incident;
}

/** The policy of the runbook that a command is about, where it is about one. Null: that one is not kept any more. */
async function otherPolicy(tx: Askable, ctx: Ctx, before: Incident, command: Command): Promise<Policy | null> {
  if (command.type !== 'replan' && command.type !== 'compareRunbook') return null;
  const { current } = ctx.runbooks;
  if (command.type === 'compareRunbook' || command.to === 'current') return current.policy;
  const wanted = before.replanned?.from ?? current.hash;
  const { hash, policy } = await ctx.runbooks.of({ ...before, runbook: wanted }, tx);
  return hash === wanted ? policy : null;
}

async function moved(tx: Askable, ctx: Ctx, incident: Incident): Promise<Policy> {
  const { hash, files, policy } = await ctx.runbooks.of(incident, tx);
  // Retention may have dropped a version that nothing went by until now.
  await keepVersion(tx, { hash, files, now: ctx.now() });
  return policy;
}

function permitCommand(
  ctx: Ctx,
  asked: { incident: Incident; command: Command; channel: string | null; who: Who | null },
): Fact | null {
  const { incident, command, channel, who } = asked;
  const request = askedBy(command);
  if (request === null) return null;
  if (who?.user !== request.user) throw new Error(`${command.type} was asked without saying who asks`);
  return permit(ctx, { incident, permission: request.permission, who, channel, doing: command.type });
}
