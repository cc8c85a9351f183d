import type { Ctx } from '../../context.ts';
import type { Command } from '../../domain/commands.ts';
import { type Incident, nameOf } from '../../domain/incident.ts';
import { act, confirm } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import type { Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { parsePerson } from '../parse-person.ts';
import { requireMember } from '../require-member.ts';
import { readText } from '../read-text.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { pageForm } from '../views/modals/people.ts';

/** `/incident ack`. */
export async function acknowledgeByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await acknowledge(ctx, call, call);
}

/** *I'm on it*. */
export async function acknowledgeByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await acknowledge(ctx, call, call.value);
}

async function acknowledge(ctx: Ctx, call: Caller, where: Where): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'acknowledge', by: call.user });
  await confirm(call, incident, `You answered for ${nameOf(incident)}. Nobody else is called for an answer now.`);
}

/** `/incident escalate`: the next step now. */
export async function escalateByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await escalate(ctx, call, call, null);
}

/** *Escalate*. */
export async function escalateByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  await escalate(ctx, call, call.value, call.value.step ?? null);
}

async function escalate(ctx: Ctx, call: Caller, where: Where, step: string | null): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'escalate', by: call.user, step });
  await confirm(call, incident, `The next call for ${nameOf(incident)} goes out now.`);
}

/** `/incident page @person [why]`; alone it opens the form. */
export async function pageByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const person = parsePerson(call.rest);
  if (person.type === 'stranger') refuseStranger(person.word);
  if (person.type === 'none') return openPage(ctx, call, targetOfCommand(call));
  await page(ctx, call, call, person.id, (await readText(ctx, person.rest)) || null);
}

/** *Page someone*. */
export async function openPageForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await openPage(ctx, call, targetOf(call.value, call.channel));
}

async function openPage(ctx: Ctx, call: Caller, target: FormTarget): Promise<void> {
  await openIncidentForm(ctx, call, {
    target,
    action: actions.openPage,
    view: (about, _, policy) => pageForm(policy, target, about),
  });
}

/** What is wrong with a filled-in form, by field. */
export function checkPage({ fields }: ModalCall): FieldErrors {
  const person = fields.person?.user ?? null;
  const expert = fields.expert?.choice ?? null;
  if (person === null && expert === null) return { person: 'Choose somebody.' };
  return person !== null && expert !== null ? { expert: 'Choose one of the two.' } : {};
}

/** The submitted form. */
export async function submitPage(ctx: Ctx, call: ModalCall): Promise<void> {
  const { person, expert, why } = call.fields;
  const where = targetOf(call.metadata, null);
  const [key = '', one = ''] = expert?.choice?.split(':') ?? [];
  if (key !== '') return engage(ctx, call, where, { expert: key, person: one || null, why: why?.text ?? null });
  await page(ctx, call, where, person?.user ?? call.user, why?.text ?? null);
}

/** `/incident engage database [why]`; alone it opens the form of *Page someone*, which has the experts in it. */
export async function engageByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { word, rest } = takeWord(call.rest);
  if (word === '') return openPage(ctx, call, targetOfCommand(call));
  await engage(ctx, call, call, { expert: word, person: null, why: (await readText(ctx, rest)) || null });
}

type Wanted = Pick<Extract<Command, { type: 'engage' }>, 'expert' | 'person' | 'why'>;

async function engage(ctx: Ctx, call: Caller, where: Where, wanted: Wanted): Promise<void> {
  const incident = await act(ctx, call, where, { type: 'engage', by: call.user, ...wanted });
  const user = incident.engaged.at(-1)?.user ?? call.user;
  await tellReaching(call, incident, user);
}

// "Paged" is said when a pager accepted it, by the message that tells the answer.
async function page(ctx: Ctx, call: Caller, where: Where, user: string, why: string | null): Promise<void> {
  await requireMember(ctx, user);
  const incident = await act(ctx, call, where, { type: 'page', by: call.user, user, why });
  await tellReaching(call, incident, user);
}

async function tellReaching(call: Caller, incident: Incident, user: string): Promise<void> {
  await call.reply(
    sentenceView(
      `I am reaching <@${user}> for ${nameOf(incident)}. What comes of it is told in the incident's channel.`,
    ),
  );
}
