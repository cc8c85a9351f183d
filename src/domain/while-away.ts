import type { Incident } from './incident.ts';
import type { DueItem, Notice } from './notices.ts';
import { isSaidAgain } from './superseded.ts';
import { nameOfReminder, nameOfStep, nameOfTask, timerNames } from './timer-names.ts';

/** A message that waited: the effect's id, when it was due, and what it says. */
export type Waited = { id: string; at: Date; notice: Notice };

// The surfaces, and what people work with where it stands: a line of another message would not be the same.
const standsAlone: ReadonlySet<Notice['type']> = new Set([
  'headline',
  'announcement',
  'opening',
  'receipt',
  'problem',
  'madePrivate',
  'movedAway',
  'attached',
]);

/** Whether a message may be a line of another one, when several come late together. */
export function mayBeCarried({ type }: Notice): boolean {
  return !standsAlone.has(type);
}

/** What a digest says of the timers: what is skipped, because a later one repeats it, and what still holds. */
export function sortOut(waited: readonly Waited[], incident: Incident): { skipped: string[]; asked: DueItem[] } {
  const skipped: string[] = [];
  let asked: DueItem[] = [];
  for (const { id, at, notice } of waited)
    for (const item of itemsOf(notice, at)) {
      if (isSaidAgain(item, incident, { id, at })) {
        skipped.push(nameOfItem(item));
        continue;
      }
      const key = keyOf(item);
      skipped.push(...asked.filter((other) => keyOf(other) === key).map(nameOfItem));
      asked = [...asked.filter((other) => keyOf(other) !== key), item];
    }
  return { skipped, asked };
}

/** Whether a late message would still say something of its own. */
export function holds({ id, at, notice }: Waited, incident: Incident): boolean {
  const items = itemsOf(notice, at);
  if (items.length === 0 || (notice.type === 'due' && notice.lists !== undefined)) return true;
  return items.some((item) => !isSaidAgain(item, incident, { id, at }));
}

function itemsOf(notice: Notice, at: Date): DueItem[] {
  if (notice.type === 'due') return notice.items;
  if (notice.type !== 'nudge') return [];
  const { number, due, ask } = notice;
  return [{ type: 'nudge', planned: at.toISOString(), number, due, ask }];
}

// Two of the same key ask for the same: the later one stands for both.
function keyOf(item: DueItem): string {
  switch (item.type) {
    case 'nudge':
    case 'overdue':
      return 'update';
    case 'step':
      return `step ${item.called.target} ${item.round}`;
    case 'handoverUnanswered':
      return `handover ${item.role}`;
    case 'taskDue':
      return `task ${item.task}`;
    default:
      return item.type;
  }
}

function nameOfItem(item: DueItem): string {
  return `${nameOf(item)} (due ${item.planned})`;
}

function nameOf(item: DueItem): string {
  switch (item.type) {
    case 'nudge':
    case 'overdue':
      return nameOfReminder(item.number);
    case 'step':
      return nameOfStep(item.kind, item.called.title);
    case 'taskDue':
      return nameOfTask(item.task);
    default:
      return timerNames[item.type];
  }
}
