/** One line of the table. */
export type Line = {
  measure: string;
  muster: string;
  floor: string;
  ratio: string;
  aim: string;
  /** Null: there is nothing to be met. */
  met: boolean | null;
  limit: string;
};

/** The value below which that share of them is. */
export function quantile(taken: readonly number[], share: number): number {
  const sorted = taken.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds as people read them. */
export function ms(value: number): string {
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}

/** "1.24 ×". */
export function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

type Compared = {
  measure: string;
  muster: number;
  floor: number;
  most: number;
  limit: string;
  show?: (value: number) => string;
};

/** A line that is met while Muster takes at most so many times what the floor takes. */
export function compare({ measure, muster, floor, most, limit, show = ms }: Compared): Line {
  const ratio = muster / floor;
  return {
    measure,
    muster: show(muster),
    floor: show(floor),
    ratio: times(ratio),
    aim: `≤ ${most} ×`,
    met: ratio <= most,
    limit,
  };
}

/** Measures one and the other in turn, so that whatever else the machine does hits both; which one is first alternates. */
export async function inPairs(
  rounds: number,
  one: () => Promise<number[]>,
  other: () => Promise<number[]>,
): Promise<[number[], number[]]> {
  const taken: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      taken[0].push(...(await one()));
      taken[1].push(...(await other()));
    } else {
      taken[1].push(...(await other()));
      taken[0].push(...(await one()));
    }
  }
  return taken;
}
