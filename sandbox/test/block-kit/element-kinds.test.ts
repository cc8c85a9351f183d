import { describe, expect, test } from 'vitest';
import { address, inActions, inInput, inMessage, mrkdwn, option, paths, plain } from './samples.ts';

const inAt = (rest: string) => `/blocks/0/element/${rest}`;
const group = (n: number) => ({ label: plain(), options: [option(n)] });
const contextAction = (element: object) => ({ type: 'context_actions', elements: [element] });
const iconButton = (more: object) => contextAction({ type: 'icon_button', icon: 'trash', text: plain(), ...more });

describe('every kind of menu is accepted whole, and refused with a property that is not its own', () => {
  const menus: Record<string, object> = {
    static_select: { options: [option(1), option(2)], initial_option: option(1) },
    multi_static_select: { option_groups: [group(1), group(2)], initial_options: [option(2)], max_selected_items: 2 },
    external_select: { min_query_length: 2, initial_option: option() },
    multi_external_select: { min_query_length: 2, initial_options: [option()] },
    users_select: { initial_user: 'U1' },
    multi_users_select: { initial_users: ['U1', 'W2'] },
    conversations_select: { initial_conversation: 'C1', filter: { include: ['public'] }, response_url_enabled: true },
    multi_conversations_select: { initial_conversations: ['C1', 'U1'], default_to_current_conversation: true },
    channels_select: { initial_channel: 'C1', response_url_enabled: true },
    multi_channels_select: { initial_channels: ['C1'], max_selected_items: 3 },
  };
  test.for(Object.entries(menus))('%s', ([type, more]) => {
    expect(inInput({ type, action_id: 'a', placeholder: plain(), ...more })).toEqual([]);
    expect(paths(inInput({ type, ...more, multiline: true }))).toEqual([inAt('multiline')]);
  });
});

describe('every kind of picker and text input is accepted whole', () => {
  const inputs: Record<string, object> = {
    plain_text_input: { multiline: true, min_length: 1, max_length: 10, initial_value: 'a', placeholder: plain() },
    email_text_input: {
      initial_value: 'ana@example.org',
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
    url_text_input: { initial_value: address() },
    number_input: { is_decimal_allowed: true, min_value: '-1', initial_value: '0.5', max_value: '10' },
    rich_text_input: { initial_value: { type: 'rich_text', elements: [] }, min_lines: 1, max_lines: 9 },
    file_input: { filetypes: ['pdf'], max_files: 1 },
    datepicker: { initial_date: '2026-11-21', placeholder: plain() },
    timepicker: { initial_time: '23:59', timezone: 'Europe/Madrid' },
    datetimepicker: { initial_date_time: 1_795_000_000 },
    checkboxes: { options: [option()], initial_options: [option()] },
    radio_buttons: { options: [{ text: mrkdwn(), value: 'a' }], initial_option: { text: mrkdwn(), value: 'a' } },
  };
  test.for(Object.entries(inputs))('%s', ([type, more]) =>
    expect(inInput({ type, action_id: 'a', ...more })).toEqual([]),
  );
});

test('a workflow button and an icon button are accepted whole', () => {
  const workflow = { trigger: { url: address(), customizable_input_parameters: [{ name: 'a', value: 'b' }] } };
  expect(inActions({ type: 'workflow_button', text: plain(), workflow })).toEqual([]);
  expect(inMessage(iconButton({ visible_to_user_ids: ['U1'] }))).toEqual([]);
});
