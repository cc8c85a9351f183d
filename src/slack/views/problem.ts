import type { Checkboxes, KnownBlock, SectionBlock } from '@slack/types';
import type { Notice } from '../../domain/notices.ts';
import { nameOf } from '../../domain/incident.ts';
import { runsNothing } from '../../domain/problem-markdown.ts';
import { type ProblemPage, pagesOf } from '../../domain/problem-pages.ts';
import { partTitles, type ProblemRunbook, type ProblemStep, type UsedProblem } from '../../domain/problem-schema.ts';
import { actions, encodeValue } from '../ids.ts';
import { type Rendered, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** One message of a problem that is worked through: what it looks like, then a box per step, with who ticked it and when. */
export function renderProblem(notice: Extract<Notice, { type: 'problem' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const used = incident.problems.find(({ id }) => id === notice.problem);
  const pages = used === undefined ? [] : pagesOf(used.problem);
  const page = pages[notice.page];
  // Cannot be, short of a stored incident that somebody changed by hand.
  if (used === undefined || page === undefined) return { text: notice.problem, blocks: [section(notice.problem)] };
  const title = oneLine(used.problem.title, 150);
  const by = `${withKind(incident, nameOf(incident))} · posted by ${named(used.by, facts)} · ${runsNothing}`;
  const isLast = notice.page === pages.length - 1;
  return {
    text: `Runbook: ${title}`,
    blocks: [
      section(notice.page === 0 ? `*${title}*` : `*${title}*, continued`),
      ...(notice.page === 0 ? [context(by), ...symptomBlocks(used.problem)] : []),
      ...stepBlocks(page, (step, number) => stepWithBox(step, number, used, facts)),
      ...(isLast ? linkBlocks(used.problem) : [context('It goes on in the thread.')].slice(notice.page)),
    ],
  };
}

/** What people see who have the problem. */
export function symptomBlocks({ symptoms, affects }: ProblemRunbook): KnownBlock[] {
  const lines = symptoms.map((symptom) => `• ${oneLine(symptom, 220)}`).join('\n');
  const where = affects.length === 0 ? [] : [context(`Affects ${oneLine(affects.join(', '), 300)}`)];
  return [...(lines === '' ? [] : [section(`*Symptoms*\n${lines}`)]), ...where];
}

/** The steps of a page under the headings of their parts. */
export function stepBlocks(page: ProblemPage, show: (step: ProblemStep, number: number) => KnownBlock): KnownBlock[] {
  return page.flatMap(({ part, from, steps }) => [
    section(`*${partTitles[part]}*${from === 1 ? '' : ', continued'}`),
    ...steps.map((step, index) => show(step, from + index)),
  ]);
}

/** Where more is to be read. */
export function linkBlocks({ links }: ProblemRunbook): KnownBlock[] {
  const lines = links.slice(0, 5).map(({ title, url }) => `${oneLine(title, 100)}: ${oneLine(url, 250)}`);
  return lines.length === 0 ? [] : [context(lines.join(' · '))];
}

/** `2. Look at the pods`, with what can be copied for it. */
export function stepText({ text, code }: ProblemStep, number: number): string {
  return [`${number}. ${oneLine(text, 1500)}`, ...code.map((block) => `\`\`\`\n${verbatim(block.text)}\n\`\`\``)].join(
    '\n',
  );
}

// What is copied must be what was written: no invisible sign is put in, as it is for the words of people.
function verbatim(code: string): string {
  return code.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function stepWithBox(step: ProblemStep, number: number, used: UsedProblem, facts: Facts): SectionBlock {
  const tick = used.ticks[step.id];
  const by = tick === undefined ? '' : `✓ ${named(tick.by, facts)}, ${timeOf(tick.at, facts.now)}\n`;
  const option = { text: { type: 'plain_text', text: 'Done' }, value: step.id } as const;
  const box: Checkboxes = {
    type: 'checkboxes',
    action_id: `${actions.tickStep}:${step.id}`,
    options: [option],
    ...(tick === undefined ? {} : { initial_options: [option] }),
  };
  // Slack keeps what somebody sees ticked for as long as the block has the same id.
  const value = valueOf(facts.incident, { problem: used.id, step: step.id, ticked: tick === undefined ? 'no' : 'yes' });
  return { ...section(`${by}${stepText(step, number)}`), block_id: encodeValue(value), accessory: box };
}
