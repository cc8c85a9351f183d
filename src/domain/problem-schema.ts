import { z } from 'zod';

/** Something to do, with what can be copied for it. `id` is its place: `c1` of the checks, `f2` of the fixes, `a1` of what comes after. */
const stepSchema = z.object({
  id: z.string(),
  /** One line; what stands in backticks is code. */
  text: z.string(),
  code: z.array(z.object({ language: z.string(), text: z.string() })),
});

/** One problem of a runbook folder, as its file says it: plain data, shown to people and never run. */
export const problemSchema = z.object({
  /** The file's name without `.md`. */
  slug: z.string(),
  title: z.string(),
  affects: z.array(z.string()),
  /** Types of incident that it belongs to. */
  types: z.array(z.string()),
  /** Other words by which people look for it. */
  alsoCalled: z.array(z.string()),
  symptoms: z.array(z.string()),
  checks: z.array(stepSchema),
  fixes: z.array(stepSchema),
  afterwards: z.array(stepSchema),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
});

/** A problem that was posted in an incident, as it was then, with what was ticked off. */
export const usedProblemSchema = z.object({
  /** `R1`, numbered per incident. */
  id: z.string(),
  problem: problemSchema,
  by: z.string(),
  at: z.coerce.date(),
  /** Effects that posted it; the first is in the channel, the others are in its thread. */
  messages: z.array(z.string()),
  /** By step: who ticked it, and when. */
  ticks: z.record(z.string(), z.object({ by: z.string(), at: z.coerce.date() })),
});

/** One problem. */
export type ProblemRunbook = z.infer<typeof problemSchema>;
/** One step of it. */
export type ProblemStep = z.infer<typeof stepSchema>;
/** One problem in use. */
export type UsedProblem = z.infer<typeof usedProblemSchema>;

/** The parts that have steps, in the order in which they are worked through. */
export const stepParts = ['checks', 'fixes', 'afterwards'] as const;
/** One of them. */
export type StepPart = (typeof stepParts)[number];

/** How each part is headed. */
export const partTitles: Record<StepPart, string> = { checks: 'Checks', fixes: 'Fixes', afterwards: 'Afterwards' };

/** Every step of a problem, in order. */
export function stepsOf(problem: ProblemRunbook): ProblemStep[] {
  return stepParts.flatMap((part) => problem[part]);
}
