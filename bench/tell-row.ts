/** The middle one. */
export function median(taken: readonly number[]): number {
  return taken.toSorted((one, other) => one - other)[Math.floor(taken.length / 2)] ?? Number.NaN;
}

/** Prints a row of the table; milliseconds. `floor` is the same done by the least that can do it, in the same run. */
export function tellRow(measure: string, taken: readonly number[], told: { floor?: number; aim: string }): void {
  const middle = median(taken);
  const floor = told.floor === undefined ? '–' : `${show(told.floor)} (${(middle / told.floor).toFixed(1)} ×)`;
  process.stdout.write(`| ${measure} | ${show(middle)} | ${show(Math.max(...taken))} | ${floor} | ${told.aim} |\n`);
}

function show(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
