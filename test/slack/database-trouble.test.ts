import { describe, expect, it } from 'vitest';
import { databaseTrouble } from '../../src/database-trouble.ts';

const coded = (message: string, code: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { code });

describe('trouble with the database', () => {
  it.each([
    [coded('connect ECONNREFUSED', 'ECONNREFUSED'), 'unreachable'],
    [coded("Can't reach database server", 'P1001'), 'unreachable'],
    [new Error('timeout exceeded when trying to connect'), 'unreachable'],
    [new Error('wrapped', { cause: coded('no socket', 'ENOENT') }), 'unreachable'],
    [new Error('Connection terminated unexpectedly'), 'lost'],
    [coded('Server has closed the connection', 'P1017'), 'lost'],
    [coded('terminating connection due to administrator command', '57P01'), 'lost'],
    [coded('unique constraint', 'P2002'), null],
    [
      coded('A request error occurred', 'slack_webapi_request_error', coded('connect ECONNREFUSED', 'ECONNREFUSED')),
      null,
    ],
    [new Error('anything else'), null],
    ['no error at all', null],
  ])('%s is %s', (error, expected) => {
    expect(databaseTrouble(error)).toBe(expected);
  });
});
