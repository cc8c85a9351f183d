import { clockNow } from '../clock.ts';
import { bring, newTrigger, payloadOf, type Stage } from '../delivery/interact.ts';
import { newResponseUrl } from '../delivery/response-url.ts';
import type { JsonObject } from '../json.ts';
import { describeMessage } from '../state/describe.ts';
import type { User } from '../state/workspace.ts';
import type { SeenMessage } from './channel-view.ts';

/** Uses a shortcut by its name: on a message, or from anywhere. */
export async function useShortcut(stage: Stage, user: User, name: string, on: SeenMessage | undefined): Promise<void> {
  const { workspace } = stage;
  const type = on ? 'message' : 'global';
  const shortcuts = workspace.manifest.shortcuts.filter((one) => one.type === type);
  const shortcut = shortcuts.find((one) => one.name === name || one.callbackId === name);
  if (!shortcut)
    throw new Error(
      `There is no ${type} shortcut "${name}"; the manifest has ${shortcuts.map((one) => one.name).join(', ') || 'none'}.`,
    );
  if (!workspace.manifest.scopes.includes('commands'))
    throw new Error(`"${name}" is not installed: the manifest does not ask for the scope "commands".`);
  const common = {
    ...payloadOf(workspace, user),
    callback_id: shortcut.callbackId,
    trigger_id: newTrigger(workspace, user.id),
    action_ts: String(clockNow().getTime() / 1000),
  };
  const payload: JsonObject = on
    ? {
        type: 'message_action',
        ...common,
        message_ts: on.ts,
        channel: { id: on.channel.id, name: on.channel.kind === 'private' ? 'privategroup' : on.channel.name },
        message: describeMessage(workspace, on.channel, on.raw),
        response_url: newResponseUrl(workspace, { user: user.id, channel: on.channel.id }),
      }
    : { type: 'shortcut', ...common };
  await bring(stage, user, { kind: 'interactive', payload }, name);
}
