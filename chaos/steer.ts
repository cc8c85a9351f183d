import { setTimeout as delay } from 'node:timers/promises';
import { clockNow, moveClock } from '../sandbox/clock.ts';
import type { Fleet } from './fleet.ts';
import { isBusy, workOf } from './idle.ts';
import type { Look } from './look.ts';
import type { ChaosRecord } from './record.ts';
import type { Troublemaker } from './troublemaker.ts';

/** The hand on the clock of a round. */
export type Steering = {
  /** Moves the clock now, whatever is still to do; only calls that may yet be carried out are waited for. */
  hop(seconds: number): Promise<void>;
  /** Waits until nothing is due, moving the clock by seconds where something waits for time to pass. */
  rest(): Promise<void>;
  /** Moves the clock that far, stopping wherever something is due. */
  forward(minutes: number): Promise<void>;
  seen: { moves: ChaosRecord['moves'] };
};

const second = 1000;
const lookEvery = 12;
/** Unchanged for so long, while no bot has work: it waits for the clock. The owner of a claim is dead, say, or Slack said when to come again. */
const stuckAfterStorm = 400;
/** In the calm it is rather this machine that is slow, and the clock must not run away from it. */
const stuckInCalm = 800;
/** Nothing of what is due has changed for so long, and the clock was moved so often meanwhile. */
const patience = 30_000;
const mostMoves = 24;
/** Where everything has to wait for a processor, a bot may seem to work for ever. */
const longestHeld = 4000;
/** What is due changes, and never ends. */
const longestRest = 240_000;
const longestFlight = 4000;
const minute = 60 * second;

/** Moves the clock of the harness and of whoever lives. */
export function makeSteering(look: Look, fleet: Fleet, troublemaker: Troublemaker): Steering {
  const moves: ChaosRecord['moves'] = [];

  async function moveTo(moment: Date): Promise<void> {
    // What was sent before is carried out before, or never: a call takes seconds, not minutes.
    const end = performance.now() + longestFlight;
    do await delay(4);
    while (troublemaker.inTheAir() > 0 && performance.now() < end);
    const from = clockNow();
    if (moment <= from) return;
    moveClock(moment.getTime() - from.getTime());
    moves.push({ from: from.toISOString(), to: clockNow().toISOString() });
    await fleet.moveClocks();
    await look.nudge();
  }

  async function rest(stuckAfter: number): Promise<void> {
    const end = performance.now() + longestRest;
    let seen = '';
    let since = performance.now();
    let changed = since;
    let movedSince = 0;
    let heldSince = since;
    let work = workOf(fleet);
    for (let quiet = 0; quiet < 2; ) {
      const due = await look.due().catch(() => ['the database']);
      quiet = due.length === 0 && troublemaker.inTheAir() === 0 ? quiet + 1 : 0;
      if (quiet === 2) return;
      const now = performance.now();
      if (now > end || (now > changed + patience && movedSince >= mostMoves))
        throw new Error(
          `It did not come to rest by ${clockNow().toISOString()}: ${due.join(', ') || `${troublemaker.inTheAir()} calls`}`,
        );
      if (due.join() !== seen) {
        seen = due.join();
        since = changed = heldSince = now;
        movedSince = 0;
        work = workOf(fleet);
      } else if (quiet === 0 && now - since > stuckAfter) {
        const before = work;
        since = now;
        work = workOf(fleet);
        if (isBusy(before, work) && now - heldSince < longestHeld) continue;
        heldSince = now;
        movedSince += 1;
        const next = await look.next().catch(() => null);
        const soon = new Date(clockNow().getTime() + 5 * second);
        await moveTo(next !== null && next < soon ? next : soon);
      }
      await delay(quiet > 0 ? 2 : lookEvery);
    }
  }

  return {
    hop: (seconds) => moveTo(new Date(clockNow().getTime() + seconds * second)),
    rest: () => rest(stuckAfterStorm),
    forward: async (minutes) => {
      const target = new Date(clockNow().getTime() + minutes * minute);
      await rest(stuckInCalm);
      for (let next = await look.next(); next !== null && next <= target; next = await look.next()) {
        await moveTo(next);
        await rest(stuckInCalm);
      }
      await moveTo(target);
      await rest(stuckInCalm);
    },
    seen: { moves },
  };
}
