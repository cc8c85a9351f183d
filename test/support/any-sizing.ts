import type { Command } from '../../src/domain/commands.ts';
import type { Maker } from './any-command.ts';

type Sizing = Extract<Command['type'], 'recordTicket' | 'answerTriage' | 'setType' | 'engage' | 'correctOwnMoment'>;

/** Any command that sizes an incident up or turns to somebody. */
export const anySizing: { [T in Sizing]: Maker<T> } = {
  recordTicket: (by, random) => ({
    type: 'recordTicket',
    by,
    done: random.chance(0.7),
    ref: random.one(['OPS-1', null]),
  }),
  answerTriage: (by, random) => ({ type: 'answerTriage', by, answers: { users: random.one(['many', null]) } }),
  setType: (by, random) => ({ type: 'setType', by, to: random.one(['database', null]) }),
  engage: (by, random) => ({
    type: 'engage',
    by,
    expert: random.one(['database', 'security']),
    person: null,
    why: random.one(['because', null]),
  }),
  correctOwnMoment: (by, random, _, now) => ({
    type: 'correctOwnMoment',
    by,
    moment: random.one(['service-restored', 'none']),
    at: random.one([null, now]),
  }),
};
