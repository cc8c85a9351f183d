import type { Token, Tokens } from 'marked';

/** A token with the line on which it begins. */
export type Placed = { token: Token; line: number };
/** What a reader of a part tells about what it could not read; the line is null for the whole file. */
export type Complain = (line: number | null, text: string) => void;

/** The items of a list with their lines; anything else is told. */
export function listItems(
  { token, line }: Placed,
  noun: 'symptom' | 'step' | 'link',
  complain: Complain,
): { line: number; item: Tokens.ListItem }[] {
  if (!isList(token)) {
    complain(line, `this is no list. Write each ${noun} as a line of its own: ${noun === 'step' ? '1.' : '-'} …`);
    return [];
  }
  let at = line;
  return token.items.map((item) => {
    const begins = at;
    at += item.raw.split('\n').length - 1;
    return { line: begins, item };
  });
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}
