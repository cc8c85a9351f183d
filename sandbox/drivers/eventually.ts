import { RealDate } from '../clock.ts';

const { setTimeout: realTimeout } = globalThis;
const LOOK_EVERY_MS = 25;

/** Repeats an assertion until it holds, in real time; after `within` milliseconds (5000) its last error is thrown. */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { within = 5000 }: { within?: number } = {},
): Promise<T> {
  const end = RealDate.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (RealDate.now() > end) throw error;
    }
    await new Promise((resolve) => realTimeout(resolve, LOOK_EVERY_MS));
  }
}
