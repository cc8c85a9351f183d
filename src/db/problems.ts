import { z } from 'zod';
import { type ProblemRunbook, problemSchema, stepsOf } from '../domain/problem-schema.ts';
import { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/** A problem that was found. `rank` orders them; `titled`: its title or one of its other names has a word of what was looked for. */
export type FoundProblem = { problem: ProblemRunbook; rank: number; titled: boolean };

const foundSchema = z.array(z.object({ content: problemSchema, rank: z.number(), titled: z.boolean() }));

/** Stores the problems of a version of the runbook, unless they are there. Replicas that start at once may all do it. */
export async function keepProblems(tx: Tx, runbook: string, problems: readonly ProblemRunbook[]): Promise<void> {
  if (problems.length === 0) return;
  // Asked first: the texts need not travel with every start and every search.
  if ((await tx.problem.count({ where: { runbook } })) === problems.length) return;
  await tx.problem.createMany({ data: problems.map((problem) => rowOf(runbook, problem)), skipDuplicates: true });
}

function rowOf(runbook: string, problem: ProblemRunbook) {
  const { slug, title, alsoCalled, symptoms, affects, types } = problem;
  return {
    runbook,
    slug,
    names: [title, ...alsoCalled].join('\n'),
    signs: [...symptoms, ...affects, ...types].join('\n'),
    steps: stepsOf(problem)
      .map((step) => [step.text, ...step.code.map((code) => code.text)].join('\n'))
      .join('\n'),
    content: problem,
  };
}

/** Where problems are looked for, and how many are wanted. */
type Where = { runbook: string; limit: number };

/** Those in which all words are, as a search engine reads them: "words in quotes", -without. Best first. */
export function searchAllWords(tx: Tx, where: Where & { text: string }): Promise<FoundProblem[]> {
  const { text } = where;
  return search(
    tx,
    where,
    Prisma.sql`(websearch_to_tsquery('english', ${text}) || websearch_to_tsquery('simple', ${text}))`,
  );
}

/** Those in which any of the words is, or one that begins so. `words` are letters and figures only. */
export async function searchAnyWord(tx: Tx, where: Where & { words: readonly string[] }): Promise<FoundProblem[]> {
  const { words } = where;
  if (words.length === 0) return [];
  const whole = words.map((word) => `'${word}'`).join(' | ');
  const begun = words.map((word) => (word.length < 3 ? `'${word}'` : `'${word}':*`)).join(' | ');
  return search(tx, where, Prisma.sql`(to_tsquery('english', ${whole}) || to_tsquery('simple', ${begun}))`);
}

// The query stands in the condition itself: asked for by a join, PostgreSQL would not take the index.
async function search(tx: Tx, { runbook, limit }: Where, query: Prisma.Sql): Promise<FoundProblem[]> {
  const rows = await tx.$queryRaw`
    SELECT content, ts_rank(search, ${query})::float8 AS rank, ts_rank('{0,0,0,1}', search, ${query}) > 0 AS titled
    FROM problem WHERE runbook = ${runbook} AND search @@ ${query}
    ORDER BY rank DESC, slug LIMIT ${limit}`;
  return foundSchema.parse(rows).map(({ content, ...found }) => ({ problem: content, ...found }));
}
