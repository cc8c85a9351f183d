import type { Ctx } from '../../context.ts';
import { nameOf } from '../../domain/incident.ts';
import { UserError } from '../../errors.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { locateWithPolicy, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { parseSeverity } from '../parse-declaration.ts';
import { readText } from '../read-text.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { severityForm } from '../views/modals/severity.ts';

/** `/incident severity P0 [why]`; alone it opens the form. */
export async function severityByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  if (call.rest === '') return openSeverity(ctx, call, targetOfCommand(call));
  const { word, rest } = takeWord(call.rest);
  const { incident, policy } = await locateWithPolicy(ctx, call, call);
  const to = parseSeverity(word, policy);
  if (to === null) {
    const known = policy.severities.map(({ key }) => key).join(', ');
    throw new UserError(
      'unknown-severity',
      `There is no severity “${word}”.`,
      `There are ${known}. Unsure? Choose the higher one.`,
    );
  }
  await change(ctx, call, { incident: incident.id }, to, (await readText(ctx, rest)) || null);
}

/** *Severity*. */
export async function openSeverityForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openSeverity(ctx, call, targetOf(call.value, call.channel));
}

async function openSeverity(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openSeverity,
    view: (about, _incident, policy) => severityForm(policy, target, about),
  });
}

/** The submitted form. */
export async function submitSeverity(ctx: Ctx, call: ModalCall): Promise<void> {
  await change(
    ctx,
    call,
    targetOf(call.metadata, null),
    call.fields.severity?.choice ?? '',
    call.fields.why?.text ?? null,
  );
}

async function change(ctx: Ctx, call: Caller, where: Where, to: string, why: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'changeSeverity', by: call.user, to, why });
  await confirm(call, incident, `${nameOf(incident)} is ${incident.severity} now.`);
}
