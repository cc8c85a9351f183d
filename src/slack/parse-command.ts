import { distance } from 'fastest-levenshtein';

/** What the parser has to know of a subcommand. */
export type Subcommand = { name: string; aliases: readonly string[] };

/** What somebody typed behind the slash command. */
export type ParsedCommand =
  /** Nothing, or only an incident's number: the panel. */
  | { type: 'panel'; number: number | null }
  | { type: 'subcommand'; name: string; number: number | null; rest: string }
  /** No subcommand has this name; `nearest` is what was probably meant. */
  | { type: 'unknown'; word: string; nearest: string | null };

// INC-42 and #42 are what people write; a bare 42 may be anything.
const incidentNumber = /^(?:inc-|#)(\d{1,9})$/i;

/** Reads `update INC-42 text`, `INC-42 update text` or `update text`. */
export function parseCommand(text: string, subcommands: readonly Subcommand[]): ParsedCommand {
  const { number: before, rest: behindNumber } = takeNumber(text.trim());
  const { word, rest: behindWord } = takeWord(behindNumber);
  if (word === '') return { type: 'panel', number: before };
  const wanted = word.toLowerCase();
  const found = subcommands.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
  if (!found) return { type: 'unknown', word, nearest: nearestName(wanted, subcommands) };
  if (before !== null) return { type: 'subcommand', name: found.name, number: before, rest: behindWord };
  return { type: 'subcommand', name: found.name, ...takeNumber(behindWord) };
}

/** The first word of a text and what follows, both trimmed. */
export function takeWord(text: string): { word: string; rest: string } {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return { word, rest: rest.trimEnd() };
}

function takeNumber(text: string): { number: number | null; rest: string } {
  const { word, rest } = takeWord(text);
  const [, digits] = incidentNumber.exec(word) ?? [];
  return digits === undefined ? { number: null, rest: text } : { number: Number(digits), rest };
}

// Two slips of the fingers, one in a short word: beyond that a guess would mislead.
function nearestName(word: string, subcommands: readonly Subcommand[]): string | null {
  const allowed = word.length < 5 ? 1 : 2;
  const guesses = subcommands
    .flatMap(({ name, aliases }) => [name, ...aliases].map((known) => ({ name, away: slips(word, known) })))
    .filter(({ away }) => away <= allowed)
    .sort((a, b) => a.away - b.away);
  return guesses[0]?.name ?? null;
}

// "reslove" is one slip for a person and two for Levenshtein; somebody who typed the beginning is close, too.
function slips(word: string, known: string): number {
  if (word.length >= 3 && known.startsWith(word)) return 0;
  return distance(word, known);
}

/** What was typed, as the audit trail names it. */
export function commandName(parsed: ParsedCommand): string {
  return `command ${parsed.type === 'subcommand' ? parsed.name : parsed.type}`;
}

/** The number that was typed; null where none was. */
export function numberIn(parsed: ParsedCommand): number | null {
  return parsed.type === 'unknown' ? null : parsed.number;
}
