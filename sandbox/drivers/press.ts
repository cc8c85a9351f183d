import { clockNow } from '../clock.ts';
import { bring, newTrigger, payloadOf, type Stage } from '../delivery/interact.ts';
import { newResponseUrl } from '../delivery/response-url.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import { renderText } from '../render-blocks.ts';
import { describeMessage, describeView } from '../state/describe.ts';
import { elementsOf, firstValue, statefulElements } from '../state/view-state.ts';
import { tellChange } from '../state/tell-change.ts';
import { readKey, type User, type View } from '../state/workspace.ts';
import { blocksOf, type Surface } from './surface.ts';

/** A button or select, where it is. */
export type Found = { surface: Surface; block: JsonObject; element: JsonObject };

/** The first element of these surfaces that fits. */
export function findElement(
  surfaces: Surface[],
  fits: (element: JsonObject, block: JsonObject) => boolean,
): Found | undefined {
  for (const surface of surfaces) {
    const hit = elementsOf(blocksOf(surface)).find(({ element, block }) => fits(element, block));
    if (hit) return { surface, ...hit };
  }
  return undefined;
}

/** The text on a button. */
export function buttonText(stage: Stage, element: JsonObject): string {
  return renderText(element.text, { workspace: stage.workspace, tz: 'UTC' });
}

/** Every button's text of these surfaces, for the message of an error. */
export function buttonsOf(stage: Stage, surfaces: Surface[]): string[] {
  return surfaces.flatMap((surface) =>
    elementsOf(blocksOf(surface))
      .filter(({ element }) => element.type === 'button')
      .map(({ element }) => `[${buttonText(stage, element)}]`),
  );
}

/** Presses a button or makes a choice: the app gets block_actions as Slack sends them. */
export async function press(stage: Stage, user: User, found: Found, chosen: JsonObject = {}): Promise<void> {
  const { workspace } = stage;
  const { surface, block, element } = found;
  const action: JsonObject = {
    type: element.type,
    action_id: element.action_id,
    block_id: block.block_id,
    action_ts: String(clockNow().getTime() / 1000),
    ...chosen,
    ...(element.type === 'button'
      ? { text: element.text, value: element.value, style: element.style }
      : { placeholder: element.placeholder }),
  };
  const payload: JsonObject = {
    type: 'block_actions',
    ...payloadOf(workspace, user),
    trigger_id: newTrigger(workspace, user.id),
    actions: [action],
    ...place(stage, user, found, chosen),
  };
  const receipt = await bring(
    stage,
    user,
    { kind: 'interactive', payload },
    `press ${buttonText(stage, element) || textOf(element.action_id)}`,
  );
  // Slack marks a button that nobody answered with a warning triangle; in a modal it says so.
  const trouble = receipt.kind === 'failed' ? 'We had some trouble connecting. Try again?' : null;
  if (surface.kind === 'view') {
    if (trouble === null) return;
    surface.view.trouble = trouble;
    return tellChange(workspace, { what: 'views', user: user.id });
  }
  const key = `${readKey(user.id, surface.channel.id)} ${surface.message.ts}`;
  if (trouble === null && !workspace.unanswered.delete(key)) return;
  if (trouble !== null) workspace.unanswered.set(key, trouble);
  const about = { channel: surface.channel.id, user: user.id, ts: surface.message.ts };
  tellChange(workspace, { what: surface.kind, ...about });
}

/** Keeps what was typed or chosen in a view; tells whether the app is to hear of it at once, by a press. */
export function keepValue(view: View, { block, element }: Omit<Found, 'surface'>, chosen: JsonObject): boolean {
  const [blockId, actionId] = [textOf(block.block_id), textOf(element.action_id)];
  const current = view.values[blockId]?.[actionId];
  view.values[blockId] = { ...view.values[blockId], [actionId]: { ...current, ...chosen } };
  // Outside of input blocks, and in those with dispatch_action, every change goes to the app at once.
  return block.type !== 'input' || block.dispatch_action === true;
}

function place(stage: Stage, user: User, { surface, block, element }: Found, chosen: JsonObject): JsonObject {
  const { workspace } = stage;
  if (surface.kind === 'view')
    return { container: { type: 'view', view_id: surface.view.id }, view: describeView(workspace, surface.view) };
  const { channel, message } = surface;
  const ephemeral = surface.kind === 'ephemeral';
  const channelName = { public: channel.name, private: 'privategroup', im: 'directmessage' }[channel.kind];
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const one of statefulElements(message.blocks)) {
    const [blockId, actionId] = [textOf(one.block.block_id), textOf(one.element.action_id)];
    const mine = isObject(chosen) && blockId === block.block_id && actionId === element.action_id ? chosen : {};
    values[blockId] = { ...values[blockId], [actionId]: { ...firstValue(one.element), ...mine } };
  }
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    },
    channel: { id: channel.id, name: channelName },
    // Of an ephemeral message Slack does not say what it held.
    ...(surface.kind === 'message' ? { message: describeMessage(workspace, channel, surface.message) } : {}),
    state: { values },
    response_url: newResponseUrl(workspace, { user: user.id, channel: channel.id, messageTs: message.ts, ephemeral }),
  };
}
