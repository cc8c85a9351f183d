import type { FactKind } from '../timeline.ts';
import { joined, type Reader } from './read-entry.ts';

/** What the record says of tasks and action items. */
export const taskSentences = {
  taskAdded: (said) =>
    joined([
      `${said.actor} added ${said.say('task')}: ${said.say('text')}`,
      said.person('owner') === null ? null : `owner: ${said.person('owner')}`,
      said.has('due') ? `due ${said.time('due')}` : null,
      said.has('actionKind') ? `kind: ${said.say('actionKind')}` : null,
    ]),
  taskChanged: (said) =>
    `${said.actor} changed ${said.say('task')}: ${[ownerChange(said), dueChange(said), kindChange(said)].filter((one) => one !== '').join('; ')}`,
  taskStarted: (said) => {
    const does = said.yes('started') ? 'started' : 'took back that they work on';
    return `${said.actor} ${does} ${said.say('task')}: ${said.say('text')}`;
  },
  taskTicked: (said) =>
    `${said.actor} marked ${said.say('task')} as ${said.yes('done') ? 'done' : 'not done'}: ${said.say('text')}`,
  taskDue: (said) =>
    `${said.say('task')} was ${said.text('stage') === 'overdue' ? 'overdue' : 'due'}; ${said.person('ask')} was asked for it`,
} satisfies Partial<Record<FactKind, (said: Reader) => string>>;

function ownerChange(said: Reader): string {
  if (!said.yes('ownerMoved')) return '';
  return `owner ${said.person('ownerFrom') ?? 'nobody'} → ${said.person('ownerTo') ?? 'nobody'}`;
}

function dueChange(said: Reader): string {
  if (!said.yes('dueMoved')) return '';
  const time = (key: string) => (said.has(key) ? said.time(key) : 'no time');
  return `due ${time('dueFrom')} → ${time('dueTo')}`;
}

function kindChange(said: Reader): string {
  if (!said.yes('kindMoved')) return '';
  return `kind ${said.text('kindFrom') ?? 'none'} → ${said.text('kindTo') ?? 'none'}`;
}
