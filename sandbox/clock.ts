/** The `Date` of the machine, kept before anything replaces it. */
export const RealDate: DateConstructor = globalThis.Date;

let offset = 0;

/** The present moment on the moved clock. */
export function clockNow(): Date {
  return new RealDate(RealDate.now() + offset);
}

/** How many milliseconds the clock is ahead of the machine's. */
export function clockOffset(): number {
  return offset;
}

/** Moves the clock forward by `ms` milliseconds; it throws on a move backwards, which no real clock makes by hours. */
export function moveClock(ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) throw new Error(`The clock only moves forward; it was asked to move ${ms} ms.`);
  offset += ms;
}

/** Replaces the global `Date` by one that reads the moved clock; calling it twice is the same as once. */
export function installClock(): void {
  if (globalThis.Date !== RealDate) return;
  const movedNow = (): number => RealDate.now() + offset;
  const moved: DateConstructor = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [movedNow()] : args, newTarget),
    apply: () => clockNow().toString(),
    get: (target, key) => (key === 'now' ? movedNow : Reflect.get(target, key)),
  });
  // Libraries compare `value.constructor === Date`; both names must stay one.
  Object.defineProperty(RealDate.prototype, 'constructor', { value: moved, configurable: true, writable: true });
  globalThis.Date = moved;
}

/** Gives the global `Date` back to the machine and forgets every move. */
export function removeClock(): void {
  offset = 0;
  Object.defineProperty(RealDate.prototype, 'constructor', { value: RealDate, configurable: true, writable: true });
  globalThis.Date = RealDate;
}
