// `npm run bench`: every row beside its floor, in the same run. --only <row>, --database <postgres|embedded>, --quick (does every row
// still work?), --keep <folder> (long histories are made once), --write (docs/bench.md).
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundlePrograms } from '../workbench/bundle-programs.ts';
import { endWhenStuck } from './end-when-stuck.ts';
import type { Line } from './figures.ts';
import { acknowledged } from './rows/acknowledged.ts';
import { idle } from './rows/idle.ts';
import { lookUps } from './rows/look-ups.ts';
import { modalOpens } from './rows/modal-opens.ts';
import { opening } from './rows/opening.ts';
import { postMortem } from './rows/post-mortem.ts';
import { reminders } from './rows/reminders.ts';
import { timelineWrites } from './rows/timeline-writes.ts';
import { type DatabaseKind, inFolder, type Stage } from './stage.ts';
import { startPostgres } from './start-postgres.ts';
import { tableOf, writeReport } from './write-report.ts';

const rows: Record<string, (stage: Stage) => Promise<Line[]>> = {
  acknowledged,
  modal: modalOpens,
  opening,
  reminders,
  writes: timelineWrites,
  'look-ups': lookUps,
  'post-mortem': postMortem,
  idle,
};
const asked = parseArgs({
  options: {
    only: { type: 'string' },
    database: { type: 'string' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
}).values;
const programs = { main: 'src/main.ts', bolt: 'bench/floor/bolt.ts', worker: 'bench/floor/worker.ts' };
const chosen = Object.entries(rows).filter(([name]) => asked.only === undefined || name === asked.only);
const missed: string[] = [];
/** Minutes. The longest row makes a history of five million entries, if it is not kept. */
const longestRow = 45;
if (chosen.length === 0) throw new Error(`There is no such row. There are: ${Object.keys(rows).join(', ')}.`);

endWhenStuck();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
await inFolder(async (folder) => {
  const bundled = await bundlePrograms(
    Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, resolve(path)])),
  );
  try {
    const results: [DatabaseKind, Line[]][] = [];
    const kinds = (['PostgreSQL', 'embedded'] as const).filter((kind) =>
      kind.toLowerCase().startsWith(asked.database ?? ''),
    );
    const server = kinds.includes('PostgreSQL')
      ? await startPostgres(asked.keep ? resolve(asked.keep) : join(folder, 'server'))
      : null;
    try {
      for (const kind of kinds) results.push([kind, await measure(kind, folder, server, bundled.fileOf)]);
    } finally {
      await server?.stop();
    }
    if (asked.write) await writeReport(results, server?.version ?? null);
  } finally {
    await bundled.remove();
  }
});
if (missed.length > 0) {
  process.stdout.write(`\nDid not run: ${missed.join(', ')}.\n`);
  process.exitCode = 1;
}

async function measure(
  kind: DatabaseKind,
  folder: string,
  server: Awaited<ReturnType<typeof startPostgres>> | null,
  fileOf: (name: string) => string,
): Promise<Line[]> {
  let made = 0;
  const stage: Stage = {
    kind,
    quick: asked.quick,
    fileOf,
    say: (what) => void process.stderr.write(`  ${what}\n`),
    database: async (name) => {
      made += 1;
      const kept = asked.keep !== undefined && name !== undefined;
      const word = name === undefined || !kept ? `bench_${made}` : `bench_${name.replace(/\W+/g, '_')}`;
      if (kind === 'PostgreSQL')
        return { folder: join(folder, word), databaseUrl: (await server?.database(word)) ?? null };
      const own = join(kept ? resolve(asked.keep ?? '') : folder, `embedded_${word}`);
      await mkdir(own, { recursive: true });
      return { folder: own, databaseUrl: null };
    },
  };
  process.stdout.write(`\n## ${kind}\n\n`);
  const lines: Line[] = [];
  for (const [name, row] of chosen) {
    const began = performance.now();
    stage.say(`${name} …`);
    try {
      const measured = await inTime(row(stage), name);
      lines.push(...measured);
      process.stdout.write(tableOf(measured, lines.length === measured.length));
    } catch (error) {
      missed.push(`${name} on ${kind}`);
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
    stage.say(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return lines;
}

/** A row that does not end would go on beside the next ones, so that none of their figures were true: all of it ends. */
async function inTime<T>(row: Promise<T>, name: string): Promise<T> {
  const timer = setTimeout(() => {
    process.stderr.write(`${name} has not ended within ${longestRow} minutes; nothing is written.\n`);
    process.exit(1);
  }, longestRow * 60_000);
  return row.finally(() => clearTimeout(timer));
}
