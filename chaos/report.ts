import { rules } from './check/check.ts';
import type { Kept, KeptPlants, KeptRun } from './keep.ts';
import { plants } from './plant/plants.ts';
import { scenes } from './plant/scenes.ts';

/** docs/chaos.md: what a run did, what it saw and what it cannot see, and what became of the planted bugs. */
export function tellReport({ run, plants: tried }: Kept): string {
  return `${[
    '# Chaos',
    '',
    'People act at random on incidents of all six runbooks, on one to four replicas of the bot over one PostgreSQL, while whatever can go',
    'wrong does; then a checker that knows nothing of the bot compares what was seen in Slack and PagerDuty, and what `muster export` says,',
    'with what the policy demands. That a complaint would come is proved by bugs that are planted into the bot. Both parts are written by',
    '`npm run chaos -- … --report docs/chaos.md`; figures are kept in `chaos.json` beside this file.',
    '',
    '## The long run',
    '',
    ...(run === null ? ['Not run yet.', ''] : tellRun(run)),
    '## Planted bugs',
    '',
    ...tellPlants(tried),
    '## Run it, replay it',
    '',
    '```',
    'npm run chaos                                     # the short run of CI: 25 kill points',
    'npm run chaos -- --kills 1000 --seed WORD --report docs/chaos.md',
    'npm run chaos -- --plants --report docs/chaos.md  # every planted bug; --plant NAME for one of them',
    run?.replay ?? 'npm run chaos -- --seed WORD --from 7 --rounds 1',
    '```',
    '',
    'A round is drawn whole from seed and number before it begins: runbook, replicas, acts, faults, kill points, the moves of the clock. Its',
    'replay draws the same. How far a process has come in a millisecond is the machine’s, so a kill “on the fifth call” may meet another',
    'fifth call, and what people find on their screens then differs. A round with a complaint leaves its record in `.chaos/`: the',
    'checker gives the same answer about it for ever.',
    '',
    'What that comes to was looked at with a planted bug. `npm run chaos -- --seed heron --rounds 1 --plant entry-lost` was complained of by',
    '`timeline` (an entry of INC-4 is missing); the line that it printed as its replay was complained of by `timeline`, too, in INC-5 and INC-6:',
    'the same fault, in another incident, because people had come another way. A fault that needs one certain millisecond may want several',
    'replays; its record needs none.',
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

function tellRun(run: KeptRun): string[] {
  const { counts } = run;
  const complaints = Object.entries(run.complaints);
  return [
    `**${run.kills} kill points, ${complaints.length} complaints.**`,
    '',
    '| | |',
    '| --- | --- |',
    `| seed, rounds | \`${run.seed}\`, ${run.from} to ${run.from + run.rounds - 1} |`,
    ...madeBy(run),
    `| processes started | ${sumOf(counts.processes)} |`,
    ...rowsOf(counts.seen),
    '',
    'What the policy demanded and the checker looked at, by how it ended. A decision is one on the record: an answer, a role taken, an',
    'update, another status or severity, the end.',
    '',
    ...tableOf('Reminders', counts.reminders),
    ...tableOf('Escalation steps', counts.steps),
    ...tableOf('Pages', counts.pages),
    ...tableOf('Updates', counts.updates),
    ...tableOf('Post-mortem files', counts.files),
    ...tableOf('Kill points', counts['kill points']),
    ...tableOf('Faults that calls met', counts.faults),
    ...tableOf('What else happened', counts.events),
    ...tableOf('What people did', counts.acts),
    ...tableOf('Rounds by runbook', counts.runbooks),
    ...tableOf('Incidents by severity', counts.severities),
    ...tableOf('Incidents by kind', counts.kinds),
    ...tableOf('Incidents by how they stood at the end', counts.statuses),
    ...tableOf('Rounds by the way in', counts.ways),
    ...tableOf('Rounds by replicas at their start', counts.replicas),
    '### Complaints',
    '',
    ...(complaints.length === 0
      ? ['None.']
      : complaints.flatMap(([head, told]) => [`${head}:`, '', '```', told, '```', ''])),
    '',
  ];
}

function tellPlants(tried: KeptPlants | null): string[] {
  const seen = Object.values(tried?.plants ?? {}).filter((one) => one.seen).length;
  const scenesOf = Object.entries(scenes).map(([name, { about }]) => {
    const clean = tried?.clean[name];
    return `| ${name} | ${about} | ${clean === undefined ? '–' : `${clean} s`} |`;
  });
  return [
    `The checker has ${Object.keys(rules).length} rules, one file each in \`chaos/check/rules/\`: ${Object.keys(rules).join(', ')}. For every one there is`,
    'a lie that is put into a genuine record (`test/chaos`, in CI), and a bug that is planted into the real bot. Each bug is played alone, by two',
    'bots over PostgreSQL, in a short scene in which the bot without it is without complaint, and its very rule must see it. Several of the',
    'bugs at once are part of CI.',
    '',
    ...(tried === null
      ? ['Not run yet.', '']
      : [
          `**${Object.keys(tried.plants).length} planted bugs, ${seen} seen by their rule.**${tried.red === '' ? '' : ` Amiss: ${tried.red}.`}`,
          '',
          '| | |',
          '| --- | --- |',
          ...madeBy(tried),
          '',
        ]),
    '| plant | what is wrong then | scene | seen by the rule | also by | after |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(plants).map(([name, { what, rule, scene }]) => {
      const came = tried?.plants[name];
      const by = came === undefined ? `${rule}, not tried yet` : came.seen ? rule : `**not** by ${rule}`;
      return `| \`${name}\` | ${what} | ${scene} | ${by} | ${came?.others ?? ''} | ${came === undefined ? '' : `${came.seconds} s`} |`;
    }),
    '',
    '| scene | what happens | without a bug no complaint after |',
    '| --- | --- | --- |',
    ...scenesOf,
    '',
  ];
}

function madeBy({ on, machine, sources, minutes }: Pick<KeptRun, 'on' | 'machine' | 'sources' | 'minutes'>): string[] {
  return [`| day, sources | ${on}, ${sources} |`, `| lasted | ${minutes} min on ${machine} |`];
}

function rowsOf(counts: Record<string, number> = {}): string[] {
  return Object.entries(counts)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, n]) => `| ${name} | ${n} |`);
}

function tableOf(title: string, counts: Record<string, number> = {}): string[] {
  return [`| ${title} | ${sumOf(counts)} |`, '| --- | --- |', ...rowsOf(counts), ''];
}

function sumOf(counts: Record<string, number> = {}): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}
