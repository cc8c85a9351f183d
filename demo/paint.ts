/** Colours, or none. */
export type Paint = {
  bold(text: string): string;
  dim(text: string): string;
  place(text: string): string;
  person(text: string): string;
  /** Buttons within a line. */
  buttons(text: string): string;
};

/** Colours for a terminal; plain text for a file or a pipe. */
export function makePaint(colours: boolean): Paint {
  const code = (numbers: string) => (text: string) => (colours ? `\u001b[${numbers}m${text}\u001b[0m` : text);
  const button = code('7');
  return {
    bold: code('1'),
    dim: code('2'),
    place: code('36'),
    person: code('33'),
    buttons: (text) => (/^(\[[^\]]+\] ?)+$/.test(text) ? text.replaceAll(/\[[^\]]+\]/g, (one) => button(one)) : text),
  };
}
