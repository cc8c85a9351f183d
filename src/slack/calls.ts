import type { KnownBlock } from '@slack/types';

/** A message for one person. `text` is what notifications and screen readers say; `replace` puts it in the place of the message whose button was pressed; `interim`: the outcome follows. */
export type Said = { text: string; blocks: KnownBlock[]; replace?: boolean; interim?: boolean };

/** Who asks, and how that person is answered. */
export type Caller = {
  workspace: string;
  user: string;
  /** Where it was asked; null in a modal or a global shortcut. */
  channel: string | null;
  /** Opens one modal within three seconds; null outside of Slack, where there are none. */
  trigger: string | null;
  /** The same when Slack delivers the same thing twice. */
  delivery: string;
  /** The clock of who types outside of Slack, for when Slack cannot say it. */
  zone?: string;
  /** Asked in the App Home, or in a form opened there: it is shown anew afterwards. */
  home?: boolean;
  /** Says something that only this person sees. */
  reply: (said: Said) => Promise<void>;
};

/** A command after its subcommand was found. `channel` is empty where it was typed outside of Slack. */
export type CommandCall = Caller & { channel: string; number: number | null; rest: string };

/** A press of a button or a choice in a message or a view. */
export type ActionCall = Caller & {
  action: string;
  value: Record<string, string>;
  /** What follows the colon of the action_id. */
  variant: string | null;
  /** Values of the options that are chosen now. */
  chosen: string[];
  view: { id: string; hash: string } | null;
};

/** A submitted modal. `metadata` is what it was opened with. */
export type ModalCall = Caller & { metadata: Record<string, string>; fields: Fields };

/** What was filled in, by field. */
export type Fields = Record<string, Field>;
/** One field; empty ones are null. */
export type Field = {
  text: string | null;
  choice: string | null;
  chosen: string[];
  user: string | null;
  time: Date | null;
};

/** A message or global shortcut. */
export type ShortcutCall = Caller & { message: SlackMessage | null };
/** The message that a shortcut was used on. */
export type SlackMessage = { ts: string; text: string; author: string | null; files: string[] };

/** An event of the Events API, its `event` not read yet. */
export type EventCall = { workspace: string; delivery: string; botUser: string | null; event: unknown };

/** Problems by field, shown beside it; an empty object lets the modal pass. */
export type FieldErrors = Record<string, string>;
