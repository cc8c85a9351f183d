import { type DueClock, takeDue } from './parse-due.ts';
import { parsePerson } from './parse-person.ts';

/** What somebody wants with `task …` or `action …`. */
export type ParsedTask =
  | { type: 'list' }
  | { type: 'tick'; task: string; done: boolean }
  | { type: 'change'; task: string; owner: string | null; due: Date | null }
  | { type: 'add'; text: string; owner: string | null; due: Date | null }
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

/** Reads `@ben flush the cache by 15:00`, `T1 done`, `done T1`, `T1 @cy`, `T1 by friday`; nothing is the list. */
export function parseTask(text: string, clock: DueClock): ParsedTask {
  const words = text.trim().split(/\s+/);
  const [first = '', second = ''] = words;
  if (first === '' || (words.length === 1 && first.toLowerCase() === 'list')) return { type: 'list' };
  if (words.length === 2) {
    const done = ticks[first.toLowerCase()] ?? ticks[second.toLowerCase()];
    const [task] = [first, second].filter((word) => known.test(word));
    if (done !== undefined && task !== undefined) return { type: 'tick', task: task.toUpperCase(), done };
  }
  const id = known.exec(first)?.[1]?.toUpperCase();
  const person = parsePerson(id === undefined ? text : text.trim().slice(first.length));
  if (person.type === 'stranger') return { type: 'stranger', word: person.word };
  const owner = person.type === 'member' ? person.id : null;
  const { rest, due } = takeDue(person.rest, clock);
  // "T1 is still broken" is a text like any other.
  if (id !== undefined && rest === '') return { type: 'change', task: id, owner, due };
  return {
    type: 'add',
    text: id === undefined ? rest : text.trim(),
    owner: id === undefined ? owner : null,
    due: id === undefined ? due : null,
  };
}
