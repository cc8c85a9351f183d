import type { Command, Rung } from '../commands.ts';
import { type Draft, inviteBeforeMention, post, record, refreshAll } from '../draft.ts';
import { isOpen } from '../incident.ts';
import { pendingSteps } from '../ladder.ts';
import type { DueItem } from '../notices.ts';
import { severityOf } from '../policy.ts';
import { acknowledgeRings, isRingNeeded, keepRing, resolveRings } from '../rings.ts';
import { answerOf } from '../waiting-call.ts';
import { mention } from '../wording.ts';
import { fireStep, track } from './calling.ts';
import { keepTrouble } from './trouble.ts';

/** What a pager said: on the record, shown where the call is shown, and told where nobody was reached. */
export function rang(draft: Draft, command: Extract<Command, { type: 'rang' }>): void {
  const { effect, user, title, answer } = command;
  const { incident, now } = draft;
  record(draft, 'pageAnswered', null, {
    user,
    title,
    outcome: answer.outcome,
    via: answer.via,
    reason: answer.outcome === 'refused' ? answer.reason : null,
    rang: answer.outcome === 'accepted',
    with: answer.outcome === 'accepted' ? (answer.with ?? null) : null,
  });
  if (answer.outcome === 'refused') return unreached(draft, command, { ...answer, tried: false });
  // Whose phone rings for another incident is shown and settled there.
  if (answer.outcome === 'accepted' && answer.with !== undefined) return;
  const accepted = answer.outcome === 'accepted';
  keepRing(draft, effect, {
    user,
    title,
    via: answer.via,
    at: now,
    accepted,
    page: accepted ? answer.page : null,
    assignee: accepted ? answer.assignee : null,
    movedTo: null,
    acknowledged: null,
    ended: null,
    attached: null,
  });
  // Somebody was faster than the pager.
  if (!isOpen(incident)) resolveRings(draft, null, user);
  else if (!isRingNeeded(command, incident)) {
    if (answerOf(incident, user) === null) resolveRings(draft, null, user);
    else acknowledgeRings(draft, user, user);
  }
  refreshAll(draft, incident.calls);
}

/** The pager does not answer, or does not want it now: told once, and asked again until it does. */
export function ringDelayed(draft: Draft, command: Extract<Command, { type: 'ringDelayed' }>): void {
  const { effect, user, title, via, reason } = command;
  if (draft.incident.troubles[effect] !== undefined || !isRingNeeded(command, draft.incident)) return;
  record(draft, 'pageAnswered', null, { user, title, outcome: 'delayed', via, reason, rang: false, with: null });
  unreached(draft, command, { via, reason, tried: true });
}

/**
 * Says who was not reached and what is being done instead. On the highest severity the next step does not wait for its minute.
 */
function unreached(
  draft: Draft,
  { effect, user, title, call }: Rung & { effect: string },
  { via, reason, tried }: { via: string; reason: string; tried: boolean },
): void {
  const { incident, policy } = draft;
  const told = incident.troubles[effect];
  if (told !== undefined) {
    incident.troubles[effect] = { ...told, again: { at: draft.now, reason }, mendedAt: null, trying: tried };
    return refreshAll(draft, [told.message]);
  }
  if (!incident.private) inviteBeforeMention(draft, [user]);
  const phone = Object.values(policy.people).find((person) => person.slack === user)?.phone ?? null;
  // Who is not in a private channel is not named there by a mention, which would call them to it.
  const name = incident.invited.includes(user) ? mention(user) : null;
  const who = name === null ? title || 'Who was paged' : `${name}${title === '' ? '' : ` (${title})`}`;
  const next = call === 'reach' ? nextAtOnce(draft) : null;
  const remedy = [
    `A message in Slack went to them.${tried ? ` I go on trying ${via}.` : ''}`,
    phone === null ? 'Call them if you can, or page somebody else.' : `Call them: ${phone}. Or page somebody else.`,
    ...(next === null ? [] : [`Next on the ladder, now: ${next.called.title}.`]),
  ].join(' ');
  const what = `${who} was not paged: ${reason}.`;
  keepTrouble(draft, effect, post(draft, { type: 'trouble', what, remedy, retry: effect }), tried);
  if (next !== null) track(draft, post(draft, { type: 'due', items: [next] }));
}

/** On the highest severity, the next step of the ladder that must be answered: it does not wait when nobody was reached. */
export function nextAtOnce(draft: Draft): Extract<DueItem, { type: 'step' }> | null {
  const { incident, policy, now } = draft;
  if (severityOf(policy, incident.severity).rank > 0 || incident.parked !== null || incident.standing !== null)
    return null;
  const [next] = pendingSteps(incident, policy)
    .filter((step) => step.kind === 'reach')
    .sort((a, b) => a.after - b.after);
  return next === undefined ? null : fireStep(draft, next, now, 'unreached', null);
}
