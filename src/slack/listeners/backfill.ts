import { nothingGiven } from '../../commands/nothing-given.ts';
import type { Ctx } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { openForm } from '../open-form.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall } from '../calls.ts';
import { actions } from '../ids.ts';
import { longestTitle } from '../limits.ts';
import { parseDeclaration } from '../parse-declaration.ts';
import { parsePast } from '../parse-moment.ts';
import { plainText } from '../plain-text.ts';
import { backfillForm } from '../views/modals/backfill.ts';
import { zoneOf } from '../zone-of.ts';
import { declareByCommand, recordDeclaration } from './declare.ts';

/** `/incident declare …`: with `--backfill` it is over already. */
export async function declareOrBackfill(ctx: Ctx, call: CommandCall): Promise<void> {
  const past = /^--backfill(?:\s+|$)/.exec(call.rest);
  if (past === null) return declareByCommand(ctx, call);
  await backfillByCommand(ctx, { ...call, rest: call.rest.slice(past[0].length) });
}

/** `/incident backfill [severity] [title]`, and `declare --backfill …`: the form, unless both times are behind it. */
export async function backfillByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  const past = await readPast(ctx, call);
  if (past !== null) return recordPast(ctx, call, past);
  if (call.trigger === null)
    throw new UserError(
      'backfill-what',
      'What is over is recorded with its title and both times.',
      'Say it in one line: `backfill P2 mail was late from yesterday 02:48 to 04:10`.',
    );
  const { severity, title } = parseDeclaration(plainText(call.rest), ctx.runbooks.current.policy);
  await openBackfill(ctx, call, { title: title.slice(0, longestTitle), severity });
}

type Past = { severity: string | null; title: string; from: Date; to: Date };

/** Reads `P2 mail was late from yesterday 02:48 to 04:10`, in the person's zone; null where a part of it is missing. */
async function readPast(ctx: Ctx, call: CommandCall): Promise<Past | null> {
  const [, said = '', from = '', to = ''] = /^(.+)\sfrom\s+(.+?)\s+(?:to|until)\s+(.+)$/s.exec(call.rest.trim()) ?? [];
  const { policy } = ctx.runbooks.current;
  const { severity, title } = parseDeclaration(plainText(said), policy);
  if (title === '') return null;
  const zone = await zoneOf(ctx, call, policy);
  // "yesterday 02:48 to 04:10" means the same day.
  const [day = ''] = /^\S+\s(?=\d)/.exec(from) ?? [];
  const end = /^\d{1,2}[:.]\d{2}$/.test(to) ? `${day}${to}` : to;
  const times = [from, end].map((text) => parsePast(text, zone, ctx.now()));
  const [began = null, ended = null] = times;
  return began === null || ended === null ? null : { severity, title, from: began, to: ended };
}

async function recordPast(ctx: Ctx, call: CommandCall, { severity, title, from, to }: Past): Promise<void> {
  const untold = { detected: null, mitigated: null, what: null, fix: null, customers: null };
  const backfill = { ...untold, impactStarted: from, declared: from, resolved: to };
  await recordDeclaration(ctx, call, { ...nothingGiven, title, severity, backfill });
}

/** *Record a past incident* in the declare form: takes its place. */
export async function openBackfillForm(ctx: Ctx, call: ActionCall): Promise<void> {
  const { view, value } = call;
  if (view === null) return openBackfill(ctx, call, {});
  const channel = value.channel ?? call.channel;
  const { policy } = ctx.runbooks.current;
  await ctx.slack.views.update({ view_id: view.id, view: backfillForm({ policy, channel }) });
}

async function openBackfill(
  ctx: Ctx,
  call: Caller,
  given: { title?: string; severity?: string | null },
): Promise<void> {
  await openForm(ctx, call, {
    view: backfillForm({ policy: ctx.runbooks.current.policy, channel: call.channel, ...given }),
    offer: { label: 'Open the form', action: actions.openBackfill, value: {} },
  });
}

/** What is wrong with a filled-in form, by field. */
export function checkBackfill({ fields }: ModalCall): FieldErrors {
  const errors: FieldErrors = {};
  if ((fields.title?.text ?? '') === '') errors.title = 'Say in a few words what happened.';
  if (!fields.declared?.time) errors.declared = 'When was it taken up? About right is right enough.';
  const resolved = fields.resolved?.time ?? null;
  if (resolved === null) errors.resolved = 'When was it resolved? If it still goes on, declare it instead.';
  else
    for (const name of ['impactStarted', 'detected', 'declared', 'mitigated']) {
      const at = fields[name]?.time ?? null;
      if (at !== null && at > resolved) errors[name] = 'This is after the time when it was resolved.';
    }
  return errors;
}

/** The submitted form. */
export async function submitBackfill(ctx: Ctx, call: ModalCall): Promise<void> {
  const { fields } = call;
  const declared = fields.declared?.time ?? null;
  const resolved = fields.resolved?.time ?? null;
  // The form was checked when it was submitted.
  if (declared === null || resolved === null) return;
  const text = (name: string) => fields[name]?.text ?? null;
  const time = (name: string) => fields[name]?.time ?? null;
  const options = fields.options?.chosen ?? [];
  await recordDeclaration(ctx, call, {
    title: text('title') ?? '',
    severity: fields.severity?.choice ?? null,
    affected: text('affected'),
    impact: text('impact'),
    exposure: options.includes('exposure'),
    private: options.includes('private'),
    drill: false,
    commander: null,
    source: null,
    backfill: {
      impactStarted: time('impactStarted'),
      detected: time('detected'),
      declared,
      mitigated: time('mitigated'),
      resolved,
      what: text('what'),
      fix: text('fix'),
      customers: text('customers'),
    },
  });
}
