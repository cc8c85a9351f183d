import { takeWord } from './parse-command.ts';

/** Who is meant by a word of a command. */
export type ParsedPerson =
  | { type: 'member'; id: string; rest: string }
  /** `@ana` that Slack did not turn into a member: nobody is called so here. */
  | { type: 'stranger'; word: string; rest: string }
  | { type: 'none'; rest: string };

/** Reads a mention at the beginning of a text: `<@U1|ana> the database`. */
export function parsePerson(text: string): ParsedPerson {
  const [mark, id] = /^\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/.exec(text) ?? [];
  if (mark !== undefined && id !== undefined) return { type: 'member', id, rest: text.slice(mark.length).trim() };
  const { word, rest } = takeWord(text);
  if (word.startsWith('@') || word.startsWith('<')) return { type: 'stranger', word, rest };
  return { type: 'none', rest: text.trim() };
}
