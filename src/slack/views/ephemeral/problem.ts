import { runsNothing } from '../../../domain/problem-markdown.ts';
import { pagesOf } from '../../../domain/problem-pages.ts';
import type { ProblemRunbook } from '../../../domain/problem-schema.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { linkBlocks, stepBlocks, stepText, symptomBlocks } from '../problem.ts';
import type { ProblemAsk } from './problem-list.ts';

/** A problem for one person to read: nothing in it is ticked. `page` is counted from 1. */
export function renderProblemToRead(problem: ProblemRunbook, { value, mayPost }: ProblemAsk, page: number): Rendered {
  const pages = pagesOf(problem);
  const at = Math.min(Math.max(1, page), pages.length);
  const title = oneLine(problem.title, 150);
  const turn = (label: string, to: number) =>
    button({
      label,
      action: actions.showProblem,
      variant: String(to),
      value: { ...value, problem: problem.slug, page: String(to) },
    });
  const post = button({ label: 'Post', action: actions.postProblem, value: { ...value, problem: problem.slug } });
  return {
    text: `Runbook: ${title}`,
    blocks: [
      section(`*${title}*`),
      context(`${pages.length > 1 ? `Page ${at} of ${pages.length} · ` : ''}${runsNothing}`),
      ...(at === 1 ? symptomBlocks(problem) : []),
      ...stepBlocks(pages[at - 1] ?? [], (step, number) => section(stepText(step, number))),
      ...(at === pages.length ? linkBlocks(problem) : []),
      ...buttonRow([
        ...(at > 1 ? [turn('Earlier', at - 1)] : []),
        ...(at < pages.length ? [turn('Later', at + 1)] : []),
        ...(mayPost ? [post] : []),
      ]),
    ],
  };
}
