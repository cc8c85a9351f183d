import { z } from 'zod';
import type { Names } from '../names.ts';
import { type Parsed, parseWallMs, quote, wallPattern } from '../parse-duration.ts';
import { keyOf, personOf } from './named.ts';
import { cell, date, section } from './section.ts';

const day = 86_400_000;

/** Who has which role by turns. */
export function rotation(names: Names) {
  return section({
    starts: date.describe('The day on which the first turn begins, at midnight: 2026-01-05.'),
    every: cell(parseDays).meta({ pattern: wallPattern }).describe('How long a turn lasts: 1 week, 2d.'),
    turns: z
      .array(z.record(keyOf(names.roles, 'roles'), personOf(names)))
      .min(1)
      .describe('Who has which role, turn by turn; after the last one it begins anew.'),
  })
    .transform(({ starts, every: days, turns }) => ({ starts, days, turns }))
    .optional()
    .describe('Who has which role by turns. A role is in a rotation or has a schedule, not both.');
}

function parseDays(value: string): Parsed<number> {
  const parsed = parseWallMs(value);
  if ('problem' in parsed) return parsed;
  if (parsed.value % day === 0) return { value: parsed.value / day };
  return { problem: `${quote(value)} is not a number of whole days. Write 1 week or 2d.` };
}
