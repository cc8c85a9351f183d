import { slowApi, usedProblem } from '../support/problems.ts';
import { example } from './example.ts';

const longProblem = {
  ...slowApi,
  checks: Array.from({ length: 25 }, (_, n) => ({ id: `c${n + 1}`, text: `Look at pod ${n + 1}.`, code: [] })),
};

/** A problem of the runbook that is worked through. */
export const problemMessages = [
  example('as it is posted', { type: 'problem', problem: 'R1', page: 0 }, 7, { problems: [usedProblem(slowApi)] }),
  example('with a step done', { type: 'problem', problem: 'R1', page: 0 }, 9, {
    problems: [usedProblem(slowApi, ['c1'])],
  }),
  example('the first of several messages', { type: 'problem', problem: 'R1', page: 0 }, 7, {
    problems: [usedProblem(longProblem)],
  }),
  example('the last of several messages', { type: 'problem', problem: 'R1', page: 1 }, 7, {
    problems: [usedProblem(longProblem)],
  }),
];
