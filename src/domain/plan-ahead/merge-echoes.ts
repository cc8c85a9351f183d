import type { Place, PlanLine } from './plan-line.ts';

/** A line with every place in which it is read. */
export type SeenLine = PlanLine & { places: Place[] };

/** A call is read by who is called and in the channel: one line, with both places. */
export function mergeEchoes(lines: readonly PlanLine[]): SeenLine[] {
  const kept: SeenLine[] = [];
  for (const line of lines) {
    const same = kept.find(({ at, text }) => at.getTime() === line.at.getTime() && text === line.text);
    if (same === undefined) kept.push({ ...line, places: [line.where] });
    else if (!same.places.includes(line.where)) same.places.push(line.where);
  }
  return kept;
}
