import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { type Asked, replayOf } from './arguments.ts';
import { rules } from './check/check.ts';
import { tellComplaints } from './check/complaint.ts';
import { tellPlants } from './plant/plant-bug.ts';
import type { Tally } from './tally.ts';

/** docs/chaos.md: what a run did, what it saw and what it cannot see. */
export function tellReport(asked: Asked, tally: Tally): string {
  const minutes = Math.round((performance.now() - tally.began) / 6000) / 10;
  const last = asked.from + tally.rounds - 1;
  const count = (table: string): number => Object.values(tally.counts[table] ?? {}).reduce((sum, n) => sum + n, 0);
  return `${[
    '# Chaos',
    '',
    'People act at random on incidents of all six runbooks, on one to four replicas of the bot over one PostgreSQL, while whatever can go',
    'wrong does; then a checker that knows nothing of the bot compares what was seen in Slack and PagerDuty, and what `muster export` says,',
    `with what the policy demands. This is the report of the run of ${today()}, written by \`npm run chaos -- --report\`.`,
    '',
    `**${tally.kills} kill points, ${tally.complaints.length} complaints.**`,
    '',
    '| | |',
    '| --- | --- |',
    `| seed, rounds | \`${asked.seed}\`, ${asked.from} to ${last} |`,
    `| lasted | ${minutes} min on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB |`,
    `| sources | ${commit()} |`,
    `| processes started | ${count('processes')} |`,
    ...rowsOf(tally, 'seen'),
    '',
    ...tableOf('Kill points', tally, 'kill points'),
    ...tableOf('Faults that calls met', tally, 'faults'),
    ...tableOf('What else happened', tally, 'events'),
    ...tableOf('What people did', tally, 'acts'),
    ...tableOf('Rounds by runbook', tally, 'runbooks'),
    ...tableOf('Rounds by the way in', tally, 'ways'),
    ...tableOf('Rounds by replicas at their start', tally, 'replicas'),
    '## Complaints',
    '',
    ...complaintsOf(asked, tally),
    '',
    '## What is checked',
    '',
    `${Object.keys(rules).length} rules, one file each in \`chaos/check/rules/\`: ${Object.keys(rules).join(', ')}. Every one is shown to see a bug that is planted`,
    'into the bot (`npm run chaos -- --plant NAME`), and a lie that is put into a record (`test/chaos`):',
    '',
    tellPlants(),
    '',
    '## Run it, replay it',
    '',
    '```',
    'npm run chaos                                     # the short run of CI: 25 kill points, at most 2 minutes',
    'npm run chaos -- --kills 1000 --seed WORD --report docs/chaos.md',
    replayOf(asked, last),
    '```',
    '',
    'A round is drawn whole from seed and number before it begins: runbook, replicas, acts, faults, kill points, the moves of the clock. Its',
    'replay draws the same. How far a process has come in a millisecond is the machine’s, so a kill “on the fifth call” may meet another',
    'fifth call, and what people find on their screens then differs. A round with a complaint leaves its record in `.chaos/`: the',
    'checker gives the same answer about it for ever.',
    '',
    '## What it does not cover',
    '',
    '- The embedded database: it belongs to one process. `test/crash` kills that one at every effect.',
    '- A machine that loses power, a full disk, a PostgreSQL that loses what it has committed.',
    '- A process that hangs and comes back (SIGSTOP), and clocks of replicas that differ: all follow one clock, which only goes forward.',
    '- Beats, sweeps and polls of the bots come five times as fast as in production, and a call is given up after 5 s instead of 10,',
    '  because the clock of a round passes about a hundred times as fast.',
    '- On time is asked only outside of storms, and two minutes after them; within a storm, nothing lost and nothing doubled.',
    '- Versions of the bot beside each other; that is tested apart.',
  ].join('\n')}\n`;
}

function rowsOf({ counts }: Tally, table: string): string[] {
  return Object.entries(counts[table] ?? {}).map(([name, n]) => `| ${name} | ${n} |`);
}

function tableOf(title: string, tally: Tally, table: string): string[] {
  const rows = Object.entries(tally.counts[table] ?? {}).toSorted(([one], [other]) => one.localeCompare(other));
  const sum = rows.reduce((total, [, n]) => total + n, 0);
  return [`| ${title} | ${sum} |`, '| --- | --- |', ...rows.map(([name, n]) => `| ${name} | ${n} |`), ''];
}

function complaintsOf(asked: Asked, { complaints }: Tally): string[] {
  if (complaints.length === 0) return ['None.'];
  return complaints.flatMap(({ round, complaint }) => [
    `Round ${round} (\`${replayOf(asked, round)}\`):`,
    '```',
    tellComplaints([complaint]),
    '```',
  ]);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'not in a repository';
  }
}
