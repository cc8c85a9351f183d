import { UserError } from '../../errors.ts';
import type { Backfill, Declaration } from '../commands.ts';
import { type Decision, type Draft, plan, record } from '../draft.ts';
import { minutes } from '../duration.ts';
import { surfaceId } from '../effects.ts';
import type { Incident } from '../incident.ts';
import type { Policy } from '../policy.ts';
import { showChecklists } from './checklists.ts';
import { reachOwnMoments } from './own-moments.ts';
import { openIt, withoutFirstEdits } from './declare.ts';

/**
 * An incident that is over is recorded afterwards: with the times that it had, resolved, with its channel, its closing list and
 * the draft of its post-mortem. Nobody is called, nothing is announced, no timer starts.
 */
export function recordBackfill(
  incident: Incident,
  declaration: Declaration & { backfill: Backfill },
  policy: Policy,
  now: Date,
): Decision {
  const { backfill, declaredBy } = declaration;
  refuseImpossible(backfill, now);
  const { declared, resolved } = backfill;
  incident.moments = { ...incident.moments, ...momentsOf(backfill) };
  reachOwnMoments(incident, policy, 'investigating', backfill.declared);
  if (backfill.mitigated !== null) reachOwnMoments(incident, policy, 'monitoring', backfill.mitigated);
  reachOwnMoments(incident, policy, 'resolved', backfill.resolved);
  incident.status = 'resolved';
  incident.statusSince = resolved;
  incident.commanderVacantSince = null;
  const { what, fix, customers } = backfill;
  incident.resolution = { what, fix, customers, owner: declaredBy };
  const draft: Draft = { incident, policy, now, facts: [], effects: [] };
  const { title, severity, kind, affected, impact, exposure } = incident;
  const told = { title, severity, kind, private: incident.private, affected, impact, exposure, quote: null };
  record(draft, 'declared', declaredBy, told, { at: declared });
  if (backfill.mitigated !== null)
    record(
      draft,
      'statusChanged',
      declaredBy,
      { from: 'investigating', to: 'monitoring', why: null },
      { at: backfill.mitigated },
    );
  const ending = { what, fix, customers, owner: declaredBy, headBefore: incident.head.hash };
  record(draft, 'resolved', declaredBy, ending, { at: resolved });
  openIt(draft, []);
  showChecklists(draft);
  plan(draft, { type: 'draftPostMortem', by: null });
  return { incident, facts: draft.facts, effects: draftBehindChannel(draft) };
}

// The draft is posted into the channel, which is only being opened.
function draftBehindChannel(draft: Draft): Decision['effects'] {
  const channel = surfaceId(draft.incident.id, 'channel');
  return withoutFirstEdits(draft).map((planned) =>
    planned.effect.type === 'draftPostMortem' ? { ...planned, needs: channel } : planned,
  );
}

function momentsOf({ impactStarted, detected, declared, mitigated, resolved }: Backfill) {
  return { impactStarted, detected, declared, mitigated: mitigated ?? resolved, resolved };
}

const names = {
  impactStarted: 'the impact started',
  detected: 'it was detected',
  declared: 'it was taken up',
  mitigated: 'users no longer felt it',
  resolved: 'it was resolved',
} as const;

function refuseImpossible(backfill: Backfill, now: Date): void {
  const given = (['impactStarted', 'detected', 'declared', 'mitigated', 'resolved'] as const).flatMap((name) => {
    const at = backfill[name];
    return at === null ? [] : [{ name, at }];
  });
  const coming = given.find(({ at }) => at.getTime() > now.getTime() + minutes(1));
  if (coming)
    throw new UserError(
      'backfill-in-future',
      `The time when ${names[coming.name]} has not come yet.`,
      'Give a time in the past. If it is still going on, declare it: `declare`.',
    );
  const after = given.find(({ at }) => at > backfill.resolved);
  if (after)
    throw new UserError(
      'backfill-order',
      `The time when ${names[after.name]} is after the time when it was resolved.`,
      'Correct one of the two.',
    );
}
