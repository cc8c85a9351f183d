/** Words that say nothing about what is broken. */
const fillers = new Set([
  'the',
  'a',
  'an',
  'is',
  'are',
  'of',
  'for',
  'in',
  'on',
  'to',
  'and',
  'with',
  'at',
  'not',
  'all',
  'our',
]);

function wordsOf(title: string): Set<string> {
  const words =
    title
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return new Set(words.filter((word) => !fillers.has(word)));
}

/** Two titles probably mean the same thing: half of the words of the shorter one, and at least one, are in both. */
export function areSimilar(a: string, b: string): boolean {
  const first = wordsOf(a);
  const second = wordsOf(b);
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared > 0 && shared * 2 >= Math.min(first.size, second.size);
}
