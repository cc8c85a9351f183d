import type { JsonObject } from '../json.ts';

/** Something that Slack brings to the app. */
export type Parcel = {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: JsonObject;
  retry?: { number: number; reason: string };
};

/** What came of it: acknowledged in time (with what the app answered), or not. */
export type Receipt = { kind: 'acked'; body: JsonObject | string; ms: number } | { kind: 'failed'; reason: string };

/** A way to the app: signed HTTP or Socket Mode. */
export type Courier = { send(parcel: Parcel): Promise<Receipt> };

/** The app must acknowledge within this many real milliseconds. */
export const ACK_WITHIN_MS = 3000;
