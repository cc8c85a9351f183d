import { objectOf, objectsOf, textOf, textsOf, type Json, type JsonObject } from '../../json.ts';
import type { Pickable } from '../parts/picker.tsx';
import type { Picture } from '../live/picture.ts';
import { plainTextOf } from './text-object.tsx';

// Under which names Slack keeps the value of each select, in views and in actions alike.
const NAMES: Record<string, { value: string; initial: string }> = {
  users_select: { value: 'selected_user', initial: 'initial_user' },
  channels_select: { value: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { value: 'selected_conversation', initial: 'initial_conversation' },
  multi_users_select: { value: 'selected_users', initial: 'initial_users' },
  multi_channels_select: { value: 'selected_channels', initial: 'initial_channels' },
  multi_conversations_select: { value: 'selected_conversations', initial: 'initial_conversations' },
};

/** Tells whether several can be chosen. */
export function takesMany(element: JsonObject): boolean {
  return textOf(element.type).startsWith('multi_') || element.type === 'checkboxes';
}

/** The options of a select, groups included, as they come in blocks or in the app's answer. */
export function optionsOf(holder: JsonObject): JsonObject[] {
  return [
    ...objectsOf(holder.options),
    ...objectsOf(holder.option_groups).flatMap((group) => objectsOf(group.options)),
  ];
}

/** The same as what a picker shows. */
export function pickablesOf(holder: JsonObject): Pickable[] {
  const one = (option: JsonObject, group?: string): Pickable => ({
    value: textOf(option.value),
    label: plainTextOf(option.text),
    detail: plainTextOf(option.description) || undefined,
    group,
  });
  return [
    ...objectsOf(holder.options).map((option) => one(option)),
    ...objectsOf(holder.option_groups).flatMap((group) =>
      objectsOf(group.options).map((option) => one(option, plainTextOf(group.label))),
    ),
  ];
}

/** The people or channels that a select of Slack's own lists offers. */
export function thingsOf(element: JsonObject, { people, channels }: Picture): Pickable[] {
  const members = Object.values(people)
    .filter((person) => !person.deleted)
    .map((person): Pickable => ({ value: person.id, label: person.realName, detail: `@${person.name}` }));
  const rooms = Object.values(channels)
    .filter((channel) => channel.kind !== 'im' && !channel.isArchived)
    .map((channel): Pickable => ({ value: channel.id, label: `#${channel.name}` }));
  const type = textOf(element.type);
  if (type.includes('users')) return members;
  return type.includes('conversations') ? [...rooms, ...members] : rooms;
}

/** What is chosen: option values or ids. */
export function chosenOf(element: JsonObject, value: JsonObject | undefined): string[] {
  const names = NAMES[textOf(element.type)];
  if (names) {
    const chosen = value?.[names.value] ?? element[names.initial];
    return typeof chosen === 'string' ? [chosen] : textsOf(chosen);
  }
  const valueOf = (option: Json | undefined): string => textOf(objectOf(option).value);
  if (takesMany(element)) return objectsOf(value?.selected_options ?? element.initial_options).map(valueOf);
  return [valueOf(value?.selected_option ?? element.initial_option)].filter((one) => one !== '');
}

/** The value that choosing these makes; options are told whole, as Slack tells them. */
export function valueOfChoice(element: JsonObject, chosen: string[], options: JsonObject[]): JsonObject {
  const names = NAMES[textOf(element.type)];
  if (names) return { [names.value]: takesMany(element) ? chosen : (chosen[0] ?? null) };
  const picked = options.filter((option) => chosen.includes(textOf(option.value)));
  return takesMany(element) ? { selected_options: picked } : { selected_option: picked[0] ?? null };
}
