import { distance } from 'fastest-levenshtein';
import { type ProblemRunbook, stepsOf } from './problem-schema.ts';

/** A problem and how well it fits what was looked for. */
export type Match<T = ProblemRunbook> = { problem: T; score: number };

/** Words that say nothing about what is broken. */
const fillers = new Set(
  'the a an is are was it its of for in on to and or with at by from as be we our my i you this that there what why how again very too keeps keep'.split(
    ' ',
  ),
);

/** The words of a text that can be looked for, small. */
export function searchWords(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => !fillers.has(word)))].slice(0, 30);
}

/** The best of several that fit is meant when it fits half as well again as the next one. */
export function isClear(scores: readonly number[]): boolean {
  const [best = 0, next = 0] = scores;
  return best > 0 && best >= next * 1.5;
}

/** Which problems fit some words, best first: where there is no database to ask. */
export function matchProblems(problems: readonly ProblemRunbook[], text: string): Match[] {
  const wanted = searchWords(text);
  return sorted(
    problems.map((problem) => {
      const fields: [number, string[]][] = [
        [4, searchWords([problem.title, ...problem.alsoCalled].join(' '))],
        [2, allWords([...problem.symptoms, ...problem.affects, ...problem.types])],
        [1, allWords(stepsOf(problem).map((step) => `${step.text} ${step.code.map((code) => code.text).join(' ')}`))],
      ];
      const score = wanted.reduce(
        (sum, word) => sum + Math.max(...fields.map(([weight, has]) => weight * nearest(word, has))),
        0,
      );
      return { problem, score };
    }),
  );
}

/** Which titles are written nearly like some words, best first: for what was mistyped. */
export function nearTitles<T extends { title: string }>(all: readonly T[], text: string): Match<T>[] {
  const wanted = searchWords(text);
  return sorted(
    all.map((problem) => {
      const has = searchWords(problem.title);
      return { problem, score: wanted.reduce((sum, word) => sum + nearest(word, has), 0) };
    }),
  );
}

function sorted<T>(matches: Match<T>[]): Match<T>[] {
  const found = matches.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const best = found[0]?.score ?? 0;
  return found.filter(({ score }) => score * 3 >= best);
}

function allWords(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []))];
}

/** How well the best of these words fits: the word itself 1, its stem or beginning a little less, a slip of the keys half. */
function nearest(word: string, words: readonly string[]): number {
  if (words.includes(word)) return 1;
  const begins = (one: string) =>
    Math.min(word.length, one.length) >= 4 && (one.startsWith(word) || word.startsWith(one));
  if (words.some(begins)) return 0.8;
  const slips = word.length >= 8 ? 2 : word.length >= 5 ? 1 : 0;
  return slips > 0 && words.some((one) => Math.abs(one.length - word.length) <= slips && distance(word, one) <= slips)
    ? 0.5
    : 0;
}
