import { knownNames } from '../../commands/read-names.ts';
import type { Ctx } from '../../context.ts';
import type { Incident } from '../../domain/incident.ts';
import { act } from '../act.ts';
import type { ActionCall, Caller, CommandCall } from '../calls.ts';
import { refuseUnless } from '../gate.ts';
import { locateIncident } from '../locate-incident.ts';
import { readText } from '../read-text.ts';
import { renderChecklistPage } from '../views/ephemeral/checklists.ts';

/** `/incident checklist [name]`. */
export async function checklistByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const incident = await locateIncident(ctx, call, call);
  await show(ctx, call, incident, { page: 1, word: await readText(ctx, call.rest), replace: false });
}

/** *Checklists*, and the buttons that turn its pages. */
export async function checklistsByButton(ctx: Ctx, call: ActionCall): Promise<void> {
  const { page, name = '' } = call.value;
  const incident = await locateIncident(ctx, call, call.value);
  await show(ctx, call, incident, { page: Number(page ?? 1), word: name, replace: page !== undefined });
}

/** A box is ticked, or a tick taken back: in the channel's message, in the headline, or in the answer to one person. */
export async function tickBoxes(ctx: Ctx, call: ActionCall): Promise<void> {
  const { list = '', was = '', page, here } = call.value;
  const before = was.split(' ').filter((box) => box !== '');
  const incident = await act(ctx, call, call.value, {
    type: 'tickBoxes',
    by: call.user,
    list,
    ticked: call.chosen.filter((box) => !before.includes(box)).map(Number),
    unticked: before.filter((box) => !call.chosen.includes(box)).map(Number),
  });
  if (here === undefined) return;
  const word = here === 'one' ? list : '';
  await show(ctx, call, incident, { page: Number(page ?? 1), word, replace: true });
}

async function show(
  ctx: Ctx,
  call: Caller,
  incident: Incident,
  { page, word, replace }: { page: number; word: string; replace: boolean },
): Promise<void> {
  await refuseUnless(ctx, call, { permission: 'see', incident });
  const people = incident.checklists.flatMap(({ items }) => items.flatMap(({ doneBy }) => doneBy ?? []));
  const name = knownNames(ctx, people);
  const names = Object.fromEntries(people.flatMap((user) => (name(user) === user ? [] : [[user, name(user)]])));
  const { policy } = await ctx.runbooks.of(incident);
  const facts = { incident, policy, now: ctx.now(), names };
  await call.reply({ ...renderChecklistPage(facts, { page, word }), replace });
}
