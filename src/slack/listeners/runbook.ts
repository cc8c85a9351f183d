import { findByChannel } from '../../commands/find-incident.ts';
import { findProblems, findProblemsOf, runbookFor } from '../../commands/find-problems.ts';
import { findMessage } from '../../commands/find-message.ts';
import { readWho } from '../../commands/read-who.ts';
import type { Ctx } from '../../context.ts';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import { mayDo } from '../../domain/permissions.ts';
import type { ProblemRunbook } from '../../domain/problem-schema.ts';
import { postedProblem } from '../../domain/used-problems.ts';
import { UserError } from '../../errors.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import { locateIncident, refuseFormerChannel } from '../locate-incident.ts';
import { parseReview } from '../parse-review.ts';
import { renderProblemToRead } from '../views/ephemeral/problem.ts';
import { type ProblemAsk, renderProblemList, renderProblemOffers } from '../views/ephemeral/problem-list.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { reviewByCommand } from './upkeep.ts';

/** `/incident runbook [words]` (`reviewed` is about the runbook itself): in an incident's channel what fits is posted there; elsewhere one person reads it. */
export async function runbookByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { timezone } = ctx.runbooks.current.policy;
  const review = parseReview(call.rest, { now: ctx.now(), timezone });
  if (review !== null) return reviewByCommand(ctx, call, review);
  const incident = call.number === null ? await incidentHere(ctx, call) : await locateIncident(ctx, call, call);
  const words = call.rest.trim();
  if (words === '' && incident === null) return list(ctx, call, null, { page: 1, replace: false });
  await look(ctx, call, incident, words === '' ? null : words);
}

/** *Runbook*: by what the incident says of itself. */
export async function runbookByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await look(ctx, call, await locateIncident(ctx, call, { ...call.value, channel: call.channel }), null);
}

/** *Post*, at one of several. */
export async function postProblemByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await locateIncident(ctx, call, { ...call.value, channel: call.channel });
  await post(ctx, call, incident, await requireProblem(ctx, incident, call.value.problem));
}

/** *Show*, and the buttons that turn the pages of one problem. */
export async function showProblem(ctx: Ctx, call: ActionCall): Promise<void> {
  const incident = await incidentOf(ctx, call);
  const problem = await requireProblem(ctx, incident, call.value.problem);
  const ask = await askOf(ctx, call, incident);
  await call.reply({ ...renderProblemToRead(problem, ask, Number(call.value.page ?? 1)), replace: true });
}

/** *Show all*, and the buttons that turn the pages of the list. */
export async function listProblems(ctx: Ctx, call: ActionCall): Promise<void> {
  await list(ctx, call, await incidentOf(ctx, call), { page: Number(call.value.page ?? 1), replace: true });
}

/** A box of a step: ticked, or its tick taken away. */
export async function tickStep(ctx: Ctx, call: ActionCall): Promise<void> {
  const { problem = '', step = '' } = call.value;
  await act(ctx, call, call.value, { type: 'tickStep', by: call.user, problem, step, done: call.chosen.length > 0 });
}

async function look(ctx: Ctx, call: Caller, incident: Incident | null, words: string | null): Promise<void> {
  const runbook = await runbookFor(ctx, incident);
  const found =
    words === null && incident !== null
      ? await findProblemsOf(ctx, runbook, incident)
      : await findProblems(ctx, runbook, words ?? '');
  const ask = await askOf(ctx, call, incident);
  if (found.clear !== null && incident !== null && ask.mayPost) return post(ctx, call, incident, found.clear);
  if (found.clear !== null) return call.reply(renderProblemToRead(found.clear, ask, 1));
  if (found.several.length > 0) return call.reply(renderProblemOffers(found.several, ask, words));
  await list(ctx, call, incident, { page: 1, replace: false, nothingFor: words ?? incident?.title ?? null });
}

async function post(ctx: Ctx, call: Caller, incident: Incident, problem: ProblemRunbook): Promise<void> {
  const there = postedProblem(incident, problem);
  if (there !== null) return call.reply(sentenceView(await whereItIs(ctx, incident, there.messages[0] ?? '', problem)));
  const after = await act(ctx, call, { incident: incident.id }, { type: 'postProblem', by: call.user, problem });
  if (after.channel?.id === call.channel) return;
  const where = after.channel === null ? '' : ` in <#${after.channel.id}>`;
  await call.reply(sentenceView(`“${problem.title}” is posted${where}.`));
}

/** Where a problem was posted, with a way there. */
async function whereItIs(ctx: Ctx, incident: Incident, effect: string, { title }: ProblemRunbook): Promise<string> {
  const where = await findMessage(ctx, effect);
  const told = `“${title}” is in the channel of ${nameOf(incident)} already.`;
  if (where === null) return `${told} Its boxes show what is done.`;
  try {
    const { permalink } = await ctx.slack.chat.getPermalink({ channel: where.channel, message_ts: where.ts });
    return permalink === undefined ? told : `${told} Go on there: ${permalink}`;
  } catch (error) {
    // Somebody may have deleted it; the way there is a convenience.
    ctx.log.warn({ err: error }, 'The link to a posted runbook could not be asked for');
    return `${told} Its boxes show what is done.`;
  }
}

async function list(
  ctx: Ctx,
  call: Caller,
  incident: Incident | null,
  how: { page: number; replace: boolean; nothingFor?: string | null },
): Promise<void> {
  const { problems } = await runbookFor(ctx, incident);
  const sorted = problems.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
  const { page, replace, nothingFor = null } = how;
  const ask = await askOf(ctx, call, incident);
  await call.reply({ ...renderProblemList(sorted, ask, { page, nothingFor, folder: ctx.config.runbook }), replace });
}

/** Closed incidents, and people who may only see it, get it to read. */
async function askOf(ctx: Ctx, { user }: Caller, incident: Incident | null): Promise<ProblemAsk> {
  if (incident === null) return { value: {}, mayPost: false };
  const value = { incident: incident.id };
  if (!isOpen(incident)) return { value, mayPost: false };
  const who = await readWho(ctx, { user, wants: ['respond'] });
  const { policy } = ctx.runbooks.current;
  return { value, mayPost: mayDo({ permission: 'respond', who, incident, policy }).allowed };
}

async function incidentHere(ctx: Ctx, call: CommandCall): Promise<Incident | null> {
  const { workspace, channel } = call;
  const found = await findByChannel(ctx, { workspace, channel });
  await refuseUnless(ctx, call, { permission: 'see', incident: found });
  if (found === null) await refuseFormerChannel(ctx, call, channel);
  return found;
}

async function incidentOf(ctx: Ctx, call: ActionCall): Promise<Incident | null> {
  const { incident } = call.value;
  if (incident !== undefined) return locateIncident(ctx, call, { incident, channel: call.channel });
  await refuseUnless(ctx, call, { permission: 'see', incident: null });
  return null;
}

async function requireProblem(ctx: Ctx, incident: Incident | null, slug = ''): Promise<ProblemRunbook> {
  const { problems } = await runbookFor(ctx, incident);
  const found = problems.find((problem) => problem.slug === slug);
  if (found !== undefined) return found;
  throw new UserError(
    'no-such-problem',
    `The runbook has no ${slug} any more.`,
    `Ask again: \`${ctx.config.slackCommand} runbook\` shows what there is.`,
  );
}
