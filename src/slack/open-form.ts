import type { ModalView } from '@slack/types';
import type { Ctx } from '../context.ts';
import { AlreadyTold, UserError } from '../errors.ts';
import type { Caller } from './calls.ts';
import { refusalCode } from './client-errors.ts';
import { refuseUnless } from './gate.ts';
import { actionNeeds, needOf } from './needs.ts';
import { errorView } from './views/ephemeral/error.ts';
import { noticeView } from './views/modals/fields.ts';

/** A modal that is open. */
export type OpenForm = { id: string; hash: string };

/** How to get the form again after Slack's three seconds are over. */
export type FormOffer = { label: string; action: string; value: Record<string, string> };

/** Thrown where a form would be opened for somebody who is not in Slack. */
export class FormNeeded extends Error {}

/**
 * Opens a modal. Call it before anything else that waits: the trigger lives for three seconds. Who turns out then to be
 * somebody who may do that in no incident reads so in it, and AlreadyTold ends what was to follow.
 */
export async function openForm(
  ctx: Ctx,
  call: Caller,
  input: { view: ModalView; offer: FormOffer },
): Promise<OpenForm> {
  const form = await open(ctx, call, input);
  try {
    const { permission } = needOf(actionNeeds, input.offer.action);
    await refuseUnless(ctx, call, { permission, incident: null });
    return form;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await closeForm(ctx, form, error);
    throw new AlreadyTold('told in the form', { cause: error });
  }
}

async function open(ctx: Ctx, call: Caller, input: { view: ModalView; offer: FormOffer }): Promise<OpenForm> {
  if (call.trigger === null) throw new FormNeeded();
  try {
    const { view } = await ctx.slack.views.open({ trigger_id: call.trigger, view: input.view });
    return { id: view?.id ?? '', hash: view?.hash ?? '' };
  } catch (error) {
    const reason = refusalCode(error);
    if (reason !== 'expired_trigger_id' && reason !== 'exchanged_trigger_id') throw error;
    throw new UserError(
      'form-too-late',
      'Slack gave up on the form before I could open it.',
      'Press this to open it now:',
      {
        offer: input.offer,
        cause: error,
      },
    );
  }
}

/** Shows more in a modal that is open. A modal that was closed or changed meanwhile is left alone. */
export async function fillForm(ctx: Ctx, form: OpenForm, view: ModalView): Promise<void> {
  try {
    await ctx.slack.views.update({ view_id: form.id, hash: form.hash, view });
  } catch (error) {
    const reason = refusalCode(error);
    if (reason !== 'hash_conflict' && reason !== 'not_found') throw error;
  }
}

/** The form cannot be submitted for anything: says so where the person looks. */
export async function closeForm(ctx: Ctx, form: OpenForm, error: UserError): Promise<void> {
  await fillForm(ctx, form, noticeView('Not here', errorView(error, ctx.config.slackCommand).blocks));
}
