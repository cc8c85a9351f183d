import { type DueClock, takeDue } from './parse-due.ts';
import { parsePerson } from './parse-person.ts';
import { findActionKind } from '../domain/action-kinds.ts';

/** What somebody wants with `task …` or `action …`. `actionKind` is a word for one, known or not. */
export type ParsedTask =
  | { type: 'list' }
  | { type: 'tick'; task: string; done: boolean }
  | { type: 'start'; task: string; started: boolean }
  | { type: 'change'; task: string; owner: string | null; due: Date | null; actionKind: string | null }
  | { type: 'add'; text: string; owner: string | null; due: Date | null; actionKind: string | null }
  | { type: 'stranger'; word: string };

const known = /^([ta]\d{1,3})$/i;
const ticks: Record<string, boolean> = {
  done: true,
  tick: true,
  undone: false,
  untick: false,
  reopen: false,
  open: false,
};
const starts: Record<string, boolean> = { start: true, started: true, begin: true, unstart: false, stop: false };

/**
 * Reads `@ben flush the cache by 15:00`, `training: teach who is on call`, `T1 start`, `T1 done`, `done T1`, `T1 @cy`, `T1 by
 * friday`, `A1 [training]`; nothing is the list. `kinds` are those that the policy has for action items.
 */
export function parseTask(text: string, clock: DueClock, kinds: string[] = []): ParsedTask {
  const words = text.trim().split(/\s+/);
  const [first = '', second = ''] = words;
  if (first === '' || (words.length === 1 && first.toLowerCase() === 'list')) return { type: 'list' };
  if (words.length === 2) {
    const said = [first.toLowerCase(), second.toLowerCase()];
    const [task] = [first, second].filter((word) => known.test(word));
    const done = said.map((word) => ticks[word]).find((one) => one !== undefined);
    if (done !== undefined && task !== undefined) return { type: 'tick', task: task.toUpperCase(), done };
    const started = said.map((word) => starts[word]).find((one) => one !== undefined);
    if (started !== undefined && task !== undefined) return { type: 'start', task: task.toUpperCase(), started };
  }
  const id = known.exec(first)?.[1]?.toUpperCase();
  // The kind stands before whoever has it, or behind.
  const before = takeKind(id === undefined ? text : text.trim().slice(first.length), kinds);
  const person = parsePerson(before.rest);
  if (person.type === 'stranger') return { type: 'stranger', word: person.word };
  const behind = before.kind === null ? takeKind(person.rest, kinds) : { kind: before.kind, rest: person.rest };
  const owner = person.type === 'member' ? person.id : null;
  const { rest, due } = takeDue(behind.rest, clock);
  const actionKind = behind.kind;
  // "T1 is still broken" is a text like any other.
  if (id !== undefined && rest === '') return { type: 'change', task: id, owner, due, actionKind };
  if (id !== undefined) return { type: 'add', text: text.trim(), owner: null, due: null, actionKind: null };
  return { type: 'add', text: rest, owner, due, actionKind };
}

/** Takes `[training]` off the beginning, whatever it says, and `training:` where the policy has such a kind. */
function takeKind(text: string, kinds: string[]): { kind: string | null; rest: string } {
  const [all, bracketed, plain] = /^\s*(?:\[([^\]\n]{1,80})\]|([^:\n]{3,80}):(?=\s|$))/.exec(text) ?? [];
  const kind = bracketed ?? plain;
  const without = { kind: null, rest: text };
  if (all === undefined || kind === undefined || kinds.length === 0) return without;
  // "Redis: raise the limit" is a text.
  if (bracketed === undefined && findActionKind({ actionKinds: kinds }, kind) === null) return without;
  return { kind: kind.trim(), rest: text.slice(all.length).trim() };
}
