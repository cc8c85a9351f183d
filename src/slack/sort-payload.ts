import type { StringIndexed } from '@slack/bolt';
import { z } from 'zod';
import { readAction, readCommand, readEvent, readShortcut, readSubmission } from './read-payload.ts';

/**
 * What is to be done with a payload of Slack's: `hear` it, answer that it came (`ack`: of a kind to which nothing here listens),
 * or refuse it as none that Slack would send.
 */
export type Sorted = { to: 'hear' | 'ack' | 'refuse'; body: StringIndexed };

// Bolt tells the kinds apart by the keys that are there; one that has keys of another would be taken for that.
const noKeysOf = (others: readonly string[]) => (body: StringIndexed) => others.every((key) => body[key] === undefined);
const isInteraction = noKeysOf(['event', 'command', 'name']);
const isCommand = noKeysOf(['event']);

// Bolt looks into these before anything of ours does, and fails at another type.
const object = z.looseObject({}).optional();
const textOrObject = z.union([z.string(), z.looseObject({})]).optional();
const event = z.looseObject({
  type: z.string(),
  channel: textOrObject,
  user: textOrObject,
  item: object,
  subteam: object,
  assistant_thread: object,
});
const around = z.looseObject({
  authorizations: z.array(z.looseObject({})).optional(),
  response_urls: z.array(z.looseObject({})).optional(),
});

const readers: Record<string, { read: (body: StringIndexed) => unknown; fits: (body: StringIndexed) => boolean }> = {
  event_callback: {
    read: (body) => event.parse(readEvent(body, null).event),
    fits: () => true,
  },
  block_actions: { read: readAction, fits: isInteraction },
  view_submission: { read: readSubmission, fits: noKeysOf(['event', 'command', 'name', 'actions']) },
  shortcut: { read: readShortcut, fits: noKeysOf(['event', 'command', 'name', 'actions']) },
  message_action: { read: readShortcut, fits: noKeysOf(['event', 'command', 'name', 'actions']) },
};

/** Sorts a payload by what the listeners will read of it, before anybody says that it was heard. */
export function sortPayload(given: unknown): Sorted {
  const read = around.safeParse(withoutNulls(given)).data;
  if (read === undefined) return { to: 'refuse', body: {} };
  const body: StringIndexed = { ...read, ...('event' in read && { event: withoutNulls(read['event']) }) };
  const type = body['type'];
  const known = typeof type === 'string' && Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (known === undefined && typeof body['command'] === 'string')
    return { to: isCommand(body) && reads(readCommand, body) ? 'hear' : 'refuse', body };
  if (known === undefined) return { to: typeof type === 'string' && type !== '' ? 'ack' : 'refuse', body };
  return { to: known.fits(body) && reads(known.read, body) ? 'hear' : 'refuse', body };
}

/** What is null is not there: for us it is the same, and Bolt looks into it. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function reads(read: (body: StringIndexed) => unknown, body: StringIndexed): boolean {
  try {
    read(body);
    return true;
  } catch {
    return false;
  }
}
