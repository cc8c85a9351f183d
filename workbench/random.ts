/** Numbers that look random and are the same for a seed: a failure can be replayed. */
export type Random = {
  /** 0 to below n. */
  below(n: number): number;
  /** One of them. */
  one<T>(options: readonly [T, ...T[]]): T;
  /** True with that chance, 0 to 1. */
  chance(p: number): boolean;
};

/** Mulberry32, which is small and even enough for choosing. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    one: (options) => options[below(options.length)] ?? options[0],
    chance: (p) => next() < p,
  };
}
