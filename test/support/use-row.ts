import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { newView } from '../../sandbox/state/view-state.ts';
import { addMessage } from '../../sandbox/state/write-message.ts';
import { stackOf } from '../../sandbox/web-api/views.ts';
import type { Route } from '../../src/slack/route.ts';
import { encodeValue } from '../../src/slack/ids.ts';
import type { World } from './assemble-world.ts';

/** Where a row is used, and what its buttons and forms know. */
export type RowPlace = { world: World; channel: ChannelView; value: Record<string, string> };

/** The ways to use a row of the route table: a command alone and with words, anything else once. */
export function waysOf(row: Route, number = ''): string[] {
  if (row.kind !== 'command') return [idOf(row)];
  return [`/incident ${number} ${row.name}`, `/incident ${number} ${row.name} P1 something`].map((typed) =>
    typed.replace('  ', ' '),
  );
}

/** Uses a row as a person does: types the command, presses the button, submits the form, chooses the shortcut. */
export async function useRow(place: RowPlace, person: PersonDriver, row: Route, way: string): Promise<void> {
  const { channel } = place;
  const where = { in: `#${channel.name}` };
  switch (row.kind) {
    case 'command':
      return person.runs(way, where);
    case 'action':
      return press(place, person, row.id);
    case 'modal':
      return submit(place, person, row.id);
    case 'shortcut': {
      const [message] = channel.messages();
      return person.usesShortcut(row.id, row.type === 'message' && message ? { on: message } : undefined);
    }
    case 'event':
      throw new Error('Nobody uses an event');
  }
}

function idOf(row: Route): string {
  return row.kind === 'action' || row.kind === 'modal' || row.kind === 'shortcut' ? row.id : '';
}

async function press({ world, channel, value }: RowPlace, person: PersonDriver, action: string): Promise<void> {
  const { workspace } = world.sandbox;
  const button = {
    type: 'button',
    text: { type: 'plain_text', text: `row ${action}` },
    action_id: action,
    value: encodeValue(value),
  };
  const blocks = [{ type: 'actions', block_id: `b-${action}`, elements: [button] }];
  addMessage(workspace, channel.raw, { user: workspace.botUserId, text: action, blocks });
  await person.clicks(`row ${action}`, { in: `#${channel.name}` });
}

// Every field that a check before the acknowledgement looks at is filled in.
const filled = ['title', 'know', 'text', 'until'].map((name) => ({
  type: 'input',
  block_id: name,
  label: { type: 'plain_text', text: name },
  element: { type: 'plain_text_input', action_id: name, initial_value: 'something' },
}));
const times = ['declared', 'resolved'].map((name) => ({
  type: 'input',
  block_id: name,
  label: { type: 'plain_text', text: name },
  element: { type: 'datetimepicker', action_id: name, initial_date_time: 1_700_000_000 },
}));
const moment = { text: { type: 'plain_text', text: 'Detected' }, value: 'detected' };
const chosen = {
  type: 'input',
  block_id: 'moment',
  label: { type: 'plain_text', text: 'moment' },
  element: { type: 'static_select', action_id: 'moment', options: [moment], initial_option: moment },
};

async function submit({ world, channel, value }: RowPlace, person: PersonDriver, id: string): Promise<void> {
  const { workspace } = world.sandbox;
  const view = newView(workspace, person.id, {
    type: 'modal',
    callback_id: id,
    private_metadata: encodeValue({ ...value, channel: channel.id }),
    title: { type: 'plain_text', text: 'A form' },
    submit: { type: 'plain_text', text: 'Go' },
    blocks: [...filled, ...times, chosen],
  });
  stackOf(workspace, person.id).push(view);
  await person.modal().submit();
}
