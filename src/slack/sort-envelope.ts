import { z } from 'zod';
import { parseJson } from '../request/parse-json.ts';
import { sortPayload } from './sort-payload.ts';

const envelope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('disconnect') }),
  z.object({
    type: z.enum(['events_api', 'interactive', 'slash_commands']),
    envelope_id: z.string().min(1).max(200),
    payload: z.looseObject({}),
  }),
]);
const named = z.object({ event: z.object({ type: z.string() }) });

/** What is to be done with a message of Socket Mode. `isTaken`: names of events that the client uses for itself. */
export function sortEnvelope(text: string, isTaken: (name: string) => boolean): 'refresh' | 'hear' | 'drop' {
  const read = envelope.safeParse(parsed(text)).data;
  if (read === undefined) return 'drop';
  if (read.type === 'hello') return 'hear';
  if (read.type === 'disconnect') return 'refresh';
  if (sortPayload(read.payload).to === 'refuse') return 'drop';
  if (read.type !== 'events_api') return 'hear';
  const name = named.safeParse(read.payload).data?.event.type;
  return name === undefined || name === 'error' || isTaken(name) ? 'drop' : 'hear';
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
