import type { ProblemRunbook, ProblemStep, UsedProblem } from '../../src/domain/problem-schema.ts';
import { minute } from './facts.ts';
import { members } from './policy.ts';

/** A short problem: two checks, one of them with a command, and a fix. */
export const slowApi: ProblemRunbook = {
  slug: 'high-api-latency',
  title: 'High API latency',
  affects: ['api', 'database'],
  types: ['application'],
  alsoCalled: ['slow', 'timeouts'],
  symptoms: ['The API answers slowly or times out.'],
  checks: [
    {
      id: 'c1',
      text: 'See what the pods take of processor and memory.',
      code: [{ language: 'bash', text: 'kubectl top pods -n <namespace> && echo "done"' }],
    },
    { id: 'c2', text: 'Check the connections.', code: [] },
  ],
  fixes: [{ id: 'f1', text: 'Run more pods.', code: [] }],
  afterwards: [],
  links: [{ title: 'Grafana', url: 'https://grafana.example.com' }],
};

/** A problem that is as large as a file may be, with that text wherever there is one (of a length that the reader lets in). */
export function largestProblem(text: string): ProblemRunbook {
  const steps = (letter: string): ProblemStep[] =>
    Array.from({ length: 20 }, (_, index) => ({
      id: `${letter}${index + 1}`,
      text: text.slice(0, 60),
      code: [
        { language: 'bash', text: text.slice(0, 240) },
        { language: 'sql', text: text.slice(0, 200) },
      ],
    }));
  return {
    slug: 'x'.repeat(60),
    title: text.slice(0, 100),
    affects: Array.from({ length: 20 }, () => text.slice(0, 100)),
    types: [],
    alsoCalled: [],
    symptoms: Array.from({ length: 12 }, () => text.slice(0, 200)),
    checks: steps('c'),
    fixes: steps('f'),
    afterwards: steps('a'),
    links: Array.from({ length: 9 }, () => ({
      title: text.slice(0, 100),
      url: `https://example.com/${'x'.repeat(400)}`,
    })),
  };
}

/** A problem as it was posted at minute 6 by Ana, with these steps ticked by Ben at minute 8. */
export function usedProblem(problem: ProblemRunbook, ticked: string[] = []): UsedProblem {
  const tick = { by: members.ben, at: minute(8) };
  return {
    id: 'R1',
    problem,
    by: members.ana,
    at: minute(6),
    messages: ['inc:5.1'],
    ticks: Object.fromEntries(ticked.map((step) => [step, tick])),
  };
}
