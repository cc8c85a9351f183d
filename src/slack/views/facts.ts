import type { Incident } from '../../domain/incident.ts';
import type { MessageData } from '../../domain/message-data.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Woken } from '../../domain/woken.ts';

/** A step of the set-up on the receipt. `label` is plain text. */
export type ReceiptLine = {
  effectId: string;
  label: string;
  state: 'waiting' | 'done' | 'failed';
  reason: string | null;
};

/** Everything that a notice is rendered from. */
export type Facts = {
  incident: Incident;
  policy: Policy;
  now: Date;
  botUserId: string | null;
  receipt: ReceiptLine[];
  /** When the message had been due, where it is sent late. */
  late: Date | null;
  /** A pager that rings phones is configured. */
  pagerRings: boolean;
  /** Who of those that a timer calls, or could be called instead, was woken before. */
  woken?: Readonly<Record<string, Woken>>;
  /** Name or id. */
  announceChannel: string | null;
  /** Member id → display name, as far as known: who is only told about is named so, because a mention would disturb. */
  names?: Record<string, string>;
  /** Open incidents that seem the same, as far as the reader may see them. */
  similar?: Pick<Incident, 'number' | 'title' | 'channel'>[];
  /** Who alone reads it, by direct message; of a private incident only its members are told anything. */
  reader?: string | null;
  /** Incidents that the notice tells about besides its own: those of a merge, similar ones. */
  others?: readonly Incident[];
  /** The messages that this one stands for, in their order. */
  carried?: readonly { id: string; at: Date; notice: Notice }[];
  /** The organisation's own wording: the text of a template, null where it has none of that name. */
  render?: (template: string, data: MessageData) => string | null;
  /** When the message was first posted, on an edit: lateness is told against this, not against the edit. */
  sentAt?: Date | null;
};
