import type { Command } from '../commands.ts';
import { type Draft, post, record } from '../draft.ts';
import { isOpen } from '../incident.ts';
import { missedBy, movedSteps } from '../missed.ts';
import type { Notice } from '../notices.ts';
import { planOf } from '../plan-of.ts';
import { tick } from './tick.ts';

/** Muster was away, or had lost a timer: the channel hears what was late or skipped, and what is planned now. Then what is overdue is done. */
export function confess(draft: Draft, command: Extract<Command, { type: 'confess' }>): void {
  const { incident, policy, now } = draft;
  if (!isOpen(incident)) return tick(draft);
  const { late, skipped } = missedBy(incident, policy, now);
  // Away without having missed anything: not worth a message.
  if (late.length === 0) return;
  const said = {
    from: command.from.toISOString(),
    to: command.to.toISOString(),
    late,
    ...(skipped.length > 0 && { skipped }),
    ...(command.lost === true && { lost: true }),
  };
  record(draft, 'confessed', null, said);
  const notice: Extract<Notice, { type: 'confession' }> = {
    type: 'confession',
    ...said,
    skipped,
    moved: [],
    planned: [],
  };
  post(draft, notice);
  tick(draft);
  const moved = movedSteps(incident, policy, now);
  // What waits its two minutes is not told now.
  notice.late = late.filter((line) => !moved.some(({ title, from }) => line.endsWith(`${title} (due ${from})`)));
  notice.moved = moved;
  notice.planned = planOf(incident, policy);
}
