import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import type { Command } from '../../domain/commands.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Task } from '../../domain/task-schema.ts';
import { requireTask, taskNouns } from '../../domain/tasks.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateIncident, locateWithPolicy, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf } from '../open-incident-form.ts';
import { parseTask } from '../parse-task.ts';
import { readText } from '../read-text.ts';
import { zoneOf } from '../zone-of.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { requireMember } from '../require-member.ts';
import { oneLine } from '../views/escape-text.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { renderTaskList } from '../views/ephemeral/task-list.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { taskChangeForm, taskForm } from '../views/modals/task.ts';

/** `/incident task [@owner] <text> [by 15:00]`, `task T1 start`, `task T1 done`; alone the list. */
export async function taskByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await byCommand(ctx, call, 'task');
}

/** `/incident action [kind:] [@owner] <text> [by friday]`: the same for afterwards. */
export async function actionByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await byCommand(ctx, call, 'action');
}

async function byCommand(ctx: Ctx, call: CommandCall, kind: Task['kind']): Promise<void> {
  const { where, policy } = await meant(ctx, call, kind);
  const zone = await zoneOf(ctx, call, policy);
  const kinds = kind === 'action' ? policy.actionKinds : [];
  const said = parseTask(call.rest, { zone, now: ctx.now(), policy }, kinds);
  switch (said.type) {
    case 'list':
      return showTasks(ctx, call, where, { page: 1, replace: false });
    case 'stranger':
      return refuseStranger(said.word);
    case 'tick':
      return tick(ctx, call, where, said);
    case 'start':
      return start(ctx, call, where, said);
    case 'change':
      return change(ctx, call, where, said);
    case 'add':
      return add(ctx, call, where, { ...said, kind, text: await readText(ctx, said.text) });
  }
}

/** The kinds of action items are those of the runbook that the incident goes on by. */
async function meant(ctx: Ctx, call: CommandCall, kind: Task['kind']): Promise<{ where: Where; policy: Policy }> {
  if (kind === 'task') return { where: call, policy: ctx.runbooks.current.policy };
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  return { where: { incident: incident.id }, policy };
}

/** *To do*, and the buttons that turn its pages. */
export async function tasksByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { page } = call.value;
  await showTasks(ctx, call, call.value, { page: Number(page ?? 1), replace: page !== undefined });
}

async function showTasks(ctx: Ctx, call: Caller, where: Where, how: { page: number; replace: boolean }): Promise<void> {
  const incident = await locateIncident(ctx, call, where);
  await call.reply({ ...(await listOf(ctx, incident, how.page)), replace: how.replace });
}

async function listOf(ctx: Ctx, incident: Incident, page: number) {
  const people = incident.tasks.flatMap(({ by, owner, doneBy }) => [by, owner, doneBy]).filter((user) => user !== null);
  const name = knownNames(ctx, people);
  const names = Object.fromEntries(people.flatMap((user) => (name(user) === user ? [] : [[user, name(user)]])));
  const { policy } = await ctx.runbooks.of(incident);
  return renderTaskList({ incident, policy, now: ctx.now(), names }, page);
}

/** *Task* and *Action item*. */
export async function openTaskForm(ctx: Ctx, call: ActionCall): Promise<void> {
  const kind = (call.value.kind ?? call.variant) === 'action' ? 'action' : 'task';
  const target = targetOf(call.value, call.channel);
  await openIncidentForm(ctx, call, {
    target,
    action: `${actions.openTask}:${kind}`,
    view: (about, incident, policy) => taskForm(target, about, { incident, kind, kinds: policy.actionKinds }),
  });
}

/** What is wrong with a filled-in form, by field. */
export function checkTask({ fields }: ModalCall): FieldErrors {
  return fields.text?.text ? {} : { text: 'Say in a few words what is to be done.' };
}

