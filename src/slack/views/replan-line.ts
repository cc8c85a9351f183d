import type { Replan } from '../../domain/notices.ts';
import { titleOf } from '../../domain/policy.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { timeOf } from './tell-time.ts';

/** Longer ladders than this are cut, with the number of what is left out. */
const MOST_STEPS = 8;

/** `Update due 03:42 → *03:27*. VP Engineering *03:42* (new). Not called any more: CTO.` What did not move is not in it. */
export function replanLine(replan: Replan, facts: Facts): string {
  const { policy, now } = facts;
  const title = (target: string) => oneLine(titleOf(policy, target), 60);
  const kept = replan.steps.filter((step) => step.to !== null).slice(0, MOST_STEPS);
  const gone = replan.steps.filter((step) => step.to === null).slice(0, MOST_STEPS);
  const moved = kept.map((step) => `${title(step.target)} ${arrow(step, now)}`);
  const hidden = replan.steps.length - kept.length - gone.length;
  const parts = [
    replan.update === null ? '' : updatePart(replan.update, now),
    moved.join(', '),
    gone.length === 0 ? '' : `Not called any more: ${gone.map((step) => title(step.target)).join(', ')}`,
    hidden > 0 ? `${hidden} more, told when they are due` : '',
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `${part}.`)
    .join(' ');
}

function updatePart(update: { from: string | null; to: string | null }, now: Date): string {
  if (update.to === null) return 'No further update is due';
  const to = `*${timeOf(update.to, now)}*`;
  return update.from === null ? `Next update due ${to}` : `Update due ${timeOf(update.from, now)} → ${to}`;
}

function arrow(step: { from: string | null; to: string | null }, now: Date): string {
  const to = step.to === null ? '' : timeOf(step.to, now);
  return step.from === null ? `*${to}* (new)` : `${timeOf(step.from, now)} → *${to}*`;
}
