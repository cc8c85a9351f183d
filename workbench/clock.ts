import { clockNow } from '../sandbox/clock.ts';
import type { LiveClock } from '../sandbox/live/protocol.ts';
import { hopTo } from './hop-clock.ts';

/** The incident time, which people move forward. */
export type Clock = {
  state(): LiveClock;
  /** Resolves once what became due has run. One after the other, whoever asks. */
  forward(by: { minutes: number } | 'next'): Promise<void>;
  /** A minute each second, until it is set back to 1, the bot ends or something goes wrong. */
  play(speed: 1 | 60): void;
  /** Asks the bot anew what it has planned. */
  look(): Promise<void>;
  /** Stops playing and lets nothing move until `act` has ended. */
  hold<T>(act: () => Promise<T>): Promise<T>;
};

const second = 1000;
const minute = 60 * second;

/** Makes the clock. `due` is the next moment at which anything happens, the bot's or ours; `timer` what people wait for. */
export function makeClock(around: {
  due(): Promise<Date | null>;
  timer(): Promise<Date | null>;
  isBotUp(): boolean;
  moved(): Promise<void>;
  settle(): Promise<void>;
  changed(): void;
}): Clock {
  let speed: LiveClock['speed'] = 1;
  let moving = false;
  let nextTimer: string | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = turn.then(act, act);
    turn = mine.catch(() => {}); // whoever asked hears of it
    return mine;
  }
  async function look(): Promise<void> {
    const next = (await around.timer())?.toISOString() ?? null;
    if (next === nextTimer) return;
    nextTimer = next;
    around.changed();
  }
  async function move(target: Date): Promise<void> {
    moving = true;
    around.changed();
    try {
      await hopTo(target, {
        next: around.due,
        settle: around.settle,
        moved: async () => {
          await around.moved();
          around.changed();
        },
      });
    } finally {
      moving = false;
      nextTimer = (await around.timer())?.toISOString() ?? null;
      around.changed();
    }
  }
  async function target(by: { minutes: number } | 'next'): Promise<Date> {
    if (by !== 'next') return new Date(clockNow().getTime() + by.minutes * minute);
    // What runs now may plan the next.
    await around.settle();
    const next = await around.timer();
    if (next === null) throw new Error('Nothing is planned, so there is no next timer.');
    return next;
  }
  async function playOn(): Promise<void> {
    while (speed === 60) {
      const begun = performance.now();
      // The second that passes by itself is one of the sixty.
      await inTurn(async () =>
        speed === 60 ? move(new Date(clockNow().getTime() + minute - second)) : undefined,
      ).catch(stop);
      if (!around.isBotUp()) stop();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, second - (performance.now() - begun))).unref());
    }
  }
  function stop(): void {
    if (speed === 1) return;
    speed = 1;
    around.changed();
  }
  return {
    state: () => ({ now: clockNow().toISOString(), nextTimer, speed, moving }),
    forward: (by) => inTurn(async () => move(await target(by))),
    play: (wanted) => {
      if (wanted === 60 && !around.isBotUp()) throw new Error('The bot is down. Start it again, then play.');
      if (wanted === speed) return;
      speed = wanted;
      around.changed();
      if (speed === 60) void playOn();
    },
    look,
    hold: (act) => {
      stop();
      return inTurn(act);
    },
  };
}
