import { listOpen } from '../../commands/find-incident.ts';
import { readReviews } from '../../commands/read-reviews.ts';
import type { Ctx } from '../../context.ts';
import { onlyWorkspace } from '../../db/incidents.ts';
import { handoverOf } from '../../domain/duty-handover.ts';
import type { Incident } from '../../domain/incident.ts';
import { type Turn, turnAt } from '../../domain/on-duty.ts';
import type { OwnNotice } from '../../domain/own-effects.ts';
import type { Rendered } from '../../slack/views/build-blocks.ts';
import { renderDutyHandover, renderOnDuty } from '../../slack/views/duty.ts';
import { renderReview } from '../../slack/views/upkeep.ts';

const mostListed = 11;

/** A message of Muster's own as it reads now; null: there is nothing to tell any more. */
export async function ownMessage(ctx: Ctx, about: OwnNotice): Promise<Rendered | null> {
  switch (about.type) {
    case 'turn': {
      const turn = turnFrom(ctx, about.from);
      const { policy } = ctx.runbooks.current;
      return turn === null ? null : renderDutyHandover(policy, turn, handoverOf(policy, turn));
    }
    case 'onDuty': {
      const turn = turnFrom(ctx, about.from);
      return turn === null ? null : onDutyMessage(ctx, turn, about.user);
    }
    case 'review': {
      const { policy, owner, record } = await readReviews(ctx);
      const { slackCommand: command } = ctx.config;
      return renderReview({ policy, owner, record, now: ctx.now(), command });
    }
  }
}

/** Null when the rotation was edited meanwhile, or the turn is over. */
function turnFrom(ctx: Ctx, from: string): Turn | null {
  const turn = turnAt(ctx.runbooks.current.policy, new Date(from));
  return turn === null || turn.from.toISOString() !== from || turn.to <= ctx.now() ? null : turn;
}

async function onDutyMessage(ctx: Ctx, turn: Turn, user: string): Promise<Rendered> {
  const { policy } = ctx.runbooks.current;
  const mine = handoverOf(policy, turn).filter(
    (one) => one.from !== one.to && one.to !== null && policy.people[one.to]?.slack === user,
  );
  const workspace = await onlyWorkspace(ctx.db.prisma);
  // Of private ones only what this person may see.
  const open = workspace === null ? [] : await listOpen(ctx, { workspace, viewer: user, limit: mostListed });
  const runbookOf = await ctx.runbooks.ofAll(open);
  const policyOf = (incident: Incident) => runbookOf(incident).policy;
  return renderOnDuty(policy, turn, { roles: mine.map(({ role }) => role), open, policyOf });
}
