import { UserError } from '../../errors.ts';
import type { Command, Merging } from '../commands.ts';
import { type Draft, inviteBeforeMention, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { takeFollowers } from '../followers.ts';
import { type Incident, nameOf } from '../incident.ts';
import type { WorkingStatus } from '../working-statuses.ts';
import type { Change, Notice } from '../notices.ts';
import { touch } from '../people.ts';
import { end } from './ending.ts';

/** How long a merge can be taken back as if it had not been. Milliseconds. */
export const undoableFor = minutes(30);

/** It goes on in another incident: its timers stop, and whoever it called hears so by an edit. */
export function mergeInto(draft: Draft, command: Extract<Command, { type: 'mergeInto' }>, before: Incident): void {
  const { incident, now } = draft;
  const { by, other } = command;
  refuseUnlike(incident, other);
  end(draft, 'merged', by);
  incident.after = [];
  incident.merged = {
    into: { id: other.id, number: other.number },
    at: now,
    by,
    undoUntil: plus(now, undoableFor),
    was: {
      status: workingStatusOf(before),
      since: before.statusSince,
      by: before.statusBy,
      soakUntil: before.soakUntil,
      parked: before.parked,
      handovers: before.handovers,
      plannedHandovers: before.plannedHandovers,
    },
  };
  record(draft, 'merged', by, { into: nameOf(other), incident: other.id });
  tell(draft, by, { what: 'merged', other: other.id });
  refreshOffer(draft);
}

/**
 * Another incident goes on in this one: its people are invited, its roles stay behind, because a role moves by people only.
 * Who answered for the other one has answered for this one, unless this one is more severe.
 */
export function absorb(draft: Draft, command: Extract<Command, { type: 'absorb' }>): void {
  const { incident, now } = draft;
  const { by, other } = command;
  refuseUnlike(incident, other);
  const answered = answerThatCounts(draft, other);
  incident.absorbed = [
    ...incident.absorbed.filter(({ id }) => id !== other.id),
    { id: other.id, number: other.number, at: now, by, answered, until: null },
  ];
  record(draft, 'absorbed', by, { from: nameOf(other), incident: other.id, answered });
  const invited = other.people.filter((user) => !incident.invited.includes(user)).length;
  inviteBeforeMention(draft, other.people);
  takeFollowers(incident, other);
  if (answered !== null) {
    incident.acknowledgements.push({ user: answered, at: now });
    incident.standing = { user: answered, at: now };
    incident.moments.acknowledged ??= now;
    refreshAll(draft, incident.calls);
  }
  tell(draft, by, { what: 'absorbed', other: other.id, invited, answered, tasks: other.tasks });
  refreshOffer(draft);
  refreshSurfaces(draft);
  touch(draft, by);
}

/** Somebody says that it is not the same: the question is taken away, and the record keeps the answer. */
export function declineMerge(draft: Draft, command: Extract<Command, { type: 'declineMerge' }>): void {
  const { incident } = draft;
  const offer = incident.mergeOffer;
  if (offer === null || offer.declinedBy !== null) return;
  offer.declinedBy = command.by;
  const others = incident.similar.filter(({ id }) => offer.others.includes(id)).map(nameOf);
  record(draft, 'mergeDeclined', command.by, { others });
  refreshOffer(draft);
  touch(draft, command.by);
}

/** The message that asks whether it is the same shows the answer. */
export function refreshOffer(draft: Draft): void {
  const { mergeOffer } = draft.incident;
  if (mergeOffer !== null) refreshAll(draft, [mergeOffer.id]);
}

/** Says it in the incident's channel. The announcement is edited; its thread hears nothing, because nothing new happened. */
export function tell(
  draft: Draft,
  by: string,
  change: Change,
  replan: Extract<Notice, { type: 'change' }>['replan'] = null,
): void {
  post(draft, { type: 'change', by, at: draft.now.toISOString(), change, replan });
}

// An answer to something less severe holds nobody's call for something more severe, as with an upgrade.
function answerThatCounts({ incident, policy }: Draft, other: Merging): string | null {
  if (incident.standing !== null || other.standing === null) return null;
  // The other may go on by another runbook, with severities that this one does not know.
  const rank = (key: string) => policy.severities.find((severity) => severity.key === key)?.rank ?? Infinity;
  return rank(other.severity) <= rank(incident.severity) ? other.standing : null;
}

/** Refuses two that cannot be one: an exercise and the real thing, a private one and one that everybody reads. */
function refuseUnlike(incident: Incident, other: Merging): void {
  const [own, theirs] = [nameOf(incident), nameOf(other)];
  if (incident.id === other.id)
    throw new UserError(
      'merge-itself',
      `${own} cannot be merged into itself.`,
      'Name the other incident: `merge INC-41`.',
    );
  if (incident.kind !== other.kind)
    throw new UserError(
      'merge-kinds',
      `${own} is ${kinds[incident.kind]} and ${theirs} is ${kinds[other.kind]}: such two are never merged.`,
      'Call off the one that is not needed: `cancel`.',
    );
  if (incident.private !== other.private)
    throw new UserError(
      'merge-privacy',
      `${incident.private ? own : theirs} is private and ${incident.private ? theirs : own} is not: merged, one of them would show the other to people who must not see it.`,
      'Call off the one that is not needed, as a duplicate, and invite the people you need to the other.',
    );
}

const kinds = { real: 'real', drill: 'a drill', backfill: 'recorded afterwards' } as const;

function workingStatusOf({ status }: Incident): WorkingStatus {
  return status === 'identified' || status === 'monitoring' ? status : 'investigating';
}
