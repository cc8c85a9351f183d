import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, refreshSurfaces } from '../draft.ts';
import { minutes, plus } from '../duration.ts';
import { nameOf } from '../incident.ts';
import { ladderOf, stepTimes, untriedSteps } from '../ladder.ts';
import type { DueItem } from '../notices.ts';
import { clockTime } from '../wording.ts';
import { callAgain, fireStep, refuseForBackfill, track } from './calling.ts';

const roundSpacing = minutes(1);

/**
 * The next step of the ladder, now; behind the last one, everybody once more. Somebody asks for more help: that is not
 * an answer. A button names the step that it showed, so that a second press does not call the one after it.
 */
export function escalate(draft: Draft, command: Extract<Command, { type: 'escalate' }>): void {
  const { incident, now } = draft;
  refuseForBackfill(incident);
  const fired = command.step === null ? undefined : incident.ladder.fired[command.step];
  if (fired !== undefined)
    throw new UserError(
      'step-fired',
      `That call went out already (${clockTime(fired)}).`,
      'To call the next one, press Escalate once more in a moment.',
    );
  incident.active[command.by] = now;
  const item = nextCall(draft, command.by);
  if (item === null)
    throw new UserError(
      'ladder-done',
      `The policy names nobody else to call for ${nameOf(incident)}.`,
      'Page a person: `page @person`.',
      { offer: { label: 'Page someone', action: 'open_page', value: { incident: incident.id } } },
    );
  track(draft, post(draft, { type: 'due', items: [item] }));
  refreshSurfaces(draft);
}

function nextCall(draft: Draft, by: string): DueItem | null {
  const { incident, policy, now } = draft;
  for (const step of untriedSteps(incident, policy).sort((a, b) => a.after - b.after)) {
    const { planned } = stepTimes(incident, step);
    const item = fireStep(draft, step, planned > now ? now : planned, 'asked', by);
    if (item !== null) return item;
  }
  if (!ladderOf(incident, policy).some((step) => step.kind === 'reach')) return null;
  refuseSecondRound(draft);
  return callAgain(draft, now, by);
}

// Behind the last step no button names one: a double click would call everybody twice.
function refuseSecondRound({ incident, now }: Draft): void {
  const { round, lastReachAt } = incident.ladder;
  if (round === 0 || lastReachAt === null || now >= plus(lastReachAt, roundSpacing)) return;
  throw new UserError(
    'ladder-repeated',
    `Everybody on the ladder was called a moment ago (${clockTime(lastReachAt)}).`,
    `To call them once more, escalate from ${clockTime(plus(lastReachAt, roundSpacing))} on.`,
  );
}
