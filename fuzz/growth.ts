/** What the medians of the first and the last third may differ by. A kilobyte kept of each of 170,000 requests is more. Bytes. */
export const memoryBound = 64 * 1024 * 1024;

/** How much the last third of the samples is above the first, by their medians, once the first fifth has warmed everything up. */
export function growth(samples: readonly number[]): number {
  const warm = samples.slice(Math.floor(samples.length / 5));
  const third = Math.floor(warm.length / 3);
  return third === 0 ? 0 : median(warm.slice(-third)) - median(warm.slice(0, third));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
