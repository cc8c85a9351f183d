import type { Button } from '@slack/types';
import { nameOf } from '../../domain/incident.ts';
import type { Change } from '../../domain/notices.ts';
import { count } from '../../domain/wording.ts';
import type { Facts } from './facts.ts';
import { undoMergeButton } from './merge-offer.ts';
import { nameInSentence, named, statusName } from './name-things.ts';
import { parkedLine } from './parked.ts';
import { otherChannel, otherName, otherOf } from './other-incidents.ts';

/** A change that concerns two incidents. */
export type MergeChange = Extract<Change, { what: 'merged' | 'absorbed' | 'mergeUndone' | 'released' }>;

/** Whether it concerns two incidents. */
export function isMergeChange(change: Change): change is MergeChange {
  return ['merged', 'absorbed', 'mergeUndone', 'released'].includes(change.what);
}

/** Who merged what into which, or took it back, and where it goes on. `at` is the time in brackets. */
export function mergeSentence(change: MergeChange, by: string, at: string, facts: Facts): string {
  const { incident, policy } = facts;
  const own = nameInSentence(incident);
  const seen = otherOf(change.other, facts);
  const other = seen === null ? `INC-${numberOf(change.other, facts)}` : otherName(seen);
  const where = seen === null ? null : otherChannel(seen);
  switch (change.what) {
    case 'merged':
      return `${by} merged ${own} into ${other} ${at}. ${where === null ? 'It goes on there' : `It goes on in ${where}`}; nobody is called for ${own} any more. A message that is pinned here now goes on the record there.`;
    case 'absorbed': {
      const people =
        change.invited === 0 ? '' : ` ${count(change.invited, 'person is', 'people are')} invited from there.`;
      const answer =
        change.answered === null ? '' : ` ${named(change.answered, facts)} answered for it; that counts here, too.`;
      return `${by} merged ${other} into ${own} ${at}.${people}${answer} Its record is part of this one; its roles are not carried over.${leftToDo(change.tasks ?? [], other)}`;
    }
    case 'mergeUndone':
      return `${by} took ${own} out of ${other} again ${at}. Its status is ${statusName(policy, incident.status).toLowerCase()}, as before; calls that fell due meanwhile are left out.${stillParked(facts)}`;
    case 'released':
      return change.kept
        ? `${by} reopened ${other} as an incident of its own ${at}. What it had recorded stays on this record.`
        : `${by} took ${other} out of ${own} again ${at}. It is an incident of its own.`;
  }
}

function stillParked(facts: Facts): string {
  const parked = parkedLine(facts);
  return parked === null ? '' : ` ${parked}.`;
}

// Its timers stop, and a task that nobody is asked for would be forgotten.
function leftToDo(tasks: string[], other: string): string {
  if (tasks.length === 0) return '';
  const shown = tasks.slice(0, 5).join(', ');
  const listed = tasks.length > 5 ? `${shown} and ${tasks.length - 5} more` : shown;
  const which = tasks.length === 1 ? `open task, ${listed}` : `open tasks: ${listed}`;
  const needed = tasks.length === 1 ? 'If it is still needed, add it here' : 'What is still needed, add here';
  return ` I no longer ask for its ${which}. ${needed}; the list of ${other} has the details.`;
}

/** *Undo merge*, on both sides, while it can be undone. */
export function mergeChangeButtons(change: MergeChange, facts: Facts): Button[] {
  const { incident, now } = facts;
  if (change.what === 'merged')
    return incident.merged !== null && now <= incident.merged.undoUntil ? [undoMergeButton(incident.id)] : [];
  if (change.what !== 'absorbed') return [];
  return incident.absorbed.some(({ id, until }) => id === change.other && until === null)
    ? [undoMergeButton(change.other)]
    : [];
}

function numberOf(id: string, { incident }: Facts): number {
  const known = [
    ...incident.absorbed,
    ...(incident.merged === null ? [] : [incident.merged.into]),
    ...incident.similar,
  ];
  return known.find((one) => one.id === id)?.number ?? 0;
}

/** "With INC-43 and INC-44", for the headline; null where nothing was merged into it. */
export function absorbedLine({ incident }: Facts): string | null {
  const names = incident.absorbed.filter(({ until }) => until === null).map(nameOf);
  if (names.length === 0) return null;
  const shown = names.slice(0, 10).join(', ');
  return `Merged into it: ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}
