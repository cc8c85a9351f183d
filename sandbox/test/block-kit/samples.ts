import { expect } from 'vitest';
import { type Violation, validateMessage, validateView } from '../../block-kit/validate.ts';

/** One limit of Slack's: the largest (or smallest) value that Slack takes, and where one past it is told. */
export type LimitRow = {
  what: string;
  limit: number;
  /** Builds what is validated, for a size of `n`. */
  of: (n: number) => Violation[];
  /** The JSON pointer of the one violation expected past the limit. */
  at: string;
  /** -1 for a minimum; a maximum otherwise. */
  step?: -1;
};

/** Holds a row to its promise: accepted at the limit, one violation past it that names the place and the figure. */
export function expectLimit({ limit, of, at, step }: LimitRow): void {
  expect(of(limit)).toEqual([]);
  const past = of(limit + (step ?? 1));
  expect(past.map((violation) => violation.path)).toEqual([at]);
  // A minimum of one is told in words, every other limit as a figure.
  expect(past[0]?.problem).toMatch(
    limit === 1 && step === -1 ? /at least 1|must not be empty|from 1/ : RegExp(`${limit}`),
  );
}

/** `n` letters. */
export function letters(n: number): string {
  return 'a'.repeat(n);
}

/** `n` things made from their index. */
export function times<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

/** A plain_text object of `n` letters. */
export function plain(n = 1): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text: letters(n) };
}

/** A mrkdwn object of `n` letters. */
export function mrkdwn(n = 1): { type: 'mrkdwn'; text: string } {
  return { type: 'mrkdwn', text: letters(n) };
}

/** A select option whose value is its own. */
export function option(value: string | number = 'x'): { text: { type: 'plain_text'; text: string }; value: string } {
  return { text: plain(), value: String(value) };
}

/** An http address of exactly `n` characters. */
export function address(n = 20): string {
  return 'https://ex.org/'.padEnd(n, 'a');
}

/** What Slack would refuse in a message of these blocks. */
export function inMessage(...blocks: unknown[]): Violation[] {
  return validateMessage({ text: 'fallback', blocks });
}

/** What Slack would refuse in a modal of these blocks. */
export function inModal(...blocks: unknown[]): Violation[] {
  return validateView({ type: 'modal', title: plain(), submit: plain(), blocks });
}

/** What Slack would refuse in a Home tab of these blocks. */
export function inHome(...blocks: unknown[]): Violation[] {
  return validateView({ type: 'home', blocks });
}

/** What Slack would refuse in a message whose actions block holds these elements. */
export function inActions(...elements: unknown[]): Violation[] {
  return inMessage({ type: 'actions', elements });
}

/** What Slack would refuse in a modal whose input block holds this element. */
export function inInput(element: unknown): Violation[] {
  return inModal({ type: 'input', label: plain(), element });
}

/** The paths of violations, for tests about where and not why. */
export function paths(violations: Violation[]): string[] {
  return violations.map((violation) => violation.path);
}
