import { readWoken } from '../../commands/read-woken.ts';
import type { Ctx } from '../../context.ts';
import type { Command } from '../../domain/commands.ts';
import { wantedExpert } from '../../domain/decisions/engage.ts';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import { alternatesOf } from '../../domain/woken.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import { actions } from '../ids.ts';
import { findMeant, type Where } from '../locate-incident.ts';
import { openIncidentForm, targetOf, targetOfCommand } from '../open-incident-form.ts';
import { takeWord } from '../parse-command.ts';
import { parsePerson } from '../parse-person.ts';
import { requireMember } from '../require-member.ts';
import { readText } from '../read-text.ts';
import { refuseStranger } from '../refuse-stranger.ts';
import { sentenceView } from '../views/ephemeral/sentence.ts';
import { renderWoken } from '../views/ephemeral/woken.ts';
import type { FormTarget } from '../views/modals/incident-form.ts';
import { pageForm } from '../views/modals/people.ts';

/** `/incident page @person [why]`; alone it opens the form. */
export async function pageByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const person = parsePerson(call.rest);
  if (person.type === 'stranger') refuseStranger(person.word);
  if (person.type === 'none') return openPage(ctx, call, targetOfCommand(call));
  const { word, rest } = takeWord(person.rest);
  // What *Page anyway* does, for whoever has no button to press.
  const anyway = word.toLowerCase() === 'anyway';
  const why = (await readText(ctx, anyway ? rest : person.rest)) || null;
  await page(ctx, call, call, { user: person.id, why, anyway });
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
  await page(ctx, call, where, { user: person?.user ?? call.user, why: why?.text ?? null, anyway: false });
}

/** `/incident engage database [why]`; alone it opens the form of *Page someone*, which has the experts in it. */
export async function engageByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const { word, rest } = takeWord(call.rest);
  if (word === '') return openPage(ctx, call, targetOfCommand(call));
  await engage(ctx, call, call, { expert: word, person: null, why: (await readText(ctx, rest)) || null });
}

/** *Page the alternate instead* and *Page anyway*: what there was to know of their night was told beside the button. */
export async function pageDecided(ctx: Ctx, call: ActionCall): Promise<void> {
  const { user = call.user, expert, person = null, why = null, instead = null, asked, here } = call.value;
  const replace = here === 'yes';
  const shown = asked === undefined ? null : new Date(asked);
  if (expert !== undefined && person !== null) {
    const engaged: Command = { type: 'engage', by: call.user, expert, person, why, asked: shown };
    return tellReaching(call, await act(ctx, call, call.value, engaged), user, replace);
  }
  const command: Command = { type: 'page', by: call.user, user, why, insteadOf: instead, asked: shown };
  await tellReaching(call, await act(ctx, call, call.value, command), user, replace);
}

type Wanted = Pick<Extract<Command, { type: 'engage' }>, 'expert' | 'person' | 'why'>;

async function engage(ctx: Ctx, call: Caller, where: Where, wanted: Wanted): Promise<void> {
  if (await askFirst(ctx, call, where, { ...wanted, user: null })) return;
  const incident = await act(ctx, call, where, { type: 'engage', by: call.user, ...wanted });
  const user = incident.engaged.at(-1)?.user ?? call.user;
  await tellReaching(call, incident, user);
}

// "Paged" is said when a pager accepted it, by the message that tells the answer.
async function page(
  ctx: Ctx,
  call: Caller,
  where: Where,
  { user, why, anyway }: { user: string; why: string | null; anyway: boolean },
): Promise<void> {
  await requireMember(ctx, user);
  if (!anyway && (await askFirst(ctx, call, where, { user, why, expert: null, person: null }))) return;
  const incident = await act(ctx, call, where, { type: 'page', by: call.user, user, why });
  await tellReaching(call, incident, user);
}

type Paging = { user: string | null; why: string | null; expert: string | null; person: string | null };

/** Whether somebody who was woken already would be called: who pages hears so first, and decides. */
async function askFirst(ctx: Ctx, call: Caller, where: Where, wanted: Paging): Promise<boolean> {
  // No phone rings, so that nobody's night is at stake.
  if (ctx.phone === null) return false;
  const incident = await findMeant(ctx, call, { channel: call.channel, ...where });
  // What cannot be done is refused by the command, with its reason.
  if (incident.kind !== 'real' || !isOpen(incident)) return false;
  await refuseUnless(ctx, call, { permission: 'page', incident });
  const { policy } = await ctx.runbooks.of(incident);
  const { why, expert } = wanted;
  const by = call.user;
  const user =
    wanted.user ?? (expert === null ? null : wantedExpert(policy, { by, expert, person: wanted.person }).user);
  if (user === null || user === by) return false;
  const now = ctx.now();
  const others = alternatesOf(incident, policy, user, by, now);
  const woken = await readWoken(ctx, { incident, users: [user, ...others], before: now });
  if (woken[user] === undefined) return false;
  const person = Object.values(policy.people).find(({ slack }) => slack === user)?.key ?? null;
  const as = expert === null || person === null ? null : { expert, person };
  await call.reply(renderWoken({ incident, policy, now, woken }, { user, by, why, as }));
  return true;
}

async function tellReaching(call: Caller, incident: Incident, user: string, replace = false): Promise<void> {
  const said = sentenceView(
    `I am reaching <@${user}> for ${nameOf(incident)}. What comes of it is told in the incident's channel.`,
  );
  await call.reply({ ...said, ...(replace ? { replace } : {}) });
}
