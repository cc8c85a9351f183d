import { clockNow } from '../sandbox/clock.ts';
import type { LiveTrouble } from '../sandbox/live/protocol.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';

const lastsMs = 60_000;
const slowMs = 1500;
const retryAfter = 20;

/** What is wrong with Slack on purpose. */
export type SlackTrouble = {
  state(): Pick<LiveTrouble, 'slack' | 'slackUntil'>;
  set(kind: LiveTrouble['slack']): void;
  /** When it ends by itself. */
  until(): Date | null;
  /** Ends it when its time is over; tells whether it did. */
  look(): boolean;
};

/** The switch for one workspace. Down and rate limited last a minute of the incident's clock, slow until it is switched. */
export function makeSlackTrouble(sandbox: Sandbox): SlackTrouble {
  let slack: LiveTrouble['slack'] = 'well';
  let until: Date | null = null;
  function set(kind: LiveTrouble['slack']): void {
    sandbox.faults.clear();
    sandbox.setLatency(kind === 'slow' ? slowMs : 0);
    if (kind === 'rate limited') sandbox.faults.add({ method: /./, fault: { kind: '429', retryAfter } });
    if (kind === 'down') sandbox.faults.down();
    until = kind === 'down' || kind === 'rate limited' ? new Date(clockNow().getTime() + lastsMs) : null;
    slack = kind;
  }
  return {
    state: () => ({ slack, slackUntil: until?.toISOString() ?? null }),
    set,
    until: () => until,
    look: () => {
      if (until === null || clockNow() < until) return false;
      set('well');
      return true;
    },
  };
}
