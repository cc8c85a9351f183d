import { type ProblemRunbook, type ProblemStep, type StepPart, stepParts } from './problem-schema.ts';

/** What one message holds of a problem: each part's steps that it shows, `from` the number of the first one. */
export type ProblemPage = { part: StepPart; from: number; steps: ProblemStep[] }[];

/** Blocks of a message share 12,000 characters; the rest is for the head, the links and who ticked what. */
const mostCharacters = 7000;
/** A message has 50 blocks; headings and what stands around the steps take some. */
const mostSteps = 20;
/** Who ticked it and when, the box, the number. */
const perStep = 150;

/** A problem in as few messages as hold it; a step is never cut. */
export function pagesOf(problem: ProblemRunbook): ProblemPage[] {
  const pages: ProblemPage[] = [[]];
  // The symptoms are on the first one.
  let used = problem.symptoms.reduce((sum, symptom) => sum + lengthInSlack(symptom), 500);
  let steps = 0;
  for (const part of stepParts)
    for (const [index, step] of problem[part].entries()) {
      const cost = costOf(step);
      if (steps > 0 && (used + cost > mostCharacters || steps >= mostSteps)) {
        pages.push([]);
        [used, steps] = [200, 0];
      }
      used += cost;
      steps += 1;
      const page = pages.at(-1);
      const last = page?.at(-1);
      if (last?.part === part) last.steps.push(step);
      else page?.push({ part, from: index + 1, steps: [step] });
    }
  return pages;
}

/** On which page a step is. */
export function pageOf(problem: ProblemRunbook, step: string): number {
  return pagesOf(problem).findIndex((page) => page.some(({ steps }) => steps.some(({ id }) => id === step)));
}

function costOf({ text, code }: ProblemStep): number {
  return code.reduce((sum, block) => sum + lengthInSlack(block.text) + 10, perStep + lengthInSlack(text));
}

/** Characters as Slack counts them: three signs are written as entities. */
function lengthInSlack(text: string): number {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length;
}
