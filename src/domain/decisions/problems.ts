import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, plan, post, record, refreshAll } from '../draft.ts';
import { type Incident, nameOf } from '../incident.ts';
import { touch } from '../people.ts';
import { pageOf, pagesOf } from '../problem-pages.ts';
import { stepsOf, type UsedProblem } from '../problem-schema.ts';
import { postedProblem } from '../used-problems.ts';
import { clockTime, mention } from '../wording.ts';

// More than anybody works through; the state is one document.
const mostUsed = 12;

/** A problem of the runbook is worked through in this incident: posted with a box per step. */
export function postProblem(draft: Draft, command: Extract<Command, { type: 'postProblem' }>): void {
  const { incident, now } = draft;
  const { by, problem } = command;
  const there = postedProblem(incident, problem);
  if (there !== null)
    throw new UserError(
      'problem-posted',
      `“${problem.title}” is in the channel of ${nameOf(incident)} already: ${mention(there.by)} posted it (${clockTime(there.at)}).`,
      'Go on there: its boxes show what is done.',
    );
  if (incident.problems.length >= mostUsed)
    throw new UserError(
      'problems-full',
      `${nameOf(incident)} has ${mostUsed} runbooks already, which is what it can keep.`,
      'Read this one outside of the channel, or put what you do into a note.',
    );
  if (incident.channelTrouble !== null)
    throw new UserError(
      'no-channel-for-problem',
      `Nothing can be posted in the channel of ${nameOf(incident)} just now.`,
      'Read the runbook outside of the channel: ask for it in a direct message to me.',
    );
  const used: UsedProblem = { id: `R${incident.problems.length + 1}`, problem, by, at: now, messages: [], ticks: {} };
  incident.problems.push(used);
  record(draft, 'problemPosted', by, { runbook: used.id, problem: problem.title, steps: stepsOf(problem).length });
  used.messages = postPages(draft, used);
  touch(draft, by);
}

/** What was posted in the channel that is left behind is posted in the new one, with its ticks. */
export function postProblemsAgain(draft: Draft): void {
  for (const used of draft.incident.problems) used.messages = postPages(draft, used);
}

function postPages(draft: Draft, { id, problem }: UsedProblem): string[] {
  const under = post(draft, { type: 'problem', problem: id, page: 0 });
  const others = pagesOf(problem)
    .slice(1)
    .map((_, index) =>
      plan(draft, {
        type: 'post',
        to: { type: 'thread', under },
        notice: { type: 'problem', problem: id, page: index + 1 },
      }),
    );
  return [under, ...others];
}

/** A step is done, or not after all. Nothing is ever run: a person says so. */
export function tickStep(draft: Draft, command: Extract<Command, { type: 'tickStep' }>): void {
  const { incident, now } = draft;
  const { by, done } = command;
  const { used, step } = requireStep(incident, command);
  if ((used.ticks[step.id] !== undefined) === done) return;
  if (done) used.ticks[step.id] = { by, at: now };
  else delete used.ticks[step.id];
  record(draft, 'stepTicked', by, { runbook: used.id, problem: used.problem.title, step: step.text, done });
  refreshAll(draft, used.messages.slice(pageOf(used.problem, step.id)).slice(0, 1));
  touch(draft, by);
}

function requireStep(incident: Incident, asked: { problem: string; step: string }) {
  const used = incident.problems.find(({ id }) => id === asked.problem);
  const step = used === undefined ? undefined : stepsOf(used.problem).find(({ id }) => id === asked.step);
  if (used !== undefined && step !== undefined) return { used, step };
  throw new UserError(
    'no-such-step',
    `${nameOf(incident)} has no such step.`,
    'Ask for the runbook again: `runbook` shows which there are.',
  );
}
