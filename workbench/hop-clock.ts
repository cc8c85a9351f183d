import { clockNow, moveClock } from '../sandbox/clock.ts';

/** What moves with the clock. */
export type Moving = {
  /** When something is due next, after the present moment; null for nothing. */
  next(): Promise<Date | null>;
  /** The clock was moved: whoever else has one is told. */
  moved(): Promise<void>;
  /** Waits until what became due has run. */
  settle(): Promise<void>;
};

/** Moves the clock to `target`, stopping wherever something is due, so that everything happens at its own minute. */
export async function hopTo(target: Date, moving: Moving): Promise<void> {
  await moving.settle();
  for (let next = await moving.next(); next !== null && next <= target; next = await moving.next()) {
    await moveTo(next, moving);
  }
  await moveTo(target, moving);
}

async function moveTo(moment: Date, { moved, settle }: Moving): Promise<void> {
  moveClock(Math.max(0, moment.getTime() - clockNow().getTime()));
  await moved();
  await settle();
}
