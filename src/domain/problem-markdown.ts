import { partTitles, type ProblemRunbook, type ProblemStep, stepParts } from './problem-schema.ts';

/** Said wherever a problem is shown: its commands are for people. */
export const runsNothing = 'Muster runs nothing: copy what you need.';

/** A problem as Markdown, for a screen without Slack. */
export function problemMarkdown(problem: ProblemRunbook): string {
  const parts = stepParts.flatMap((part) =>
    problem[part].length === 0 ? [] : [`## ${partTitles[part]}`, ...problem[part].map(stepMarkdown)],
  );
  return [
    `# ${problem.title}`,
    ...(problem.affects.length === 0 ? [] : [`Affects: ${problem.affects.join(', ')}`]),
    runsNothing,
    '## Symptoms',
    problem.symptoms.map((symptom) => `- ${symptom}`).join('\n'),
    ...parts,
    ...(problem.links.length === 0
      ? []
      : ['## Links', problem.links.map(({ title, url }) => `- ${title}: ${url}`).join('\n')]),
  ].join('\n\n');
}

function stepMarkdown({ text, code }: ProblemStep, index: number): string {
  const indent = ' '.repeat(String(index + 1).length + 2);
  const blocks = code.map(({ language, text: lines }) =>
    [`\`\`\`${language}`, ...lines.split('\n'), '```']
      .map((line) => (line === '' ? '' : `${indent}${line}`))
      .join('\n'),
  );
  return [`${index + 1}. ${text}`, ...blocks].join('\n\n');
}
