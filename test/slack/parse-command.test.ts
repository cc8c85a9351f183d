import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/slack/parse-command.ts';
import { commandRoutes } from '../../src/slack/command-routes.ts';

describe('what is typed behind the slash command', () => {
  it.each([
    ['', { type: 'panel', number: null }],
    ['   ', { type: 'panel', number: null }],
    ['INC-42', { type: 'panel', number: 42 }],
    ['#42', { type: 'panel', number: 42 }],
    ['declare', { type: 'subcommand', name: 'declare', number: null, rest: '' }],
    ['DECLARE P1 Checkout is down', { type: 'subcommand', name: 'declare', number: null, rest: 'P1 Checkout is down' }],
    ['create x', { type: 'subcommand', name: 'declare', number: null, rest: 'x' }],
    ['new x', { type: 'subcommand', name: 'declare', number: null, rest: 'x' }],
    ['open x', { type: 'subcommand', name: 'declare', number: null, rest: 'x' }],
    ['assign <@U1|ana> commander', { type: 'subcommand', name: 'role', number: null, rest: '<@U1|ana> commander' }],
    ['update INC-42 rolled back', { type: 'subcommand', name: 'update', number: 42, rest: 'rolled back' }],
    ['update inc-42', { type: 'subcommand', name: 'update', number: 42, rest: '' }],
    ['INC-42 update rolled back', { type: 'subcommand', name: 'update', number: 42, rest: 'rolled back' }],
    ['update 42 hosts are back', { type: 'subcommand', name: 'update', number: null, rest: '42 hosts are back' }],
    [
      'update the cause of INC-41 is known',
      { type: 'subcommand', name: 'update', number: null, rest: 'the cause of INC-41 is known' },
    ],
    ['  update   two\nlines  ', { type: 'subcommand', name: 'update', number: null, rest: 'two\nlines' }],
    ['status', { type: 'subcommand', name: 'status', number: null, rest: '' }],
    ['timeline 2', { type: 'subcommand', name: 'timeline', number: null, rest: '2' }],
  ])('%j is read as %j', (text, expected) => {
    expect(parseCommand(text, commandRoutes)).toEqual(expected);
  });

  it.each([
    ['resovle', 'resolve'],
    ['reslove', 'resolve'],
    ['updaet now', 'update'],
    ['esc', 'escalate'],
    ['timline', 'timeline'],
    ['statsu', 'status'],
    ['post-mortm', 'postmortem'],
    ['clos', 'close'],
  ])('%j is taken for a slip of %j', (text, nearest) => {
    expect(parseCommand(text, commandRoutes)).toMatchObject({ type: 'unknown', nearest });
  });

  it.each(['pizza', 'x', '🔥', 'سلام', 'w'.repeat(10_000)])('%j is like nothing that there is', (text) => {
    expect(parseCommand(text, commandRoutes)).toMatchObject({ type: 'unknown', nearest: null });
  });
});
