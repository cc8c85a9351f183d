import { z } from 'zod';
import { listOpen } from '../commands/find-incident.ts';
import type { Ctx } from '../context.ts';
import { onlyWorkspace } from '../db/incidents.ts';
import { handoverOf, nextHandover, toldAt } from '../domain/duty-handover.ts';
import type { Incident } from '../domain/incident.ts';
import { type Turn, turnAt } from '../domain/on-duty.ts';
import { UserError } from '../errors.ts';
import { classifyFailure } from '../slack/client-errors.ts';
import { findMarked, markOf } from '../slack/client-marks.ts';
import type { Rendered } from '../slack/views/build-blocks.ts';
import { renderDutyHandover, renderOnDuty } from '../slack/views/duty.ts';
import { findAnnounceChannel } from './find-announce-channel.ts';

/** The job that looks who is on duty. One row of the queue for all replicas. */
export const dutyTask = 'duty';
/** The job of one message of a handover, one row for each: `to` is a member, or null for the announcements channel. */
export const tellDutyTask = 'tellDuty';

const payloadSchema = z.object({ from: z.coerce.date(), to: z.string().nullable() });
const mostListed = 11;

/** Plans the next handover where the policy has a rotation; one that is planned already, or overdue, stays. */
export async function planDuty(ctx: Ctx): Promise<void> {
  await planNext(ctx, 'preserve_run_at');
}

/** A turn begins: a message for the announcements channel, and one for everybody who comes on duty. Then the next is planned. */
export async function changeTurn(ctx: Ctx): Promise<void> {
  const { policy } = ctx.runbooks.current;
  const turn = turnAt(policy, ctx.now());
  if (turn !== null && toldAt(turn, policy) <= ctx.now()) {
    const incoming = handoverOf(policy, turn).filter(({ from, to }) => from !== to);
    const members = incoming.flatMap(({ to }) => (to === null ? [] : (policy.people[to]?.slack ?? [])));
    for (const to of [null, ...new Set(members)]) {
      const key = keyOf(turn.from, to);
      await ctx.db.prisma.$executeRaw`
        SELECT graphile_worker.add_job(${tellDutyTask}::text, ${{ from: turn.from.toISOString(), to }}::json,
          job_key := ${key}::text)`;
    }
  }
  await planNext(ctx, 'replace');
}

/** Posts one message of a handover, unless it is there already: a job that was broken off runs again. */
export async function tellDuty(ctx: Ctx, payload: unknown): Promise<void> {
  const { from, to } = payloadSchema.parse(payload);
  const turn = turnAt(ctx.runbooks.current.policy, from);
  // The rotation was edited meanwhile, or the turn is over.
  if (turn === null || turn.from.getTime() !== from.getTime() || turn.to <= ctx.now()) return;
  try {
    const channel = to === null ? await findAnnounceChannel(ctx) : await openDirect(ctx, to);
    if (channel === null) return;
    const effect = keyOf(from, to);
    if ((await findMarked(ctx.slack, { channel, thread: null, effect, since: from })) !== null) return;
    const { text, blocks } = await messageFor(ctx, turn, to);
    await ctx.slack.chat.postMessage({ channel, text, blocks, metadata: markOf(effect), unfurl_links: false });
  } catch (err) {
    if (!(err instanceof UserError) && classifyFailure(err, 0)?.kind !== 'giveUp') throw err;
    ctx.log.warn({ err, to }, 'Nobody could be told there that a new turn of the rotation began');
  }
}

async function messageFor(ctx: Ctx, turn: Turn, to: string | null): Promise<Rendered> {
  const { policy } = ctx.runbooks.current;
  const roles = handoverOf(policy, turn);
  if (to === null) return renderDutyHandover(policy, turn, roles);
  const mine = roles.filter((one) => one.from !== one.to && one.to !== null && policy.people[one.to]?.slack === to);
  const workspace = await onlyWorkspace(ctx.db.prisma);
  // Of private ones only what this person may see.
  const open = workspace === null ? [] : await listOpen(ctx, { workspace, viewer: to, limit: mostListed });
  const runbookOf = await ctx.runbooks.ofAll(open);
  const policyOf = (incident: Incident) => runbookOf(incident).policy;
  return renderOnDuty(policy, turn, { roles: mine.map(({ role }) => role), open, policyOf });
}

async function openDirect({ slack }: Ctx, user: string): Promise<string | null> {
  const { channel } = await slack.conversations.open({ users: user });
  return channel?.id ?? null;
}

function keyOf(from: Date, to: string | null): string {
  return `duty:${from.toISOString()}:${to ?? 'announcements'}`;
}

async function planNext(ctx: Ctx, mode: 'replace' | 'preserve_run_at'): Promise<void> {
  const at = nextHandover(ctx.runbooks.current.policy, ctx.now());
  if (at === null) return;
  await ctx.db.prisma.$executeRaw`
    SELECT graphile_worker.add_job(${dutyTask}::text, run_at := ${at}, job_key := ${dutyTask}::text,
      job_key_mode := ${mode}::text)`;
}
