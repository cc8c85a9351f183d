import type { ChaosRecord } from '../record.ts';

/** The bot's timers that fall within five seconds of each other are one message, so one may come so much early. */
export const early = 6_000;
/**
 * How late something may be where nothing was wrong: the harness moves the clock to a timer and lets the bot work, and its work
 * (a dozen calls one after the other, Slack's own limit of a message a second in a channel) takes seconds of the clock.
 */
export const patience = 60_000;
/** After a disturbance: jobs of a dead process are freed within thirty seconds, and what waited is sent with pauses in between. */
const recovery = 120_000;

/** Until when something that was due at `due` may have come. */
export function latestFor(record: Pick<ChaosRecord, 'disturbed' | 'downtimes'>, due: number): number {
  let until = due + patience;
  // One trouble may follow the other without a pause long enough to catch up.
  for (let moved = true; moved; ) {
    moved = false;
    for (const window of [...record.disturbed, ...record.downtimes]) {
      const end = Date.parse(window.until) + recovery;
      if (Date.parse(window.from) <= until && Date.parse(window.until) >= due - early && end > until) {
        until = end;
        moved = true;
      }
    }
  }
  return until;
}

/**
 * Milliseconds between the two that passed by themselves, without those by which the clock was moved: a process works, and hears of
 * another one, in these only.
 */
export function lived({ moves }: Pick<ChaosRecord, 'moves'>, from: number, to: number): number {
  return moves.reduce((left, move) => {
    const skipped = Math.min(to, Date.parse(move.to)) - Math.max(from, Date.parse(move.from));
    return left - Math.max(0, skipped);
  }, to - from);
}

/** Whether something was wrong between the two. */
export function wasDisturbed(record: Pick<ChaosRecord, 'disturbed' | 'downtimes'>, from: number, to: number): boolean {
  return [...record.disturbed, ...record.downtimes].some(
    (window) => Date.parse(window.from) <= to && Date.parse(window.until) + recovery >= from,
  );
}
