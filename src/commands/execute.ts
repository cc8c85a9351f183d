import { isDeepStrictEqual } from 'node:util';
import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import { enqueueEffects, setWake } from '../db/effects.ts';
import { type Tx, lockIncident, saveIncident } from '../db/incidents.ts';
import { appendFacts } from '../db/timeline.ts';
import { decide } from '../domain/decide.ts';
import type { Command } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import { maskAll } from '../domain/mask-secrets.ts';
import { nextWake } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';

/** What is asked of which incident. `delivery` is Slack's id of the press or event: the second of the same does nothing. */
export type Execution = { incidentId: string; command: Command; delivery?: string };

/** One command, one transaction: lock, decide, save, append, enqueue. Returns the incident as it is now. */
export async function execute(ctx: Ctx, execution: Execution): Promise<Incident> {
  const incident = await ctx.db.prisma.$transaction((tx) => executeIn(tx, ctx, execution));
  ctx.nudge();
  return incident;
}

/** The same inside a transaction that is open already. */
export async function executeIn(tx: Tx, ctx: Ctx, { incidentId, command, delivery }: Execution): Promise<Incident> {
  const before = await lockIncident(tx, incidentId);
  if (before === null)
    throw new UserError('no-such-incident', 'I do not know that incident.', 'Use `list` to see what is open.');
  const now = ctx.now();
  if (delivery !== undefined && !(await isFirstDelivery(tx, before.workspace, delivery, now))) return before;
  // Here and where an incident is declared: nothing that is kept or shown afterwards can hold a secret.
  const { incident, facts, effects } = decide(before, maskAll(command).masked, ctx.policy, now);
  if (facts.length === 0 && effects.length === 0 && isDeepStrictEqual({ ...incident, version: before.version }, before))
    return before;
  await appendFacts(tx, incident, facts, now);
  const wakeAt = nextWake(incident, ctx.policy);
  await saveIncident(tx, incident, wakeAt);
  await enqueueEffects(tx, incident, effects, now);
  await setWake(tx, incidentId, wakeAt);
  return incident;
}
