import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Line } from './figures.ts';
import type { DatabaseKind } from './stage.ts';

const file = join(import.meta.dirname, '../docs/bench.md');
const head = '| measure | Muster | floor | ratio | aim | met | what limits it |\n|---|---|---|---|---|---|---|\n';

/** Rows of the table. */
export function tableOf(lines: readonly Line[], withHead: boolean): string {
  const met = (line: Line): string => (line.met === null ? '–' : line.met ? 'yes' : '**no**');
  const rows = lines.map(
    (line) =>
      `| ${line.measure} | ${line.muster} | ${line.floor} | ${line.ratio} | ${line.aim} | ${met(line)} | ${line.limit} |\n`,
  );
  return (withHead ? head : '') + rows.join('');
}

/** Writes docs/bench.md. */
export async function writeReport(results: readonly [DatabaseKind, Line[]][], server: string | null): Promise<void> {
  const judged = results.flatMap(([, lines]) => lines).filter(({ met }) => met !== null);
  const [cpu] = cpus();
  const text = `# Measured

\`npm run bench -- --write\` wrote this. Each figure is the median of runs that alternate with those of its floor, in the same run: the least that can do
the same, over the same client, workspace, database and concurrency. Slack is the sandbox, over real HTTP; what is measured
is a process of its own, except for what is measured inside a use case (writes, post-mortem).

- ${new Date().toISOString().slice(0, 10)}, ${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.versions.node}${server === null ? '' : `, PostgreSQL ${server} with its own settings (\`fsync\` on)`}.
- ${judged.filter(({ met }) => met === true).length} of ${judged.length} aims are met.
${results.map(([kind, lines]) => `\n## ${kind === 'embedded' ? 'The embedded database' : kind}\n\n${tableOf(lines, true)}`).join('')}`;
  await writeFile(file, text);
}
