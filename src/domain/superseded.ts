import type { Incident } from './incident.ts';
import type { DueItem, Notice } from './notices.ts';

/** A message that could not be posted yet: the effect's id, and when the incident said it. */
export type Said = { id: string; at: Date };

/** A reminder that comes late, without what the incident has said again since; null when nothing is left of it. */
export function withoutSuperseded<N extends Extract<Notice, { type: 'nudge' | 'due' }>>(
  notice: N,
  incident: Incident,
  said: Said,
): N | null {
  if (notice.type === 'nudge') return isAskedAgain(notice, incident, said) ? null : notice;
  const items = notice.items.filter((item) => !isSaidAgain(item, incident, said));
  // Boxes that came with it are nowhere else.
  return items.length === 0 && notice.lists === undefined ? null : { ...notice, items };
}

/** Whether the incident has said it again since, or it is settled. */
export function isSaidAgain(item: DueItem, incident: Incident, said: Said): boolean {
  const { round, lastReachAt } = incident.ladder;
  switch (item.type) {
    case 'overdue':
    case 'nudge':
      return isAskedAgain(item, incident, said);
    case 'step':
      // A later round calls who has to answer; who was only informed is named by no other message.
      return item.kind === 'reach' && round > item.round;
    case 'ladderEnd':
    case 'respondWithin':
    case 'noCommander':
      // A later round names everybody who has not answered.
      return round > 0 && lastReachAt !== null && lastReachAt > said.at;
    case 'commanderSilent':
    case 'commandSought':
      // Heard, somebody else has command, or the next one was asked meanwhile.
      return !incident.liveness.asked?.messages.includes(said.id) || incident.liveness.asked.at > said.at;
    case 'silent':
      return incident.quietSince > said.at;
    case 'parkEnded':
      return incident.parked !== null;
    case 'taskDue': {
      const task = incident.tasks.find(({ id }) => id === item.task);
      return task?.doneAt !== null || task.messages.at(-1) !== said.id;
    }
    case 'lapse':
    case 'handoverUnanswered':
    case 'rolesUnfilled':
    case 'soakEnded':
      return false;
  }
}

/** The update is there, is promised for another time, or was asked for once more. */
function isAskedAgain({ number, due }: { number: number; due: string }, incident: Incident, { id }: Said): boolean {
  const { cadence, updates } = incident;
  return updates.count >= number || cadence.due?.toISOString() !== due || cadence.asks.at(-1) !== id;
}
