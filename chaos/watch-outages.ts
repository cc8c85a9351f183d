import { clockNow } from '../sandbox/clock.ts';
import type { Fleet } from './fleet.ts';
import type { ChaosRecord } from './record.ts';

/** Keeps when no bot was up, or the database was away. */
export type Outages = {
  follow(fleet: Fleet): void;
  /** Does something to the database. */
  during(work: () => Promise<void>): Promise<void>;
  /** Whether it was just now: a bot that started then may have given up. */
  lately(): boolean;
  seen(): ChaosRecord['downtimes'];
  close(): void;
};

const lookEvery = 25;
const excusedFor = 8000;

/** Looks at the fleet all the time. */
export function watchOutages(): Outages {
  const downtimes: ChaosRecord['downtimes'] = [];
  let fleet: Fleet | null = null;
  let since: string | null = null;
  let away = 0;
  let endedAt = Number.NEGATIVE_INFINITY;

  const look = (): void => {
    const isUp = away === 0 && (fleet === null || fleet.living().some((one) => one.url() !== null));
    if (isUp && since !== null) {
      downtimes.push({ from: since, until: clockNow().toISOString() });
      since = null;
    } else if (!isUp) since ??= clockNow().toISOString();
  };
  const timer = setInterval(look, lookEvery);
  return {
    follow: (given) => {
      fleet = given;
    },
    during: async (work) => {
      away += 1;
      look();
      try {
        await work();
      } finally {
        away -= 1;
        endedAt = performance.now();
        look();
      }
    },
    lately: () => away > 0 || performance.now() - endedAt < excusedFor,
    seen: () => {
      look();
      return since === null ? downtimes : [...downtimes, { from: since, until: clockNow().toISOString() }];
    },
    close: () => clearInterval(timer),
  };
}
