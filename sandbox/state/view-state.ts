import { isList, isObject, objectOf, objectsOf, textOf, type Json, type JsonObject } from '../json.ts';
import { nextId, type View, type Workspace } from './workspace.ts';

/** A new view on a person's screen, with the ids and first values that Slack gives it. */
export function newView(workspace: Workspace, user: string, content: JsonObject, previous?: View): View {
  const id = nextId(workspace, 'V');
  const view: View = {
    id,
    hash: '',
    user,
    content: {},
    rootId: previous?.rootId ?? id,
    previousId: previous?.id ?? null,
    values: {},
    errors: {},
    trouble: null,
  };
  setContent(workspace, view, content);
  return view;
}

/** Replaces what a view shows; what a person typed stays where block_id and action_id stay. */
export function setContent(workspace: Workspace, view: View, content: JsonObject): void {
  const before = view.values;
  view.content = { ...content, blocks: withIds(workspace, content.blocks) };
  workspace.counter += 1;
  view.hash = `${workspace.counter}.${view.id.slice(-6)}`;
  view.values = {};
  view.errors = {};
  view.trouble = null;
  for (const { block, element } of statefulElements(view.content.blocks)) {
    const [blockId, actionId] = [textOf(block.block_id), textOf(element.action_id)];
    const kept = before[blockId]?.[actionId];
    view.values[blockId] = {
      ...view.values[blockId],
      [actionId]: kept !== undefined && kept.type === element.type ? kept : firstValue(element),
    };
  }
}

/** Gives every block its block_id and every element its action_id, as Slack does. */
export function withIds(workspace: Workspace, blocks: Json | undefined): Json[] {
  const fresh = (): string => {
    workspace.counter += 1;
    return workspace.counter.toString(36).padStart(5, 'b');
  };
  const withAction = (element: Json | undefined): Json | undefined =>
    isObject(element) && element.type !== 'image' && element.type !== 'mrkdwn' && element.type !== 'plain_text'
      ? { ...element, action_id: element.action_id ?? fresh() }
      : element;
  return (isList(blocks) ? blocks : []).map((block) => {
    if (!isObject(block)) return block;
    const elements =
      isList(block.elements) && block.type === 'actions'
        ? block.elements.map((element) => withAction(element) ?? null)
        : block.elements;
    const members = { element: withAction(block.element), accessory: withAction(block.accessory), elements };
    return {
      ...block,
      block_id: block.block_id ?? fresh(),
      ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
    };
  });
}

/** Every element of the blocks that a person can press or fill in, with its block. */
export function elementsOf(blocks: Json | undefined): { block: JsonObject; element: JsonObject }[] {
  return objectsOf(blocks).flatMap((block) => {
    const elements = [
      block.element,
      block.accessory,
      ...(block.type === 'actions' ? objectsOf(block.elements) : []),
    ].filter(isObject);
    return elements.filter((element) => element.action_id !== undefined).map((element) => ({ block, element }));
  });
}

/** Those elements whose value is part of the view's or message's state; buttons have none. */
export function statefulElements(blocks: Json | undefined): { block: JsonObject; element: JsonObject }[] {
  return elementsOf(blocks).filter(
    ({ element }) => element.type !== 'button' && element.type !== 'overflow' && element.type !== 'image',
  );
}

/** The name under which the state keeps an element's value, and its value before anyone touched it. */
export function firstValue(element: JsonObject): JsonObject {
  const type = textOf(element.type);
  if (type.endsWith('_text_input') || type === 'email_text_input')
    return { type, [type === 'rich_text_input' ? 'rich_text_value' : 'value']: element.initial_value ?? null };
  if (type === 'checkboxes' || type === 'multi_static_select')
    return { type, selected_options: element.initial_options ?? [] };
  if (type === 'static_select' || type === 'radio_buttons')
    return { type, selected_option: element.initial_option ?? null };
  if (type === 'users_select') return { type, selected_user: element.initial_user ?? null };
  if (type === 'multi_users_select') return { type, selected_users: element.initial_users ?? [] };
  if (type === 'channels_select') return { type, selected_channel: element.initial_channel ?? null };
  if (type === 'conversations_select') return { type, selected_conversation: element.initial_conversation ?? null };
  if (type === 'multi_conversations_select')
    return { type, selected_conversations: element.initial_conversations ?? [] };
  if (type === 'multi_channels_select') return { type, selected_channels: element.initial_channels ?? [] };
  if (type === 'datepicker') return { type, selected_date: element.initial_date ?? null };
  if (type === 'timepicker') return { type, selected_time: element.initial_time ?? null };
  if (type === 'datetimepicker') return { type, selected_date_time: element.initial_date_time ?? null };
  return { type, value: element.initial_value ?? null };
}

/** Tells whether a value of the state says nothing yet. */
export function isEmptyValue(value: JsonObject | undefined): boolean {
  const { type: _type, ...rest } = objectOf(value);
  return Object.values(rest).every(
    (one) => one === null || one === '' || one === undefined || (isList(one) && one.length === 0),
  );
}
