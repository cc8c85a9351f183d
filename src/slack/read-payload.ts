import { z } from 'zod';
import type { ActionCall, Caller, CommandCall, EventCall, Field, Fields, ModalCall, ShortcutCall } from './calls.ts';
import { filesSchema } from './read-files.ts';
import { decodeValue } from './ids.ts';

/** A caller before it is known how to answer. */
export type Unheard<Call extends Caller> = Omit<Call, 'reply'> & { responseUrl: string | null };

// An id is a key in many a table of Bolt's and ours: `__proto__` must not be one.
const name = z.string().regex(/^[A-Z][A-Z0-9]{1,30}$/);
const id = z.object({ id: name });
const optional = z.string().nullish();

const commandSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: name,
  user_id: name,
  channel_id: name,
  trigger_id: z.string().min(1),
  response_url: optional,
});

/** Reads the payload of a slash command. */
export function readCommand(body: unknown): { command: string; text: string; call: Unheard<CommandCall> } {
  const read = commandSchema.parse(body);
  const call = {
    workspace: read.team_id,
    user: read.user_id,
    channel: read.channel_id,
    trigger: read.trigger_id,
    delivery: `command:${read.trigger_id}`,
    responseUrl: read.response_url ?? null,
    number: null,
    rest: '',
  };
  return { command: read.command, text: read.text, call };
}

const option = z.object({ value: z.string() });
const actionSchema = z.object({
  team: id,
  user: id,
  channel: id.nullish(),
  trigger_id: z.string().min(1),
  response_url: optional,
  view: z.object({ id: z.string(), hash: z.string(), type: z.string() }).nullish(),
  actions: z
    .tuple([
      z.object({
        action_id: z.string(),
        block_id: z.string().default(''),
        value: z.string().optional(),
        selected_option: option.nullish(),
        selected_options: z.array(option).nullish(),
      }),
    ])
    .rest(z.unknown()),
});

/** Reads a press of a button. */
export function readAction(body: unknown): Unheard<ActionCall> {
  const read = actionSchema.parse(body);
  const [pressed] = read.actions;
  const [action = '', variant] = pressed.action_id.split(':');
  const home = read.view?.type === 'home';
  const chosen = pressed.selected_options ?? (pressed.selected_option ? [pressed.selected_option] : []);
  return {
    workspace: read.team.id,
    user: read.user.id,
    channel: read.channel?.id ?? null,
    trigger: read.trigger_id,
    delivery: `action:${read.trigger_id}`,
    responseUrl: read.response_url ?? null,
    action,
    variant: variant ?? null,
    // Menus and checkboxes have no value of their own: their block carries it.
    value: { ...decodeValue(pressed.value ?? pressed.block_id), ...(home ? { home: 'yes' } : {}) },
    chosen: chosen.map(({ value }) => value),
    view: read.view ? { id: read.view.id, hash: read.view.hash } : null,
    home,
  };
}

const elementSchema = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_user: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});
const submissionSchema = z.object({
  team: id,
  user: id,
  trigger_id: z.string().default(''),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), elementSchema)) }),
  }),
});

/** Reads a submitted modal; the channel it was opened from is in its metadata. */
export function readSubmission(body: unknown): { id: string; call: Unheard<ModalCall> } {
  const { team, user, trigger_id: trigger, view } = submissionSchema.parse(body);
  const metadata = decodeValue(view.private_metadata);
  const call = {
    workspace: team.id,
    user: user.id,
    channel: metadata.channel ?? null,
    trigger,
    delivery: `view:${view.id}`,
    responseUrl: null,
    metadata,
    home: metadata.home === 'yes',
    fields: readFields(view.state.values),
  };
  return { id: view.callback_id, call };
}

function readFields(values: z.infer<typeof submissionSchema>['view']['state']['values']): Fields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, elements]) =>
      Object.values(elements).map((element) => [name, readField(element)]),
    ),
  );
}

function readField(element: z.infer<typeof elementSchema>): Field {
  return {
    text: element.value?.trim() || null,
    choice: element.selected_option?.value ?? null,
    chosen: element.selected_options?.map(({ value }) => value) ?? [],
    user: element.selected_user ?? null,
    time: typeof element.selected_date_time === 'number' ? new Date(element.selected_date_time * 1000) : null,
  };
}

const shortcutSchema = z.object({
  callback_id: z.string(),
  team: id,
  user: id,
  trigger_id: z.string().min(1),
  response_url: optional,
  channel: id.nullish(),
  message: z.object({ ts: z.string(), text: z.string().default(''), user: optional, files: filesSchema }).nullish(),
});

/** Reads a message or global shortcut. */
export function readShortcut(body: unknown): { id: string; call: Unheard<ShortcutCall> } {
  const read = shortcutSchema.parse(body);
  const call = {
    workspace: read.team.id,
    user: read.user.id,
    channel: read.channel?.id ?? null,
    trigger: read.trigger_id,
    delivery: `shortcut:${read.trigger_id}`,
    responseUrl: read.response_url ?? null,
    message: read.message
      ? { ts: read.message.ts, text: read.message.text, author: read.message.user ?? null, files: read.message.files }
      : null,
  };
  return { id: read.callback_id, call };
}

const eventSchema = z.object({ team_id: name, event_id: z.string(), event: z.unknown() });

/** Reads the envelope of an event. */
export function readEvent(body: unknown, botUser: string | null): EventCall {
  const read = eventSchema.parse(body);
  return { workspace: read.team_id, delivery: read.event_id, botUser, event: read.event };
}
