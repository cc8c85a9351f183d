import type { KnownBlock } from '@slack/types';
import type { ProblemRunbook } from '../../../domain/problem-schema.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';

/** For which incident it was asked (in `value`; none outside of one), and whether the person may post there. */
export type ProblemAsk = { value: Record<string, string>; mayPost: boolean };

/** A message takes 50 blocks. */
const PER_PAGE = 10;

/** Several that fit: one is chosen. `words` is what was looked for; null for what the incident says of itself. */
export function renderProblemOffers(
  problems: readonly ProblemRunbook[],
  ask: ProblemAsk,
  words: string | null,
): Rendered {
  const head = words === null ? 'These runbooks may fit' : `These runbooks may fit “${oneLine(words, 100)}”`;
  const all = button({ label: 'Show all', action: actions.listProblems, value: ask.value });
  return { text: head, blocks: [section(`*${head}*`), ...problems.map((one) => row(one, ask)), ...buttonRow([all])] };
}

/** All of them, by title. `nothingFor` is what was looked for in vain; null where the list itself was asked for. */
export function renderProblemList(
  problems: readonly ProblemRunbook[],
  ask: ProblemAsk,
  { page, nothingFor, folder }: { page: number; nothingFor: string | null; folder: string },
): Rendered {
  const pages = Math.max(1, Math.ceil(problems.length / PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const none = nothingFor === null ? null : `Nothing in the runbook fits “${oneLine(nothingFor, 100)}”.`;
  const head = problems.length === 0 ? 'The runbook has no problems yet' : 'Problems in the runbook';
  const turn = (label: string, to: number) =>
    button({ label, action: actions.listProblems, variant: String(to), value: { ...ask.value, page: String(to) } });
  return {
    text: none ?? head,
    blocks: [
      ...(none === null ? [] : [section(none)]),
      section(`*${head}*${pages > 1 ? `, page ${at} of ${pages}` : ''}`),
      ...problems.slice((at - 1) * PER_PAGE, at * PER_PAGE).map((one) => row(one, ask)),
      context(
        `To add one, write ${oneLine(folder, 200)}/problems/disk-full.md or the like; \`muster policy check\` says whether it reads well.`,
      ),
      ...buttonRow([...(at > 1 ? [turn('Earlier', at - 1)] : []), ...(at < pages ? [turn('Later', at + 1)] : [])]),
    ],
  };
}

function row({ slug, title, symptoms }: ProblemRunbook, { value, mayPost }: ProblemAsk): KnownBlock {
  const [label, action] = mayPost ? (['Post', actions.postProblem] as const) : (['Show', actions.showProblem] as const);
  const first = symptoms[0] === undefined ? '' : `\n${oneLine(symptoms[0], 220)}`;
  return section(
    `*${oneLine(title, 150)}*${first}`,
    button({ label, action, variant: slug, value: { ...value, problem: slug } }),
  );
}
