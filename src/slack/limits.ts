/** Longest title of an incident, in characters: it stands in headers (Slack allows 150 there), topics and lists. */
export const longestTitle = 150;
/** Longest text that one input of a modal takes. */
export const longestInput = 3000;
/** Longest text of a section. */
export const longestSection = 3000;
/** Longest text, description or value of an option; values may have 150. */
export const longestOption = 75;
/** Most characters that all blocks of a message may hold together. */
export const longestMessage = 12_000;
/** Longest value of a button. */
export const longestValue = 2000;
/** Longest private_metadata of a view. */
export const longestMetadata = 3000;

/** The text, cut with an ellipsis when it is longer than `longest` (as Slack counts: UTF-16 units). */
export function clip(text: string, longest: number): string {
  return text.length <= longest ? text : `${cut(text, longest - 1)}…`;
}

/** The first `longest` characters; half of a surrogate pair would be shown as a broken character. */
export function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}
