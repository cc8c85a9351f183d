import type { Policy } from '../domain/policy.ts';
import { takeWord } from './parse-command.ts';
import { plainText } from './plain-text.ts';

/** Reads `P1 checkout is down`: the severity may be missing. */
export function parseDeclaration(text: string, policy: Policy): { severity: string | null; title: string } {
  const { word, rest } = takeWord(text);
  const severity = parseSeverity(word, policy);
  return {
    severity,
    title: plainText(severity === null ? text : rest)
      .replace(/\s+/g, ' ')
      .trim(),
  };
}

/** The key of the severity that a word names by key or by name, in any case; null when it names none. */
export function parseSeverity(word: string, policy: Policy): string | null {
  const wanted = word.toLowerCase().replace(/[:,]$/, '');
  const found = policy.severities.find(({ key, name }) => [key.toLowerCase(), name.toLowerCase()].includes(wanted));
  return found?.key ?? null;
}
