import type { ChannelView } from '../../sandbox/drivers/channel-view.ts';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { bring, newTrigger, payloadOf } from '../../sandbox/delivery/interact.ts';
import { describeView } from '../../sandbox/state/describe.ts';
import { newView } from '../../sandbox/state/view-state.ts';
import { addMessage } from '../../sandbox/state/write-message.ts';
import type { ModalRoute, Route } from '../../src/slack/route.ts';
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
      return submit(place, person, row);
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

// A field that answers every question, whatever kind it is read as.
const answered = {
  value: '17',
  selected_option: { value: 'detected' },
  selected_user: 'U01ANA0001',
  selected_date_time: 1_700_000_000,
};
const read = {
  text: '17',
  choice: 'detected',
  chosen: [],
  user: 'U01ANA0001',
  time: new Date(1_700_000_000_000),
};

async function submit({ world, channel, value }: RowPlace, person: PersonDriver, row: ModalRoute): Promise<void> {
  const { stage } = world.sandbox;
  const { workspace } = stage;
  const metadata = { ...value, channel: channel.id };
  const view = newView(workspace, person.id, {
    type: 'modal',
    callback_id: row.id,
    private_metadata: encodeValue(metadata),
    title: { type: 'plain_text', text: 'A form' },
    submit: { type: 'plain_text', text: 'Go' },
    blocks: [],
  });
  const names = fieldsOf(row, metadata);
  const payload = {
    type: 'view_submission',
    ...payloadOf(workspace, person.user),
    trigger_id: newTrigger(workspace, person.id),
    view: {
      ...describeView(workspace, view),
      state: { values: Object.fromEntries(names.map((name) => [name, { value: answered }])) },
    },
    response_urls: [],
  };
  await bring(stage, person.user, { kind: 'interactive', payload }, row.id);
}

/** The fields without which the form does not pass its check, asked of the check itself. */
function fieldsOf(row: ModalRoute, metadata: Record<string, string>): string[] {
  const asker = { workspace: '', user: '', channel: null, trigger: '', delivery: '', reply: async () => {} };
  const names = new Set<string>();
  for (let round = 0; round < 9; round += 1) {
    const fields = Object.fromEntries([...names].map((name) => [name, read]));
    const missing = Object.keys(row.check?.({ ...asker, metadata, fields }) ?? {});
    if (missing.length === 0) return [...names];
    for (const name of missing) names.add(name);
  }
  throw new Error(`The check of ${row.id} is never content`);
}
