import { clockNow } from '../clock.ts';
import type { Channel, User, Workspace } from '../state/workspace.ts';
import type { JsonObject } from '../json.ts';
import { teamOf } from '../state/describe.ts';
import { whisper } from '../state/write-message.ts';
import type { Courier, Parcel, Receipt } from './courier.ts';

/** What the drivers need of a running sandbox. */
export type Stage = { workspace: Workspace; courier: () => Courier | undefined; apiIsDown: () => boolean };

/** Gives a person's act three seconds to open one modal. */
export function newTrigger(workspace: Workspace, user: string): string {
  workspace.counter += 1;
  const id = `${workspace.counter}.${clockNow().getTime()}.${user.toLowerCase()}`;
  workspace.triggers.set(id, { id, user, created: clockNow().getTime(), used: false });
  return id;
}

/** The parts that every interaction payload has. */
export function payloadOf(workspace: Workspace, user: User): JsonObject {
  return {
    team: { id: workspace.teamId, domain: workspace.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: workspace.appId,
    token: 'verification-token',
    user: {
      id: user.id,
      username: user.name,
      name: user.name,
      team_id: teamOf(workspace, user),
    },
  };
}

/** Brings an act to the app; when the app fails to acknowledge it, the person sees so and the state keeps it. */
export async function bring(stage: Stage, user: User, parcel: Parcel, what: string): Promise<Receipt> {
  const courier = stage.courier();
  const receipt: Receipt = courier
    ? await courier.send(parcel)
    : { kind: 'failed', reason: 'the app is not connected' };
  if (receipt.kind === 'failed') recordFailure(stage.workspace, user, what, receipt.reason);
  return receipt;
}

/** Keeps that an act failed before the person's eyes. */
export function recordFailure(workspace: Workspace, user: User, what: string, reason: string): void {
  workspace.failures.push({ user: user.id, at: clockNow(), what, reason });
}

/** What Slack itself tells a person, alone. */
export function slackbotSays(workspace: Workspace, channel: Channel, user: User, text: string): void {
  whisper(workspace, channel, { user: user.id, from: 'USLACKBOT', text });
}
