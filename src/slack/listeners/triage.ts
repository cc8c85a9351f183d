import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateWithPolicy, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { readText } from '../read-text.ts';
import { readTriage } from '../read-triage.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { triageForm, typeForm } from '../views/modals/triage.ts';

/** `/incident triage users a third`, `triage users none`; alone the form with the policy's questions. */
export async function triageByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '' && call.trigger !== null) return openTriage(ctx, call, targetOfCommand(call));
  const { incident: place, policy } = await locateWithPolicy(ctx, call, { channel: call.channel, number: call.number });
  const { questions } = policy.triage;
  const { word, rest } = takeWord(call.rest);
  const found = questions.find(({ key }) => key.toLowerCase() === word.toLowerCase());
  const text = await readText(ctx, rest);
  if (found === undefined || text === '') throw unanswered(questions, found?.question ?? null);
  const answers = { [found.key]: /^none$/i.test(text) ? null : text };
  const incident = await act(ctx, call, { incident: place.id }, { type: 'answerTriage', by: call.user, answers });
  await confirm(call, incident, `The answer of ${nameOf(incident)} is recorded.`);
}

function unanswered(questions: Policy['triage']['questions'], asked: string | null): UserError {
  if (questions.length === 0)
    return new UserError(
      'triage-what',
      'The policy has no questions.',
      'What you know goes into `note text` or `update text`.',
    );
  return new UserError(
    'triage-what',
    asked === null ? 'Which question you answer comes first.' : `What is your answer to “${asked}”?`,
    `Write it behind one of them: ${questions.map(({ key, question }) => `\`triage ${key} …\` (${question})`).join(', ')}. \`none\` takes an answer back.`,
  );
}

/** *Triage*. */
export async function openTriageForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openTriage(ctx, call, targetOf(call.value, call.channel));
}

async function openTriage(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openTriage,
    view: (about, incident, policy) => triageForm(policy, target, about, incident),
  });
}

/** The submitted answers. */
export async function submitTriage(ctx: Ctx, call: ModalCall): Promise<void> {
  const answers = readTriage(call.fields, call.metadata.shown?.split(' '));
  const where = targetOf(call.metadata, null);
  const incident = await act(ctx, call, where, { type: 'answerTriage', by: call.user, answers });
  await confirm(call, incident, `The answers of ${nameOf(incident)} are recorded.`);
}

/** `/incident type database`, `type none`; alone it opens the form. */
export async function typeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openType(ctx, call, targetOfCommand(call));
  await setType(ctx, call, call, call.rest);
}

/** *Type*. */
export async function openTypeForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openType(ctx, call, targetOf(call.value, call.channel));
}

async function openType(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openType,
    view: (about, incident, policy) => typeForm(policy, target, about, incident),
  });
}

/** The submitted form. */
export async function submitType(ctx: Ctx, call: ModalCall): Promise<void> {
  await setType(ctx, call, targetOf(call.metadata, null), call.fields.type?.choice ?? 'none');
}

async function setType(ctx: Ctx, call: Caller, where: Where, word: string): Promise<void> {
  const to = /^none$/i.test(word) ? null : word;
  const incident = await act(ctx, call, where, { type: 'setType', by: call.user, to });
  await confirm(call, incident, `The type of ${nameOf(incident)} is recorded.`);
}
