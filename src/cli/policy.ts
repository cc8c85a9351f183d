import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { personBehind, type Policy, titleOf } from '../domain/policy.ts';
import { checkFolder } from '../policy/check-folder.ts';
import { lineOf, PolicyError, type Problem } from '../policy/policy-error.ts';
import { filesIn } from '../policy/runbook-files.ts';
import type { CliCommand } from './command.ts';
import { counted } from './tell-verified.ts';

/** Reads runbook folders with their templates and problems without starting anything. */
export const policy: CliCommand = {
  usage: 'policy check [folder …]',
  does: 'reads runbook folders with their templates and problems, and says what to mend; without a folder, all of runbooks/',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    const [task, ...named] = positionals;
    if (task !== 'check') {
      terminal.err(
        `${task === undefined ? 'It was not said what to do with the policy.' : `"policy ${task}" is not known.`}\nWrite: muster ${policy.usage}`,
      );
      return 2;
    }
    const problems = new Map<string, Problem>();
    for (const folder of await foldersOf(named, terminal.env.RUNBOOK?.trim() ?? '')) {
      const found = await checkFolder(folder);
      // Two folders that extend a third have its problems in common.
      for (const problem of found.problems) problems.set(lineOf(problem), problem);
      if (found.policy !== null && found.problems.length === 0)
        for (const line of praise(folder, found.policy)) terminal.out(line);
    }
    if (problems.size > 0) throw new PolicyError([...problems.values()]);
    return 0;
  },
};

/** A folder that holds runbook folders stands for all of them; the one that the bot runs by stands among its neighbours. */
async function foldersOf(named: string[], own: string): Promise<string[]> {
  if (named.length === 0) {
    const mine = own === '' ? 'runbooks/generic' : own;
    return [...new Set([...(await runbooksIn(dirname(mine))), join(mine)])].toSorted();
  }
  const each = await Promise.all(
    named.map(async (folder) => (existsSync(join(folder, 'policy.yaml')) ? [folder] : runbooksIn(folder))),
  );
  return each.map((inside, index) => (inside.length === 0 ? [named[index] ?? ''] : inside)).flat();
}

async function runbooksIn(folder: string): Promise<string[]> {
  const inside = (await filesIn(folder)).toSorted().map((name) => join(folder, name));
  return inside.filter((one) => existsSync(join(one, 'policy.yaml')));
}

function praise(folder: string, found: Policy): string[] {
  const severities = found.severities.map(({ key }) => key).join(', ');
  const people = counted(Object.keys(found.people).length, 'person', 'people');
  return [`${folder} reads well: ${severities}; ${counted(found.roles.length, 'role')}, ${people}.`, ...unnamed(found)];
}

/** Titles that are called or invited and that nobody stands behind: right for a start, and good to know before the first night. */
function unnamed(found: Policy): string[] {
  const targets = found.severities.flatMap(({ ladder, privateLadder, invite }) => [
    ...[...ladder, ...privateLadder].map((step) => step.target),
    ...invite.filter((one) => one in found.people || found.roles.some(({ key }) => key === one)),
  ]);
  const inTurns = new Set(found.rotation?.turns.flatMap((turn) => Object.keys(turn)));
  // Who is on call stands in PagerDuty, and who has a turn is somebody under people.
  const called = targets.filter(
    (target) => !inTurns.has(target) && !found.roles.some(({ key, schedule }) => key === target && schedule !== null),
  );
  const byTurns = found.rotation?.turns.flatMap((turn) => Object.values(turn)) ?? [];
  const experts = found.experts.flatMap(({ people }) => people);
  const empty = [...new Set([...called, ...byTurns, ...experts])].filter((target) => {
    const person = personBehind(found, target);
    return person === null || (person.slack === null && person.email === null);
  });
  if (empty.length === 0) return [];
  const titles = empty.map((target) => titleOf(found, target)).join(', ');
  return [
    `Nobody is named for: ${titles}. Their steps say the title in the channel and reach nobody, and nobody is invited for them; give slack: or email: under people, and primary: under roles.`,
  ];
}
