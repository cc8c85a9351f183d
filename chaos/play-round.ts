import { setTimeout as delay } from 'node:timers/promises';
import { clockNow } from '../sandbox/clock.ts';
import { perform } from './acts/perform.ts';
import { type ActScene, listenToPeople, newMark } from './acts/scene.ts';
import type { DrawnAct, Event, Kill, Round, Step, Storm } from './draw-round.ts';
import { untilIdle } from './idle.ts';
import { exportAll } from './export-all.ts';
import type { Death } from './fleet.ts';
import type { Postgres } from './postgres.ts';
import type { Act, ChaosRecord } from './record.ts';
import type { Program } from './replica.ts';
import { setStage, type Stage } from './stage.ts';
import { makeSteering, type Steering } from './steer.ts';
import { makeTroublemaker, type Troublemaker } from './troublemaker.ts';
import { watchOutages } from './watch-outages.ts';

/** What a scene has to play with, once its bots run. */
export type Hands = {
  stage: Stage;
  scene: ActScene;
  steering: Steering;
  troublemaker: Troublemaker;
  /** Whether whatever people bring to the bot reaches it a second time. */
  deliverTwice(on: boolean): void;
  /** What happens meanwhile may be late. */
  disturbing(why: string, work: () => Promise<void>): Promise<void>;
};
/** What is played instead of the storms that were drawn: to see one thing, every time. */
export type Scene = (hands: Hands) => Promise<void>;
/** What came of a round. */
export type Played = { record: ChaosRecord; deaths: Death[]; events: Event[]; replicas: number };

type About = {
  seed: string;
  number: number;
  /** Where its runbook is written. */
  folder: string;
  postgres: Postgres;
  signal: AbortSignal;
  instead?: Scene;
};

const mostReplicas = 4;
const shortOutage = 700;
const longestAct = 8000;
// A reminder, a step and an update of each open incident come due in it.
const lastMinutes = 30;

/** Plays one round to its end and answers all that was seen of it. Its runbook stays in `folder`, for who reads the record. */
export async function playRound(round: Round, about: About & { program: Program }): Promise<Played> {
  const outages = watchOutages();
  const name = `chaos_${process.pid}_${about.number}`;
  const stage = await setStage(round, { name, ...about, excuse: outages.lately });
  outages.follow(stage.fleet);
  try {
    return await play(stage, round, about, outages);
  } finally {
    outages.close();
    await stage.close();
  }
}

