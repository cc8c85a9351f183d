import type { Command } from '../../src/domain/commands.ts';
import type { Maker } from './any-command.ts';
import { largestProblem, slowApi } from './problems.ts';

/** Problems that are posted, and steps that are ticked, some of which are not there. */
export const anyProblemCommand: { [T in Extract<Command['type'], 'postProblem' | 'tickStep'>]: Maker<T> } = {
  postProblem: (by, random) => ({ type: 'postProblem', by, problem: random.one([slowApi, largestProblem('<step> ')]) }),
  tickStep: (by, random) => ({
    type: 'tickStep',
    by,
    problem: random.one(['R1', 'R2']),
    step: random.one(['c1', 'c20', 'f1', 'z9']),
    done: random.chance(0.7),
  }),
};
