/** What comes by a timer, in the words of those who say that it is late or skipped. */
export const timerNames = {
  ladderEnd: 'round of calls',
  respondWithin: 'notice that nobody had answered',
  noCommander: 'notice that nobody has command',
  commanderSilent: 'question whether the commander is there',
  commandSought: 'request to take command',
  lapse: 'notice that an answer lapsed',
  handoverPlanned: 'planned request to take over',
  handoverUnanswered: 'notice of an unanswered handover',
  rolesUnfilled: 'notice of vacant roles',
  soakEnded: 'end of the watch over the fix',
  parkEnded: 'end of the parking',
  silent: 'question whether it goes on',
  zones: 'look at where people work',
  digest: 'list of what is due',
} as const;

/** The same of what asks for an update, by its number. */
export function nameOfReminder(number: number): string {
  return `reminder of update #${number}`;
}

/** The same of a step of the ladder, by the title of whom it calls or tells. */
export function nameOfStep(kind: 'reach' | 'inform', title: string): string {
  return `${kind === 'reach' ? 'call to' : 'message to'} ${title}`;
}

/** The same of a task. */
export function nameOfTask(task: string): string {
  return `reminder of ${task}`;
}
