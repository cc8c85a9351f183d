import { declareIncident } from '../../commands/declare-incident.ts';
import { type Given, nothingGiven } from '../../commands/nothing-given.ts';
import { findByNumber, listOpen } from '../../commands/find-incident.ts';
import { knownNames } from '../../commands/read-names.ts';
import { readPageTitle } from '../../commands/read-page-title.ts';
import type { Ctx } from '../../context.ts';
import { provisionalTitle } from '../../domain/decisions/attach.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { maskSecrets } from '../../domain/mask-secrets.ts';
import type { ActionCall, Caller, CommandCall, FieldErrors, ModalCall, ShortcutCall } from '../calls.ts';
import { databaseTrouble } from '../../database-trouble.ts';
import { actions } from '../ids.ts';
import { longestTitle } from '../limits.ts';
import { fillForm, openForm } from '../open-form.ts';
import { parseDeclaration } from '../parse-declaration.ts';
import { takePageLink } from '../parse-page-link.ts';
import { namelessMentions, plainText } from '../plain-text.ts';
import { prefill, readPrefill, type Written } from '../prefill.ts';
import { renderDeclared } from '../views/ephemeral/declared.ts';
import { type NotRecordedFacts, renderNotRecorded } from '../views/ephemeral/not-recorded.ts';
import { renderTitleTooLong } from '../views/ephemeral/title-too-long.ts';
import { tellMasked } from '../tell-masked.ts';
import { calledOf, declareForm, sourceOf } from '../views/modals/declare.ts';
import { readTriage } from '../read-triage.ts';

/** `/incident declare` opens the form; `/incident declare P1 checkout is down` needs none. */
export async function declareByCommand(ctx: Ctx, call: CommandCall): Promise<void> {
  await declareFromText(ctx, call, false);
}

/** `/incident drill P1 checkout is down`: an exercise. */
export async function declareDrill(ctx: Ctx, call: CommandCall): Promise<void> {
  await declareFromText(ctx, call, true);
}

async function declareFromText(ctx: Ctx, call: CommandCall, drill: boolean): Promise<void> {
  const { policy } = ctx.runbooks.current;
  const { page, rest } = takePageLink(call.rest);
  const { severity, title } = parseDeclaration(rest, policy);
  if (title === '') return showForm(ctx, call, { severity, drill, page });
  if (title.length > longestTitle) return call.reply(renderTitleTooLong(title, ctx.config.slackCommand));
  // Recorded before anything is asked: a name that is not known yet is not waited for.
  const nameOf = knownNames(ctx, namelessMentions(rest));
  await recordDeclaration(ctx, call, {
    ...nothingGiven,
    title: parseDeclaration(plainText(rest, nameOf), policy).title.slice(0, longestTitle),
    severity,
    drill,
    page,
  });
}

/** A button that opens the form, with what was written before. */
export async function openDeclareForm(ctx: Ctx, call: ActionCall): Promise<void> {
  await showForm(ctx, call, readPrefill(call.value));
}

/** The global shortcut *Declare incident*. */
export async function declareAnywhere(ctx: Ctx, call: ShortcutCall): Promise<void> {
  await showForm(ctx, call, {});
}

/** The message shortcut *Declare incident*: the message comes along. */
export async function declareFromMessage(ctx: Ctx, call: ShortcutCall): Promise<void> {
  const { message, channel } = call;
  if (!message || channel === null) return showForm(ctx, call, {});
  const written = plainText(message.text);
  // Before it is cut to what a form can carry: half a token would not be known for one.
  const text = maskSecrets(written).masked;
  const title =
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? '';
  const source = { channel, ts: message.ts, text, author: message.author };
  // The pager's own message about it has its link.
  const { page } = takePageLink(message.text);
  await showForm(ctx, call, { title: takePageLink(title).rest, source, page });
  await tellMasked(call, { written }, 'message');
}

async function showForm(ctx: Ctx, call: Caller, given: Written): Promise<void> {
  const { policy } = ctx.runbooks.current;
  const attaches = (ctx.config.pagerDuty?.rest ?? null) !== null;
  const facts = { ...given, policy, channel: call.channel, home: call.home, attaches };
  const form = await openForm(ctx, call, {
    view: declareForm({ ...facts, open: null }),
    offer: { label: 'Open the form', action: actions.openDeclare, value: prefill(given) },
  });
  const [open, called] = await Promise.all([
    listOpen(ctx, { workspace: call.workspace, viewer: call.user, limit: 20 }).catch((error: unknown) => {
      // The form serves without the list; its submit says so if the database is really away.
      ctx.log.warn({ err: error }, 'open incidents could not be listed in the form');
      return [];
    }),
    given.page ? readPageTitle(ctx, given.page.id) : null,
  ]);
  if (open.length === 0 && called === null) return;
  const listed = open.map(({ id, number, title, severity, status, channel }) => ({
    id,
    number,
    title,
    severity,
    status,
    channel: channel?.id ?? null,
  }));
  await fillForm(ctx, form, declareForm({ ...facts, open: listed, called }));
}

