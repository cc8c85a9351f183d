import { setTimeout as delay } from 'node:timers/promises';
import { clockNow } from '../sandbox/clock.ts';
import type { ChaosRecord } from './record.ts';
import { type Program, type Replica, startReplica } from './replica.ts';

/** How a bot died. */
export type Death = 'before the call' | 'after applying' | 'at random';

/** The replicas of one round. */
export type Fleet = {
  /** Those that live, also those that are still starting. */
  living(): Replica[];
  /** Starts one more; it runs a moment later. */
  join(): void;
  /** Kills one and resolves when it is dead; false when it was already. */
  kill(name: string, how: Death): Promise<boolean>;
  /** Ends one as a deployment does. */
  leave(): Promise<void>;
  moveClocks(): Promise<void>;
  /** Resolves when one runs; starts one where nobody lives. */
  oneRuns(): Promise<void>;
  /** Resolves when all that live run. */
  allRun(): Promise<void>;
  /** Ends all of them at once. */
  end(): Promise<void>;
  seen: { processes: ChaosRecord['processes']; deaths: Death[]; troubles: string[] };
  logs(): ChaosRecord['logs'];
};

const mostStarts = 20;
const patience = 30_000;

/** Has nobody in it yet. `excuse` says why a bot may have ended by itself just now: the database was away, say. */
export function makeFleet(
  program: Program,
  settings: (name: string) => Record<string, string>,
  excuse: () => boolean,
): Fleet {
  const all: Replica[] = [];
  const expected = new Set<string>();
  const seen: Fleet['seen'] = { processes: [], deaths: [], troubles: [] };
  const living = (): Replica[] => all.filter((one) => !one.isGone());
  const note = (name: string, what: 'up' | 'killed' | 'stopped'): void =>
    void seen.processes.push({ name, at: clockNow().toISOString(), what });

  function join(): void {
    const name = `bot-${all.length + 1}`;
    const replica = startReplica(name, program, settings(name));
    all.push(replica);
    void replica.decided.then(() => {
      if (replica.url() !== null) note(name, 'up');
    });
    void replica.gone.then(({ code, signal }) => {
      if (expected.has(name)) return;
      note(name, 'stopped');
      if (!excuse()) seen.troubles.push(`${name} ended by itself (${code ?? signal}): ${replica.log().slice(-1500)}`);
    });
  }

  async function kill(name: string, how: Death): Promise<boolean> {
    const replica = living().find((one) => one.name === name);
    if (replica === undefined || expected.has(name)) return false;
    expected.add(name);
    replica.signal('SIGKILL');
    await replica.gone;
    note(name, 'killed');
    seen.deaths.push(how);
    return true;
  }

  async function oneRuns(): Promise<void> {
    const end = performance.now() + patience;
    for (let starts = 0; living().every((one) => one.url() === null); ) {
      if (starts > mostStarts || performance.now() > end)
        throw new Error(`No bot starts: ${all.at(-1)?.log().slice(-3000)}`);
      if (living().length === 0) {
        join();
        starts += 1;
      }
      await Promise.race([...living().map((one) => one.decided), delay(1000)]);
    }
  }

  return {
    living,
    join,
    kill,
    leave: async () => {
      const replica = living().find((one) => one.url() !== null && !expected.has(one.name));
      if (replica === undefined) return;
      expected.add(replica.name);
      replica.signal('SIGTERM');
      const late = setTimeout(() => {
        seen.troubles.push(`${replica.name} did not end within 10 s of SIGTERM`);
        replica.signal('SIGKILL');
      }, 10_000);
      await replica.gone;
      clearTimeout(late);
      note(replica.name, 'stopped');
    },
    moveClocks: async () => void (await Promise.all(living().map((one) => one.moveClock()))),
    oneRuns,
    allRun: async () => {
      await oneRuns();
      await Promise.race([Promise.all(living().map((one) => one.decided)), delay(patience, undefined, { ref: false })]);
      await oneRuns();
    },
    end: async () => {
      for (const one of living()) {
        expected.add(one.name);
        one.signal('SIGKILL');
      }
      await Promise.all(all.map((one) => one.gone));
    },
    seen,
    logs: () => all.map((one) => ({ process: one.name, text: one.log() })),
  };
}
