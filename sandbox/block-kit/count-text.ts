import { isObject } from './rule.ts';

/** Counts the characters that people read in blocks: every `text` and `alt_text`, however deep. */
export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + countText(entry), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, entry]) => {
    if (typeof entry !== 'string') return sum + countText(entry);
    return name === 'text' || name === 'alt_text' ? sum + entry.length : sum;
  }, 0);
}
