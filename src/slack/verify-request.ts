import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../request/request-error.ts';
import { isSigned } from '../request/signature.ts';

/** How far the time of a request may be from ours, before and after. Slack names five minutes. Seconds. */
export const replayWindow = 5 * 60;

/** What of the headers is needed to verify a body; a RequestError for headers with which no body could be right. */
export function readSlackHeaders(headers: IncomingHttpHeaders, now: Date): { timestamp: string; digest: string } {
  // A header that came twice is joined by a comma, and so is none of these.
  const timestamp = String(headers['x-slack-request-timestamp'] ?? '');
  const digest = /^v0=([0-9a-f]{64})$/i.exec(String(headers['x-slack-signature'] ?? ''))?.[1];
  if (!/^[1-9]\d{0,11}$/.test(timestamp) || digest === undefined)
    throw new RequestError(401, 'The request is not signed.');
  // Both ways: one from the future could be sent again for as long as it is ahead.
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > replayWindow)
    throw new RequestError(401, 'The request is older than five minutes, or our clocks differ by more than that.');
  return { timestamp, digest };
}

/** Refuses a body that is not signed with the secret, as it came over the wire. */
export function verifySlackBody(secret: string, body: Buffer, signed: { timestamp: string; digest: string }): void {
  if (!isSigned(secret, [`v0:${signed.timestamp}:`, body], [signed.digest]))
    throw new RequestError(401, 'The signature is wrong.');
}
