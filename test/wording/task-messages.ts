import { minute, taskOf } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';

const { ben } = members;

/** Something to do, as it stands. */
export const taskMessages = [
  example('a task for somebody', { type: 'task', task: 'T1' }, 4, { tasks: [taskOf('T1', 'flush the cache')] }),
  example('done', { type: 'task', task: 'T1' }, 9, {
    tasks: [{ ...taskOf('T1', 'flush the cache'), doneBy: ben, doneAt: minute(8) }],
  }),
  example('somebody has begun with an action item', { type: 'task', task: 'A1' }, 12, {
    tasks: [
      {
        ...taskOf('A1', 'alert on disk space'),
        actionKind: 'Monitoring',
        started: { by: ben, at: minute(9), took: true },
      },
    ],
  }),
  example('an action item', { type: 'task', task: 'A1' }, 4, { tasks: [taskOf('A1', 'alert on disk space')] }),
];