/** What is wrong with a filled-in form, by field. */
export function checkDeclaration({ fields }: ModalCall): FieldErrors {
  const title = fields.title?.text ?? '';
  const page = fields.page?.text ?? '';
  if (page !== '' && takePageLink(page).page === null)
    return { page: 'That is no link of a PagerDuty incident: https://acme.pagerduty.com/incidents/Q1A2B3C4D5' };
  if (title === '' && page !== '') return {};
  if (title === '') return { title: 'Say in a few words what is happening.' };
  if (title.length > longestTitle) return { title: `At most ${longestTitle} characters; these are ${title.length}.` };
  return {};
}

/** The submitted form. */
export async function submitDeclaration(ctx: Ctx, call: ModalCall): Promise<void> {
  const { fields, metadata } = call;
  const options = fields.options?.chosen ?? [];
  const typed = takePageLink(fields.title?.text ?? '');
  await recordDeclaration(ctx, call, {
    title: typed.rest || calledOf(metadata),
    page: takePageLink(fields.page?.text ?? '').page ?? typed.page,
    severity: fields.severity?.choice ?? null,
    affected: fields.affected?.text ?? null,
    impact: fields.impact?.text ?? null,
    exposure: options.includes('exposure'),
    private: options.includes('private'),
    drill: options.includes('drill'),
    commander: fields.commander?.user ?? null,
    source: sourceOf(metadata) ?? null,
    type: fields.type?.choice ?? null,
    triage: readTriage(fields),
  });
}

/** Records what was filled in, or gives it back with what to do by hand. */
export async function recordDeclaration(ctx: Ctx, call: Caller, asked: Given): Promise<void> {
  const { page = null } = asked;
  // With nothing but a page it is called by that, until the pager has said its title.
  const given = asked.title === '' && page !== null ? { ...asked, title: provisionalTitle(page) } : asked;
  const declaration = { ...given, workspace: call.workspace, declaredBy: call.user, delivery: call.delivery };
  try {
    const incident = await withGrumble(declareIncident(ctx, declaration), () =>
      call.reply({ ...notRecorded(ctx, given, 'slow'), interim: true }),
    );
    // Null: this very declaration came a second time.
    if (incident) await tellRecorded(ctx, call, incident, page);
    if (incident) await tellMasked(call, given);
  } catch (error) {
    const trouble = databaseTrouble(error);
    // Without a form to try it again with, whoever takes the request says it.
    if (trouble === null || call.trigger === null) throw error;
    ctx.log.error({ err: error, user: call.user }, 'a declaration could not be recorded');
    await call.reply(notRecorded(ctx, given, trouble));
  }
}

// The declarer hears within three seconds; what is left of them is for saying so.
const PATIENCE = 2300;

async function withGrumble<T>(work: Promise<T>, grumble: () => Promise<void>): Promise<T> {
  let said = Promise.resolve();
  const timer = setTimeout(() => {
    said = grumble();
  }, PATIENCE);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    // "Not yet" must not come after "recorded".
    await said;
  }
}

async function tellRecorded(ctx: Ctx, call: Caller, incident: Incident, page: Given['page']): Promise<void> {
  const similar = await Promise.all(
    incident.similar.map(({ number }) => findByNumber(ctx, { workspace: call.workspace, number, viewer: call.user })),
  );
  await call.reply(
    renderDeclared(
      incident,
      (await ctx.runbooks.of(incident)).policy,
      similar.filter((other) => other !== null),
      ctx.now(),
      page ?? null,
    ),
  );
}

function answersOf({ triage }: Policy, given: Given): [string, string | null][] {
  return triage.questions.map(({ key, question }) => [question, given.triage?.[key] ?? null]);
}

function notRecorded(ctx: Ctx, given: Given, certainty: NotRecordedFacts['certainty']) {
  const written: [string, string | null][] = [
    ['Title', given.title],
    ['Severity', given.severity],
    ['Affected', given.affected],
    ['Impact', given.impact],
    ['Type', given.type ?? null],
    ['PagerDuty incident', given.page?.url ?? null],
    ...answersOf(ctx.runbooks.current.policy, given),
    ['Leads', given.commander === null ? null : `<@${given.commander}>`],
    ['Private', given.private ? 'yes' : null],
    ['Data or access could be exposed', given.exposure ? 'yes' : null],
    ['Drill', given.drill ? 'yes' : null],
  ];
  return renderNotRecorded({
    certainty,
    manual: ctx.runbooks.current.policy.manual,
    written: written.flatMap(([label, said]): [string, string][] => (said === null ? [] : [[label, said]])),
    again: prefill({ ...given, affected: given.affected ?? undefined, impact: given.impact ?? undefined }),
    command: ctx.config.slackCommand,
  });
}
