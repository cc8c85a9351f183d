import { UserError } from '../errors.ts';

/** One thing to mend: where it is and what to write instead. The line is null when it concerns the whole file. */
export type Problem = { file: string; line: number | null; text: string };

/** A runbook folder or a template folder that cannot be used, with every problem at once. */
export class PolicyError extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(lineOf);
    const count = lines.length === 1 ? 'One thing needs' : `${lines.length} things need`;
    super(
      'policy_refused',
      `${count} mending before Muster can use these files:\n${lines.join('\n')}`,
      'Mend each line and try again; `muster policy check` reads the files without starting anything.',
    );
    this.name = 'PolicyError';
    this.problems = problems;
  }
}

/** What was loaded, or null with everything to mend added to `problems`. */
export async function collect<T>(problems: Problem[], load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

/** `runbooks/x/policy.yaml:12: what is wrong`. */
export function lineOf(problem: Problem): string {
  return `${problem.file}${problem.line === null ? '' : `:${problem.line}`}: ${problem.text}`;
}
