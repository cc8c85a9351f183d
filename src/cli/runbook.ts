import { parseArgs } from 'node:util';
import { isClear, matchProblems } from '../domain/match-problems.ts';
import { problemMarkdown } from '../domain/problem-markdown.ts';
import type { ProblemRunbook } from '../domain/problem-schema.ts';
import { loadProblems } from '../policy/load-problems.ts';
import type { CliCommand } from './command.ts';

const mostOffered = 5;

/** Prints the problem runbook that fits some words: reads files only, for when neither Slack nor the database answers. */
export const runbook: CliCommand = {
  usage: 'runbook [words] [--folder runbooks/generic]',
  does: 'prints the problem runbook that fits the words; alone it lists them. Reads files, needs no database',
  async run(args, terminal) {
    const options = { folder: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const folder = values.folder ?? (terminal.env.RUNBOOK?.trim() || 'runbooks/generic');
    const problems = await loadProblems(folder);
    const words = positionals.join(' ');
    if (problems.length === 0) {
      terminal.err(`${folder} has no problem runbooks.\nWrite the first one as ${folder}/problems/high-error-rate.md.`);
      return 1;
    }
    if (words.trim() === '') {
      terminal.out(`Problem runbooks in ${folder}:`);
      for (const line of listed(problems)) terminal.out(line);
      return 0;
    }
    const found = matchProblems(problems, words).slice(0, mostOffered);
    const [best] = found;
    if (best === undefined) {
      terminal.out(`Nothing in ${folder} fits “${words}”. There are:`);
      for (const line of listed(problems)) terminal.out(line);
      return 1;
    }
    if (isClear(found.map(({ score }) => score))) {
      terminal.out(problemMarkdown(best.problem));
      return 0;
    }
    terminal.out(`Several fit “${words}”. Say more of the one that you mean:`);
    for (const line of listed(found.map(({ problem }) => problem))) terminal.out(line);
    return 0;
  },
};

function listed(problems: readonly ProblemRunbook[]): string[] {
  return problems.map(({ title, symptoms }) => `  ${title}${symptoms[0] === undefined ? '' : `: ${symptoms[0]}`}`);
}
