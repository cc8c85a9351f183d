import { UserError } from '../../errors.ts';
import { nextUpdateDue, promiseUpdate } from '../cadence.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { addDuration, plus } from '../duration.ts';
import { type Incident, nameOf } from '../incident.ts';
import { ladderOf } from '../ladder.ts';
import { patienceOf, retireElapsed, touch } from '../people.ts';
import { severityOf } from '../policy.ts';
import { replanOf } from '../replan.ts';
import { clockTime } from '../wording.ts';
import { refreshOffer, tell } from './merge.ts';

/** It is an incident of its own again, as it was; what elapsed meanwhile never fires, and an update is newly promised. */
export function undoMerge(draft: Draft, command: Extract<Command, { type: 'undoMerge' }>, before: Incident): void {
  const { incident, policy, now } = draft;
  const { merged } = incident;
  if (merged === null) return;
  if (now > merged.undoUntil) throw tooLate(incident, merged);
  incident.status = merged.was.status;
  incident.statusSince = merged.was.since;
  incident.statusBy = merged.was.by;
  incident.soakUntil = merged.was.soakUntil;
  incident.merged = null;
  waitAgain(draft, merged.was);
  goOnWaiting(draft);
  incident.cadence = { ...incident.cadence, snoozed: false, asks: [] };
  promiseUpdate(draft, nextUpdateDue(incident, policy, now));
  record(draft, 'mergeUndone', command.by, { from: nameOf(merged.into), incident: merged.into.id });
  const replan = incident.parked === null ? replanOf(before, incident, policy) : null;
  tell(draft, command.by, { what: 'mergeUndone', other: merged.into.id }, replan);
  refreshAll(draft, incident.calls);
  refreshOffer(draft);
  plan(draft, { type: 'setTopic' });
  refreshSurfaces(draft);
  touch(draft, command.by);
}

/** What was merged into this one goes its own way; an answer that had come with it goes, too. */
export function release(draft: Draft, command: Extract<Command, { type: 'release' }>): void {
  const { incident } = draft;
  const { by, other, until } = command;
  const found = incident.absorbed.find(({ id }) => id === other);
  if (found === undefined) return;
  incident.absorbed =
    until === null
      ? incident.absorbed.filter(({ id }) => id !== other)
      : incident.absorbed.map((one) => (one.id === other ? { ...one, until } : one));
  const kept = until !== null;
  if (!kept) takeBackAnswer(draft, found);
  record(draft, 'released', by, { from: nameOf(found), incident: other, kept });
  tell(draft, by, { what: 'released', other, kept });
  refreshSurfaces(draft);
}

// What people had agreed to wait for: the clock ends at once what ran out meanwhile, but nobody was expected to answer.
function waitAgain(draft: Draft, was: NonNullable<Incident['merged']>['was']): void {
  const { incident, policy, now } = draft;
  incident.parked = was.parked;
  // While it was merged nobody was expected here.
  incident.liveness = { from: now, asked: null };
  incident.plannedHandovers = was.plannedHandovers;
  const until = plus(now, patienceOf(incident, policy));
  const pending = Object.entries(was.handovers).map(([role, asked]) => [role, { ...asked, until }]);
  incident.handovers = Object.fromEntries(pending);
  refreshAll(draft, [
    ...Object.values(incident.handovers).map(({ id }) => id),
    ...(was.parked === null ? [] : [was.parked.told]),
  ]);
}

// Nobody was expected to answer while it was merged: every wait for somebody begins now.
function goOnWaiting(draft: Draft): void {
  const { incident, policy, now } = draft;
  retireElapsed(draft);
  if (incident.standing !== null) incident.standing.at = now;
  if (incident.commanderVacantSince !== null) incident.commanderVacantSince = now;
  // With its last step elapsed the ladder begins its next round ten minutes from now, if nobody answers.
  if (ladderOf(incident, policy).some((step) => step.kind === 'reach')) incident.ladder.lastReachAt = now;
  const { respondWithin } = severityOf(policy, incident.severity);
  if (addDuration(incident.ladder.start, respondWithin, policy) <= now) incident.ladder.respondWithinMissed = true;
  incident.quietSince = now;
}

// Else nobody would be called for this one, though nobody has answered for it.
function takeBackAnswer({ incident, now, ...draft }: Draft, { answered, at }: Incident['absorbed'][number]): void {
  if (answered === null) return;
  const { acknowledgements } = incident;
  incident.acknowledgements = acknowledgements.filter(
    (ack) => ack.user !== answered || ack.at.getTime() !== at.getTime(),
  );
  if (incident.moments.acknowledged?.getTime() === at.getTime())
    incident.moments.acknowledged = incident.acknowledgements[0]?.at ?? null;
  const ownAnswer = incident.acknowledgements.some((ack) => ack.user === answered && ack.at >= at);
  if (incident.standing?.user !== answered || ownAnswer) return;
  incident.standing = null;
  incident.ladder.resumedAt = now;
  refreshAll({ incident, now, ...draft }, incident.calls);
}

function tooLate(incident: Incident, merged: NonNullable<Incident['merged']>): UserError {
  return new UserError(
    'undo-too-late',
    `${nameOf(incident)} was merged into ${nameOf(merged.into)} at ${clockTime(merged.at)}; a merge can be undone for 30 minutes.`,
    `If it is a problem of its own after all, reopen it. What it recorded so far stays with ${nameOf(merged.into)}.`,
    { offer: { label: 'Reopen', action: 'reopen', value: { incident: incident.id } } },
  );
}
