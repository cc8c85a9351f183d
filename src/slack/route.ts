import type { Ctx } from '../context.ts';
import type { ActionCall, CommandCall, EventCall, FieldErrors, ModalCall, ShortcutCall } from './calls.ts';

/** One subcommand. `usage` is how it is typed behind the command; `group` is its heading in the help. */
export type CommandRoute = {
  kind: 'command';
  name: string;
  aliases: string[];
  group: string;
  usage: string;
  help: string;
  handler: (ctx: Ctx, call: CommandCall) => Promise<void>;
};

/** One button, by its action_id before the colon. */
export type ActionRoute = { kind: 'action'; id: string; handler: (ctx: Ctx, call: ActionCall) => Promise<void> };

/** One modal, by its callback_id. `check` runs before the acknowledgement, so it asks nobody. */
export type ModalRoute = {
  kind: 'modal';
  id: string;
  check?: (call: ModalCall) => FieldErrors;
  handler: (ctx: Ctx, call: ModalCall) => Promise<void>;
};

/** One shortcut, by its callback_id in the manifest. */
export type ShortcutRoute = {
  kind: 'shortcut';
  id: string;
  type: 'message' | 'global';
  handler: (ctx: Ctx, call: ShortcutCall) => Promise<void>;
};

/** One event. `name` is Bolt's; `subscriptions` is what the manifest calls it where that differs. */
export type EventRoute = {
  kind: 'event';
  name: string;
  subscriptions?: string[];
  handler: (ctx: Ctx, call: EventCall) => Promise<void>;
};

/** One row of the route table. */
export type Route = CommandRoute | ActionRoute | ModalRoute | ShortcutRoute | EventRoute;
