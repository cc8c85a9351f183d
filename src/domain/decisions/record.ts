import { tellTrouble } from './trouble.ts';
import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, post, record, refreshSurfaces } from '../draft.ts';
import { minutes } from '../duration.ts';
import type { Incident } from '../incident.ts';
import { surfaceId } from '../effects.ts';
import { tellsWithdrawal } from './make-private.ts';

/** A moment is put right; what it was before stays on the timeline. */
export function correctMoment(
  draft: Draft,
  command: Extract<Command, { type: 'correctMoment' }>,
  before: Incident,
): void {
  const { incident } = draft;
  const from = before.moments[command.moment];
  refuseComing(draft, command.at);
  if (from?.getTime() === command.at?.getTime()) return;
  if (command.moment === 'declared') {
    if (command.at === null)
      throw new UserError(
        'moment-needed',
        'Every incident has a time of declaration.',
        'Give the right time, such as `02:48`.',
      );
    incident.moments.declared = command.at;
  } else incident.moments[command.moment] = command.at;
  tellCorrection(draft, command.by, { moment: command.moment }, { from, to: command.at });
}

/** A moment that was put right: on the record with what it was, in the channel and on what shows it. `name` where it is the policy's own. */
export function tellCorrection(
  draft: Draft,
  by: string,
  of: { moment: string; name?: string },
  { from, to }: { from: Date | null; to: Date | null },
): void {
  const fact = { ...of, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  record(draft, 'momentCorrected', by, fact);
  const at = draft.now.toISOString();
  post(draft, { type: 'change', by, at, change: { what: 'moment', ...fact }, replan: null });
  refreshSurfaces(draft);
}

/** Refuses a time that nobody can know yet. */
export function refuseComing({ now }: Draft, at: Date | null): void {
  if (at === null || at.getTime() <= now.getTime() + minutes(1)) return;
  throw new UserError('moment-in-future', 'That time has not come yet.', 'Give a time in the past, such as `02:48`.');
}

/** The post-mortem is written again; what people changed in it stays. */
export function draftAgain(draft: Draft, command: Extract<Command, { type: 'regeneratePostMortem' }>): void {
  plan(draft, { type: 'draftPostMortem', by: command.by });
}

/** The draft is there. */
export function postMortemDrafted(draft: Draft, command: Extract<Command, { type: 'postMortemDrafted' }>): void {
  record(draft, 'postMortemDrafted', null, { version: command.version });
  const left = command.left ?? [];
  if (left.length === 0) return;
  post(draft, {
    type: 'trouble',
    what: `Slack did not let me delete ${left.join(', ')}, and what was redacted is still in there.`,
    remedy: 'Delete it by hand.',
  });
}

/** Somebody joins: invited into the channel. */
export function join(draft: Draft, command: Extract<Command, { type: 'join' }>): void {
  if (draft.incident.invited.includes(command.by)) {
    // Invited once, perhaps left since: another invitation does no harm.
    plan(draft, { type: 'invite', users: [command.by], ordered: false });
    return;
  }
  inviteBeforeMention(draft, [command.by]);
  record(draft, 'joined', command.by, {});
}

/** Somebody said something in the channel. Kept once a minute, and only of those whose silence would matter. */
export function sign(draft: Draft, command: Extract<Command, { type: 'sign' }>): void {
  const { incident, now } = draft;
  const last = incident.active[command.by];
  const watched =
    incident.standing?.user === command.by || Object.values(incident.roles).some((role) => role.user === command.by);
  if (!watched || (last !== undefined && now.getTime() - last.getTime() < minutes(1))) return;
  incident.active[command.by] = now;
}

/** A step of the outside could not be done and will not be tried again by itself. */
export function effectFailed(draft: Draft, command: Extract<Command, { type: 'effectFailed' }>): void {
  const { incident } = draft;
  record(draft, 'effectFailed', null, { what: command.what, reason: command.reason });
  const opening = Object.values({
    channel: surfaceId(incident.id, 'channel'),
    headline: surfaceId(incident.id, 'headline'),
    announcement: surfaceId(incident.id, 'announcement'),
    receipt: surfaceId(incident.id, 'receipt'),
  });
  if (tellsWithdrawal(draft, command)) return;
  // The receipt tells these to the declarer, with a button; only the rest needs a word in the channel.
  if (incident.channel === null || opening.includes(command.effect)) return;
  if (command.effect.startsWith(`${incident.id}:1.`)) return;
  tellTrouble(draft, command);
}
