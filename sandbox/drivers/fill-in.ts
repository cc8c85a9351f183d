import { isObject, objectsOf, textOf, type Json, type JsonObject } from '../json.ts';
import { optionsOf, renderText } from '../render-blocks.ts';
import { elementsOf } from '../state/view-state.ts';
import type { View, Workspace } from '../state/workspace.ts';

const MAX_TYPED = 3000;

/** A field of a view: its block and the element that takes the value. */
export type Field = { block: JsonObject; element: JsonObject };

/** The field of a label, a placeholder, or an action_id; it throws with the fields that there are. */
export function fieldOf(workspace: Workspace, view: View, label: string): Field {
  const reader = { workspace, tz: 'UTC' };
  const fields = elementsOf(view.content.blocks).filter(({ element }) => element.type !== 'button');
  const namesOf = ({ block, element }: Field): string[] => [
    renderText(block.label ?? block.text, reader),
    renderText(element.placeholder, reader),
    textOf(element.action_id),
    textOf(block.block_id),
  ];
  const exact = fields.find((field) => namesOf(field).some((name) => name.toLowerCase() === label.toLowerCase()));
  const found =
    exact ?? fields.find((field) => namesOf(field).some((name) => name.toLowerCase().startsWith(label.toLowerCase())));
  if (!found)
    throw new Error(
      `The modal has no field "${label}"; it has ${fields.map((field) => `"${namesOf(field)[0]}"`).join(', ') || 'none'}.`,
    );
  return found;
}

/** The value that typing makes; more than the field takes cannot be typed. */
export function typed(field: Field, label: string, text: string): JsonObject {
  const most = typeof field.element.max_length === 'number' ? field.element.max_length : MAX_TYPED;
  if (!textOf(field.element.type).endsWith('input'))
    throw new Error(`"${label}" is a ${textOf(field.element.type)}, not a text field: choose from it.`);
  if (text.length > most) throw new Error(`"${label}" takes ${most} characters; ${text.length} were typed.`);
  return { value: text === '' ? null : text };
}

/** The value that choosing options by their texts makes. */
export function chosenOptions(workspace: Workspace, field: Field, label: string, wanted: string[]): JsonObject {
  const reader = { workspace, tz: 'UTC' };
  const options = optionsOf(field.element);
  const picked = wanted.map((want): JsonObject => {
    const named = options.map((option) => ({ option, name: renderText(option.text, reader) }));
    const hit =
      named.find(({ name }) => name === want) ??
      named.find(({ name }) => name.startsWith(want)) ??
      named.find(({ name }) => name.includes(want));
    if (!hit)
      throw new Error(`"${label}" has no option "${want}"; it has ${named.map(({ name }) => `"${name}"`).join(', ')}.`);
    return hit.option;
  });
  const many = field.element.type === 'checkboxes' || field.element.type === 'multi_static_select';
  return many ? { selected_options: picked } : { selected_option: picked[0] ?? null };
}

/** The value that ticking one more box makes, or taking its tick away. */
export function tickedOptions(
  workspace: Workspace,
  field: Field,
  label: string,
  want: string,
  current: Json | undefined,
  on: boolean,
): JsonObject {
  const one = objectsOf(chosenOptions(workspace, field, label, [want]).selected_options)[0];
  if (!isObject(one)) throw new Error(`"${label}" has no boxes to tick.`);
  const others = objectsOf(current).filter((option) => option.value !== one.value);
  return { selected_options: on ? [...others, one] : others };
}

/** The value that picking people or channels makes. */
export function pickedIds(field: Field, label: string, ids: string[]): JsonObject {
  const names: Record<string, string> = {
    users_select: 'selected_user',
    multi_users_select: 'selected_users',
    channels_select: 'selected_channel',
    multi_channels_select: 'selected_channels',
    conversations_select: 'selected_conversation',
    multi_conversations_select: 'selected_conversations',
  };
  const name = names[textOf(field.element.type)];
  if (!name) throw new Error(`"${label}" is a ${textOf(field.element.type)}: nobody can be picked in it.`);
  return { [name]: name.endsWith('s') ? ids : (ids[0] ?? null) };
}
