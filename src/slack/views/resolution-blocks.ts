import type { KnownBlock } from '@slack/types';
import { type Incident, isOpen } from '../../domain/incident.ts';
import { type Measure, measuresOf } from '../../domain/measures.ts';
import type { Change } from '../../domain/notices.ts';
import { openTasks } from '../../domain/tasks.ts';
import { isMet, targetsOf } from '../../domain/targets.ts';
import { mention } from '../../domain/wording.ts';
import { context, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { ownWords } from './own-words.ts';
import { durationOf } from './tell-time.ts';

/** What the resolution message adds: cause, fix, customers, who writes it up, how long things took, the seal of the record. */
export function resolutionBlocks(change: Extract<Change, { what: 'resolved' }>, facts: Facts): KnownBlock[] {
  const { ttd, tta, ttm, ttr } = measuresOf(facts.incident);
  const targets = targetsOf(facts.policy, facts.incident.severity);
  const told = (text: string | null) => paragraph(text ?? 'not known yet', 2800);
  const own = change.as === undefined ? null : ownWords('resolved', { ...change.as, ...saidIn(change) }, facts);
  return [
    ...(own ?? [
      section(`What it was: ${told(change.cause)}`),
      section(`Fix: ${told(change.fix)}`),
      section(`Customers: ${told(change.customers)}`),
    ]),
    section(`${mention(change.owner)} owns the post-mortem; the draft follows.${leftToDo(facts.incident)}`),
    context(
      `Time to detect: ${length(ttd, targets.ttd)} · to acknowledge: ${length(tta, targets.tta)} · to mitigate: ${length(ttm, targets.ttm)} · to resolve: ${length(ttr, targets.ttr)} · Seal of the record: \`${change.headHash.slice(0, 12)}\``,
    ),
  ];
}

// The same texts twice in one message: a redaction finds both, and the notice's own are what everybody reads.
function saidIn({ cause, fix, customers, owner }: Extract<Change, { what: 'resolved' }>) {
  return { cause, fix, customers, owner };
}

// Its timers stop, and a task that nobody is asked for would be forgotten.
function leftToDo(incident: Incident): string {
  const open = openTasks(incident, 'task').map(({ id }) => id);
  if (open.length === 0 || isOpen(incident)) return '';
  const shown = open.length > 5 ? `${open.slice(0, 5).join(', ')} and ${open.length - 5} more` : open.join(', ');
  const [what, it] = open.length === 1 ? [`${shown} is`, 'it'] : [`${shown} are`, 'them'];
  return ` ${what} not done, and I no longer ask for ${it}: if still needed, add an action item instead. The draft lists ${it}, too.`;
}

function length(measure: Measure, target: number | null): string {
  const told = measure.ms === null ? 'unknown' : durationOf(measure.ms);
  if (target === null) return told;
  const met = isMet(measure, target);
  return `${told} (target ${durationOf(target)}${met === null ? '' : met ? ', met' : ', missed'})`;
}
