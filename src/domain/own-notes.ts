// By it our own notes are recognised when the pager tells of them.
const mark = 'Muster: ';

/** A note as Muster writes it onto a page. */
export function signed(text: string): string {
  return `${mark}${text}`;
}

/** Whether a note is one of Muster's own, which nobody needs to be told of. */
export function isOwnNote(text: string): boolean {
  return text.startsWith(mark);
}
