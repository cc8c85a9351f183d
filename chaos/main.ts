// npm run chaos: rounds of a random workload over replicas of the real bot, with faults drawn at random, and a checker that looks at
// what was seen outside. The same seed draws the same acts, faults and kill points; how far a process had come when one of them hit it is
// the machine's. Each round has a workspace, a PagerDuty, a database and bots of its own; all share one PostgreSQL.
//
//   draw-round.ts     all that is drawn of a round before it begins, from seed and number
//   play-round.ts     plays it: acts/ (what people do), troublemaker.ts (what calls meet), steer.ts (the clock)
//   stage.ts          what it is played on: fleet.ts and replica.ts (the processes), balancer.ts, postgres.ts, look.ts
//   record.ts         what was seen of it, made by recorder.ts and play-round.ts; check/ reads nothing else
//   plant/            bugs for the bot, and scenes in which the rules must see them: npm run chaos -- --plants
//   report.ts         docs/chaos.md, from what runs kept in docs/chaos.json
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePrograms } from '../workbench/bundle-programs.ts';
import { listRunbooks } from '../workbench/runbooks.ts';
import { checkAndCount } from './check/check.ts';
import { type Complaint, tellComplaints } from './check/complaint.ts';
import { plantPlugin } from './plant/plant-bug.ts';
import { type Asked, readArguments, replayOf } from './arguments.ts';
import { drawRound } from './draw-round.ts';
import { type Leftovers, removeLeftovers } from './leftovers.ts';
import { playRound } from './play-round.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import type { Program } from './replica.ts';
import { keptPlants, keptRun, writeReport } from './keep.ts';
import { tryPlants } from './plant/try-plants.ts';
import { emptyTally, seconds, type Tally, tallyRound, tellAgain, tellProgress, tellRound } from './tally.ts';

const patience = 3000;
const mostFailed = 3;
const mostKept = 20;
const kept = join(import.meta.dirname, '../.chaos');

process.exitCode = await run(readAsked());

function readAsked(): Asked {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

async function run(asked: Asked): Promise<number> {
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
    // Whatever a round waits for: bots and server end with the pipes to this process, and their folders go with it.
    setTimeout(() => process.exit(130), patience).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  const leftovers = removeLeftovers();
  const postgres = await startPostgres(asked.database, leftovers);
  const about = { postgres, leftovers, signal: stopping.signal };
  try {
    return await (asked.plants ? runPlants(asked, about) : runRounds(asked, about));
  } finally {
    leftovers.close();
  }
}

type About = { postgres: Postgres; leftovers: Leftovers; signal: AbortSignal };

async function runPlants({ plant, report }: Asked, { postgres, leftovers, signal }: About): Promise<number> {
  const folder = join(kept, 'plants');
  leftovers.add(folder);
  const began = performance.now();
  const tell = (line: string): void => console.log(line);
  try {
    const tried = await tryPlants(plant, { folder, postgres, signal, tell });
    if (report !== null) writeReport(report, { plants: keptPlants(tried) });
    const count = Object.keys(tried.plants).length;
    const verdict = tried.red.length === 0 ? 'all seen by their rules' : `amiss: ${tried.red.join(', ')}`;
    console.log(`${count} plants, ${verdict}, ${Math.round((performance.now() - began) / 1000)} s`);
    return tried.red.length === 0 ? 0 : 1;
  } finally {
    await postgres.close();
  }
}

async function runRounds(asked: Asked, { postgres, leftovers, signal }: About): Promise<number> {
  const { fileOf, remove } = await bundlePrograms(
    {
      main: join(import.meta.dirname, '../src/main.ts'),
      preload: join(import.meta.dirname, 'preload.ts'),
    },
    { whole: true, plugins: asked.plant === null ? [] : [plantPlugin(asked.plant)], begun: leftovers.add },
  );
  const tally = emptyTally();
  try {
    const program = { main: fileOf('main'), preload: fileOf('preload') };
    await playAll(asked, { program, postgres, leftovers, tally, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error('Stopped.');
  } finally {
    await postgres.close();
    await remove();
  }
  if (tally.complaints.length > 0) console.log(`\n${tellAgain(asked, tally)}`);
  console.log(
    `${tally.rounds} rounds, ${tally.kills} kill points, ${tally.complaints.length} complaints, ${seconds(tally)} s`,
  );
  const isShort = tally.kills < (asked.kills ?? 0);
  if (isShort) console.log(`${asked.kills} kill points were asked for.`);
  return tally.complaints.length === 0 && !isShort && !signal.aborted ? 0 : 1;
}

type Playing = About & { program: Program; tally: Tally };

/** Round after round; one that goes wrong is a complaint, and the next one is played all the same. */
async function playAll(asked: Asked, playing: Playing): Promise<void> {
  const { tally, signal } = playing;
  let failed = 0;
  for (let round = asked.from; goesOn(asked, tally, signal) && failed < mostFailed; round += 1)
    try {
      await playOne(asked, round, playing);
      failed = 0;
    } catch (error) {
      if (signal.aborted) throw error;
      failed += 1;
      const complaint = troubleOf(error);
      tally.rounds += 1;
      tally.complaints.push({ round, complaint });
      console.log(`round ${round}\n${tellComplaints([complaint])}\n  Replay: ${replayOf(asked, round)}`);
    } finally {
      console.log(tellProgress(asked, tally));
      // A long run that is ended in its midst leaves what it saw until then.
      if (asked.report !== null) writeReport(asked.report, { run: keptRun(asked, tally) });
    }
}

function troubleOf(error: unknown): Complaint {
  const seen = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { rule: 'troubles', incident: null, when: null, demanded: 'a round that ends', seen, where: 'the harness' };
}

function goesOn({ rounds, kills, minutes }: Asked, tally: Tally, signal: AbortSignal): boolean {
  if (signal.aborted || (rounds !== null && tally.rounds >= rounds) || (kills !== null && tally.kills >= kills))
    return false;
  return minutes === null || seconds(tally) < minutes * 60;
}

async function playOne(asked: Asked, number: number, { tally, leftovers, ...about }: Playing): Promise<void> {
  const [first = 'generic', ...rest] = listRunbooks().map(({ name }) => name);
  const round = drawRound(asked.seed, number, [first, ...rest]);
  const began = performance.now();
  const folder = join(kept, `${asked.seed.replaceAll(/\W/g, '-')}-${number}`);
  rmSync(folder, { recursive: true, force: true });
  leftovers.add(folder);
  try {
    const played = await playRound(round, { seed: asked.seed, number, folder: join(folder, 'runbook'), ...about });
    const checked = await checkAndCount(played.record);
    const { complaints } = checked;
    tallyRound(tally, round, played, checked);
    console.log(tellRound(number, round, played, performance.now() - began));
    if (complaints.length === 0) return;
    console.log(`${tellComplaints(complaints)}\n  Replay: ${replayOf(asked, number)}`);
    tally.red += 1;
    // A long run with one fault all over must not fill the disk.
    if (tally.red > mostKept) return;
    const file = join(folder, 'record.json');
    writeFileSync(file, JSON.stringify(played.record, null, 1));
    console.log(`  Record: ${file}`);
  } finally {
    if (!existsSync(join(folder, 'record.json'))) rmSync(folder, { recursive: true, force: true });
  }
}