async function play(
  stage: Stage,
  round: Round,
  { seed, number, folder, postgres, signal, instead }: About,
  outages: ReturnType<typeof watchOutages>,
): Promise<Played> {
  const { sandbox, pagerDuty, fleet, look } = stage;
  const started = clockNow().toISOString();
  const troublemaker = makeTroublemaker(sandbox, pagerDuty, fleet);
  const steering = makeSteering(look, fleet, troublemaker);
  const acts: Act[] = [];
  const disturbed: ChaosRecord['disturbed'] = [];
  const events: Event[] = [];
  let twice = false;
  let known = await look.incidents();
  const people = listenToPeople(sandbox, { known: () => known, twice: () => twice, acts });
  const scene: ActScene = {
    sandbox,
    pagerDuty,
    look: { ...look, incidents: async () => (known = await look.incidents()) },
    severities: stage.severities,
    people: stage.people,
    mark: newMark,
    note: (act) => void acts.push({ at: clockNow().toISOString(), ...act }),
  };
  const acting = new Set<Promise<void>>();
  const troubles: string[] = [];

  function letAct(drawn: DrawnAct): void {
    const work: Promise<void> = perform(scene, drawn)
      .catch((error: unknown) => void troubles.push(`The harness itself failed at ${drawn.kind}: ${String(error)}`))
      .finally(() => acting.delete(work));
    acting.add(work);
  }
  async function actsDone(ms: number): Promise<void> {
    await Promise.race([Promise.all(acting), delay(ms)]);
  }

  async function killOnce(kill: Kill): Promise<void> {
    if (kill.when !== 'at random') return troublemaker.arm(kill);
    await delay(kill.afterMs);
    const living = fleet.living();
    const target = living[kill.replica % Math.max(1, living.length)];
    if (target) await fleet.kill(target.name, kill.when);
  }

  async function happen(event: Event): Promise<void> {
    events.push(event);
    switch (event) {
      case 'PostgreSQL restarts at once':
      case 'PostgreSQL restarts in order':
        return outages.during(async () => {
          if (postgres.restart) await postgres.restart(event === 'PostgreSQL restarts at once' ? 'immediate' : 'fast');
          else await postgres.cut(stage.database.name);
        });
      case 'connections cut':
        return outages.during(() => postgres.cut(stage.database.name));
      case 'event again':
        if (sandbox.events.length > 0) await sandbox.redeliverLast();
        return;
      case 'webhook again':
        return pagerDuty.redeliverLast();
      case 'sockets refreshed':
        return sandbox.refreshSockets();
      case 'Slack down for a moment':
        sandbox.faults.down();
        await delay(shortOutage);
        return sandbox.faults.up();
      case 'PagerDuty down for a moment':
        pagerDuty.faults.down();
        await delay(shortOutage);
        return pagerDuty.faults.up();
      case 'replica joins':
        if (fleet.living().length < mostReplicas) fleet.join();
        return;
      case 'replica leaves':
        if (fleet.living().length > 1) await fleet.leave();
        return;
    }
  }

  async function take(step: Step): Promise<void> {
    twice = step.twice;
    for (const trouble of step.troubles) troublemaker.plant(trouble);
    const happening = step.event === null ? Promise.resolve() : happen(step.event);
    const killing = step.kills.map(killOnce);
    for (const act of step.acts) letAct(act);
    await Promise.all([happening, ...killing, delay(step.waitMs), actsDone(step.waitMs)]);
    twice = false;
    while (fleet.living().length < round.replicas) fleet.join();
    stage.retryWebhooks();
    await steering.hop(step.seconds);
  }

  async function weather({ steps, calm }: Storm, last: boolean): Promise<void> {
    const from = clockNow().toISOString();
    for (const step of steps) {
      signal.throwIfAborted();
      await fleet.oneRuns();
      await take(step);
    }
    troublemaker.disarm();
    sandbox.faults.clear();
    pagerDuty.faults.clear();
    await fleet.allRun();
    await actsDone(longestAct);
    stage.retryWebhooks();
    await untilIdle(fleet);
    await steering.rest();
    disturbed.push({ from, until: clockNow().toISOString(), why: 'storm' });
    for (const act of calm.acts) letAct(act);
    await actsDone(longestAct);
    await untilIdle(fleet);
    await steering.forward(last ? lastMinutes : calm.minutes);
    if (calm.jumpHours === 0 || last) return;
    const before = clockNow().toISOString();
    await steering.hop(calm.jumpHours * 3600);
    await steering.rest();
    disturbed.push({ from: before, until: clockNow().toISOString(), why: 'the clock jumped' });
  }

  for (let n = 0; n < round.replicas; n += 1) fleet.join();
  await fleet.allRun();
  async function disturbing(why: string, work: () => Promise<void>): Promise<void> {
    const from = clockNow().toISOString();
    await work();
    disturbed.push({ from, until: clockNow().toISOString(), why });
  }
  const deliverTwice = (on: boolean): void => void (twice = on);
  try {
    if (instead) await instead({ stage, scene, steering, troublemaker, deliverTwice, disturbing });
    else for (const [n, storm] of round.storms.entries()) await weather(storm, n === round.storms.length - 1);
  } catch (error) {
    if (signal.aborted) throw error;
    // What was seen until then is worth a look all the same.
    troubles.push(String(error));
  }
  await people.settled();
  const { exports, troubles: refused } = await exportAll(
    (await look.incidents()).map((one) => one.name),
    folder,
    { DATABASE_URL: stage.database.url, RUNBOOK: stage.runbook },
  );
  const record: ChaosRecord = {
    ...stage.recorder.finish({ announce: 'incidents' }),
    seed,
    round: number,
    runbook: stage.runbook,
    paging: true,
    started,
    ended: clockNow().toISOString(),
    acts,
    processes: fleet.seen.processes,
    faults: troublemaker.seen.faults,
    moves: steering.seen.moves,
    downtimes: outages.seen(),
    disturbed,
    logs: fleet.logs(),
    exports,
    troubles: [...troubles, ...fleet.seen.troubles, ...refused, ...pagerDuty.failures],
  };
  return {
    record,
    deaths: fleet.seen.deaths,
    events,
    replicas: record.processes.filter(({ what }) => what === 'up').length,
  };
}
