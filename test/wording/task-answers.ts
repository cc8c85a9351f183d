import { renderTaskList } from '../../src/slack/views/ephemeral/task-list.ts';
import { factsAt, minute, taskOf } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { knownNames } from './write-view.ts';

const shown = (changes = {}) => factsAt(20, changes, { names: knownNames });

/** What one person reads of what is to do. */
export const taskAnswers = {
  'task-list': [
    {
      when: 'with some of each',
      view: renderTaskList(
        shown({
          tasks: [
            taskOf('T1', 'flush the cache'),
            { ...taskOf('T2', 'call the vendor'), doneBy: members.ana, doneAt: minute(9) },
            { ...taskOf('A1', 'alert on disk space'), owner: null, due: null },
          ],
        }),
        1,
      ),
    },
    {
      when: 'with kinds, one of them in progress',
      view: renderTaskList(
        shown({
          tasks: [
            { ...taskOf('A1', 'alert on disk space'), actionKind: 'Monitoring' },
            {
              ...taskOf('A2', 'teach who is on call'),
              actionKind: 'Training',
              started: { by: members.cy, at: minute(12), took: false },
            },
          ],
        }),
        1,
      ),
    },
    { when: 'empty', view: renderTaskList(shown(), 1) },
  ],
};
