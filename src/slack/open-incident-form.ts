import type { ModalView } from '@slack/types';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import { AlreadyTold, UserError } from '../errors.ts';
import type { Caller } from './calls.ts';
import { refuseUnless } from './gate.ts';
import { locateIncident } from './locate-incident.ts';
import { actionNeeds, needOf } from './needs.ts';
import { closeForm, fillForm, openForm } from './open-form.ts';
import { severityName, statusName } from './views/name-things.ts';
import type { FormAbout, FormTarget } from './views/modals/incident-form.ts';

/**
 * Opens a form about one incident at once, with what the button or the command knows, and only then looks the incident
 * up to show how things stand. `action` opens the same form again when Slack's three seconds were over.
 */
export async function openIncidentForm(
  ctx: Ctx,
  call: Caller,
  input: {
    target: FormTarget;
    action: string;
    /** `policy` is the current one until the incident is known. */
    view: (about: FormAbout, incident: Incident | null, policy: Policy) => ModalView | Promise<ModalView>;
  },
): Promise<void> {
  const { target, action, view } = input;
  const form = await openForm(ctx, call, {
    view: await view(null, null, ctx.runbooks.current.policy),
    offer: { label: 'Open the form', action, value: { ...target } },
  });
  try {
    const incident = await locateIncident(ctx, call, target);
    await refuseUnless(ctx, call, { permission: needOf(actionNeeds, action).permission, incident });
    const { policy } = await ctx.runbooks.of(incident);
    await fillForm(ctx, form, await view(aboutOf(incident, policy), incident, policy));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await closeForm(ctx, form, error);
    throw new AlreadyTold('told in the form', { cause: error });
  }
}

function aboutOf(incident: Incident, policy: Policy): FormAbout {
  const now = `Now ${severityName(policy, incident.severity)}, ${statusName(policy, incident.status).toLowerCase()}`;
  return { number: incident.number, title: incident.title, now };
}

/** What a button or a form's metadata knows of its incident. */
export function targetOf(known: Record<string, string>, channel: string | null): FormTarget {
  const { incident, number, severity, role, home } = known;
  return given({ incident, number, severity, role, home, channel: known.channel ?? channel ?? undefined });
}

/** What a command knows of its incident before any query. */
export function targetOfCommand(call: { channel: string; number: number | null }): FormTarget {
  return given({ channel: call.channel, number: call.number === null ? undefined : String(call.number) });
}

function given(target: FormTarget): FormTarget {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}
