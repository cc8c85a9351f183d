import type { Ctx } from '../context.ts';
import { type FoundProblem, keepProblems, searchAllWords, searchAnyWord } from '../db/problems.ts';
import type { Incident } from '../domain/incident.ts';
import { isClear, nearTitles, searchWords } from '../domain/match-problems.ts';
import type { ProblemRunbook } from '../domain/problem-schema.ts';
import type { Runbook } from '../policy/load-runbook.ts';

/** Most that are offered to choose from. */
const mostOffered = 5;

/** What was found: one that is meant, several to choose from, or none. */
export type FoundProblems = { clear: ProblemRunbook | null; several: ProblemRunbook[] };

/** The runbook that an incident goes on by; outside of one, the current one. */
export function runbookFor(ctx: Ctx, incident: Incident | null): Promise<Runbook> {
  return incident === null ? Promise.resolve(ctx.runbooks.current) : ctx.runbooks.of(incident);
}

/** Looks for what somebody typed: all of the words, else any of them, else titles that are written nearly so. */
export async function findProblems(ctx: Ctx, { hash, problems }: Runbook, text: string): Promise<FoundProblems> {
  const { prisma } = ctx.db;
  // A version that another bot started with may have lost its rows since.
  await keepProblems(prisma, hash, problems);
  const asked = { runbook: hash, limit: mostOffered };
  const whole = await searchAllWords(prisma, { ...asked, text });
  if (whole.length > 0) return chosen(whole, () => true);
  const any = await searchAnyWord(prisma, { ...asked, words: searchWords(text) });
  if (any.length > 0) return chosen(any, ({ titled }) => titled);
  const near = nearTitles(problems, text).slice(0, mostOffered);
  return chosen(
    near.map(({ problem, score }) => ({ problem, rank: score, titled: true })),
    () => true,
  );
}

/** Looks for what an incident says of itself: its title, what is affected, its type. */
export async function findProblemsOf(ctx: Ctx, runbook: Runbook, incident: Incident): Promise<FoundProblems> {
  await keepProblems(ctx.db.prisma, runbook.hash, runbook.problems);
  const words = searchWords([incident.title, incident.affected ?? '', typeName(runbook, incident)].join(' '));
  const found = await searchAnyWord(ctx.db.prisma, { runbook: runbook.hash, words, limit: mostOffered });
  return chosen(found, ({ titled }) => titled);
}

function typeName({ policy }: Runbook, { type }: Incident): string {
  if (type === null) return '';
  return [type, policy.containment.find(({ key }) => key === type)?.name ?? ''].join(' ');
}

function chosen(found: FoundProblem[], mayBeClear: (best: FoundProblem) => boolean): FoundProblems {
  const [best] = found;
  const clear = best !== undefined && mayBeClear(best) && isClear(found.map(({ rank }) => rank));
  return { clear: clear ? best.problem : null, several: found.map(({ problem }) => problem) };
}
