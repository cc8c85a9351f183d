import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import type { Draft } from '../draft.ts';
import type { Incident } from '../incident.ts';
import type { Policy } from '../policy.ts';
import type { OwnMoment } from '../runbook-parts.ts';
import { refuseComing, tellCorrection } from './record.ts';

type Reached = NonNullable<OwnMoment['with']>;
const inOrder: readonly Reached[] = ['investigating', 'identified', 'monitoring', 'resolved'];

/**
 * Moments of the policy that come with a status, the first time that the incident gets it. One that was passed over counts
 * as reached, as it does for the moments that every incident has.
 */
export function reachOwnMoments(incident: Incident, policy: Policy, status: Reached, at: Date): void {
  const reached = inOrder.slice(0, inOrder.indexOf(status) + 1);
  for (const moment of policy.moments)
    if (moment.with !== null && reached.includes(moment.with) && !(moment.key in incident.ownMoments))
      incident.ownMoments[moment.key] = at;
}

/** A moment of the policy's own is set or put right; what it was before stays on the timeline. */
export function correctOwnMoment(draft: Draft, command: Extract<Command, { type: 'correctOwnMoment' }>): void {
  const { incident, policy } = draft;
  const moment = policy.moments.find(({ key }) => key === command.moment);
  if (moment === undefined)
    throw new UserError(
      'no-such-moment',
      `The policy has no moment “${command.moment.slice(0, 40)}”.`,
      policy.moments.length === 0
        ? 'Moments of your own are named under `moments` in policy.yaml.'
        : `It has ${policy.moments.map(({ key }) => key).join(', ')}.`,
    );
  refuseComing(draft, command.at);
  const from = incident.ownMoments[moment.key] ?? null;
  if (moment.key in incident.ownMoments && from?.getTime() === command.at?.getTime()) return;
  incident.ownMoments[moment.key] = command.at;
  const { key, name } = moment;
  tellCorrection(draft, command.by, { moment: key, name }, { from, to: command.at });
}
