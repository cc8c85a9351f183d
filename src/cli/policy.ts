import { parseArgs } from 'node:util';
import { personBehind, type Policy, titleOf } from '../domain/policy.ts';
import { UserError } from '../errors.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import { loadProblems } from '../policy/load-problems.ts';
import { loadTemplates } from '../policy/load-templates.ts';
import { PolicyError, type Problem } from '../policy/policy-error.ts';
import { withTemplates } from '../policy/with-templates.ts';
import { templateFolder } from '../template-folder.ts';
import type { CliCommand } from './command.ts';
import { counted } from './tell-verified.ts';

/** Reads a runbook folder and its templates without starting anything. */
export const policy: CliCommand = {
  usage: 'policy check [folder]',
  does: 'reads a runbook folder and its templates, and says what to mend',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    const [task, folder = terminal.env.RUNBOOK?.trim() || 'runbooks/generic'] = positionals;
    if (task !== 'check')
      throw new UserError(
        'no-such-task',
        task === undefined ? 'It was not said what to do with the policy.' : `"policy ${task}" is not known.`,
        'Write: muster policy check [folder]',
      );
    const problems: Problem[] = [];
    const found = await collect(problems, () => loadPolicy(folder));
    await collect(problems, () => loadProblems(folder));
    const templates = await collect(problems, () => loadTemplates(templateFolder(folder)));
    if (found !== null && templates !== null)
      await collect(problems, async () => withTemplates(found, { templates, folder }));
    if (found === null || problems.length > 0) throw new PolicyError(problems);
    terminal.out(
      `${folder} reads well: ${found.severities.map(({ key }) => key).join(', ')}; ${counted(found.roles.length, 'role')}, ${counted(Object.keys(found.people).length, 'person', 'people')}.`,
    );
    for (const line of unnamed(found)) terminal.out(line);
    return 0;
  },
};

async function collect<T>(problems: Problem[], load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

/** Titles that are called or invited and that nobody stands behind: right for a start, and good to know before the first night. */
function unnamed(found: Policy): string[] {
  const targets = new Set(
    found.severities.flatMap(({ ladder, privateLadder, invite }) => [
      ...[...ladder, ...privateLadder].map((step) => step.target),
      ...invite.filter((one) => one in found.people || found.roles.some(({ key }) => key === one)),
    ]),
  );
  const empty = [...targets].filter((target) => {
    const person = personBehind(found, target);
    return person === null || (person.slack === null && person.email === null);
  });
  if (empty.length === 0) return [];
  const titles = empty.map((target) => titleOf(found, target)).join(', ');
  return [
    `Nobody is named for: ${titles}. Their steps say the title in the channel and reach nobody, and nobody is invited for them; give slack: or email: under people, and primary: under roles.`,
  ];
}
