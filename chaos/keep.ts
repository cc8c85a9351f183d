import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { z } from 'zod';
import { type Asked, replayOf } from './arguments.ts';
import { tellComplaints } from './check/complaint.ts';
import type { TriedPlants } from './plant/try-plants.ts';
import { tellReport } from './report.ts';
import type { Tally } from './tally.ts';

const made = z.object({ on: z.string(), machine: z.string(), sources: z.string(), minutes: z.number() });
const table = z.record(z.string(), z.number());
const keptRunSchema = made.extend({
  seed: z.string(),
  from: z.number(),
  rounds: z.number(),
  kills: z.number(),
  replay: z.string(),
  complaints: z.record(z.string(), z.string()),
  counts: z.record(z.string(), table),
});
const keptPlantsSchema = made.extend({
  plants: z.record(
    z.string(),
    z.object({ rule: z.string(), seen: z.boolean(), others: z.string(), seconds: z.number() }),
  ),
  clean: table,
  red: z.string(),
});
const keptSchema = z.object({ run: keptRunSchema.nullable(), plants: keptPlantsSchema.nullable() });

/** What runs left for the report: each writes its own half, so that the document has both. */
export type Kept = z.infer<typeof keptSchema>;
/** A run of rounds. */
export type KeptRun = z.infer<typeof keptRunSchema>;
/** A walk through the plants. */
export type KeptPlants = z.infer<typeof keptPlantsSchema>;

/** What a run of rounds leaves. */
export function keptRun(asked: Asked, tally: Tally): KeptRun {
  const { complaints } = tally;
  const said = complaints.map(
    ({ round, complaint }, index) =>
      [`${index + 1}. Round ${round} (${replayOf(asked, round)})`, tellComplaints([complaint])] as const,
  );
  return {
    ...madeBy(performance.now() - tally.began),
    seed: asked.seed,
    from: asked.from,
    rounds: tally.rounds,
    kills: tally.kills,
    replay: replayOf(asked, asked.from),
    complaints: Object.fromEntries(said),
    counts: tally.counts,
  };
}

/** What a walk through the plants leaves. */
export function keptPlants({ plants, clean, red, ms }: TriedPlants): KeptPlants {
  return { ...madeBy(ms), plants, clean, red: red.join(', ') };
}

/** Puts one half in its place in the JSON beside the report, and writes the report from both. */
export function writeReport(file: string, half: Partial<Kept>): void {
  const beside = file.replace(/(\.\w+)?$/, '.json');
  const before = existsSync(beside) ? readKept(beside) : null;
  const kept = { run: null, plants: null, ...before, ...half };
  writeFileSync(beside, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(file, tellReport(kept));
}

function readKept(file: string): Kept {
  return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function madeBy(ms: number): z.infer<typeof made> {
  const [cpu] = cpus();
  return {
    on: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB`,
    sources: commit(),
    minutes: Math.round(ms / 6000) / 10,
  };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'not in a repository';
  }
}