/** The submitted form. */
export async function submitTask(ctx: Ctx, call: ModalCall): Promise<void> {
  const { text, kind, owner, due, actionKind } = call.fields;
  await add(ctx, call, targetOf(call.metadata, null), {
    kind: kind?.choice === 'action' ? 'action' : 'task',
    text: text?.text ?? '',
    owner: owner?.user ?? null,
    due: due?.time ?? null,
    actionKind: actionKind?.choice ?? null,
  });
}

type Added = Pick<Extract<Command, { type: 'addTask' }>, 'kind' | 'text' | 'owner' | 'due'> & {
  actionKind: string | null;
};

async function add(ctx: Ctx, call: Caller, where: Where, added: Added): Promise<void> {
  const { kind, text, owner, due, actionKind } = added;
  if (owner !== null) await requireMember(ctx, owner);
  const incident = await act(ctx, call, where, { type: 'addTask', by: call.user, kind, text, owner, due, actionKind });
  await confirm(call, incident, `Added to ${nameOf(incident)} as ${kind === 'task' ? 'a' : 'an'} ${taskNouns[kind]}.`);
}

/** *Done* and *Not done*, in the channel and in the list. */
export async function tickTask(ctx: Ctx, call: ActionCall): Promise<void> {
  const { task = '', done } = call.value;
  await tick(ctx, call, call.value, { task, done: done !== 'no' });
}

async function tick(
  ctx: Ctx,
  call: Caller,
  where: Where,
  { task, done }: { task: string; done: boolean },
): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'tickTask', by: call.user, task, done });
  await call.reply(sentenceView(`${task} of ${nameOf(incident)} is ${done ? 'done' : 'open again'}.`));
}

/** *Start* and *Not started*. */
export async function startTask(ctx: Ctx, call: ActionCall): Promise<void> {
  const { task = '', started } = call.value;
  await start(ctx, call, call.value, { task, started: started !== 'no' });
}

async function start(
  ctx: Ctx,
  call: Caller,
  where: Where,
  { task, started }: { task: string; started: boolean },
): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'startTask', by: call.user, task, started });
  await call.reply(sentenceView(`${task} of ${nameOf(incident)} is ${started ? 'in progress' : 'open again'}.`));
}

/** *Change*. */
export async function openChangeForm(ctx: Ctx, call: ActionCall): Promise<void> {
  const target: FormTarget = targetOf(call.value, call.channel);
  const task = call.value.task ?? null;
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openTaskChange,
    view: (about, incident, policy) => taskChangeForm(target, about, { incident, task, kinds: policy.actionKinds }),
  });
}

/** What is wrong with a change, by field. */
export function checkChange({ fields }: ModalCall): FieldErrors {
  if (fields.owner?.user || fields.due?.time || fields.actionKind?.choice) return {};
  if (fields.actionKind === undefined) return { owner: 'Choose somebody, or a time.' };
  return { owner: 'Choose somebody, a time or a kind.' };
}

/** The submitted change. */
export async function submitChange(ctx: Ctx, call: ModalCall): Promise<void> {
  const { task, owner, due, actionKind } = call.fields;
  await change(ctx, call, targetOf(call.metadata, null), {
    task: task?.choice ?? '',
    owner: owner?.user ?? null,
    due: due?.time ?? null,
    actionKind: actionKind?.choice ?? null,
  });
}

type Changed = { task: string; owner: string | null; due: Date | null; actionKind: string | null };

async function change(ctx: Ctx, call: Caller, where: Where, changed: Changed): Promise<void> {
  const { task, owner, due, actionKind } = changed;
  if (owner !== null) await requireMember(ctx, owner);
  const to = {
    ...(owner === null ? {} : { owner }),
    ...(due === null ? {} : { due }),
    ...(actionKind === null ? {} : { actionKind }),
  };
  const incident = await act(ctx, call, where, { type: 'changeTask', by: call.user, task, to });
  const now = requireTask(incident, task);
  const holder = now.owner === null ? 'nobody yet' : `<@${now.owner}>`;
  const kind = now.actionKind === null ? '' : ` (${oneLine(now.actionKind, 60)})`;
  await call.reply(sentenceView(`${now.id} of ${nameOf(incident)}${kind} is with ${holder}.`));
}
