type Taken = { length: number } & (
  | { kind: 'exchange'; message: Buffer }
  | { kind: 'refuse encryption' }
  | { kind: 'goodbye' }
  | { kind: 'nothing' }
);

const ENCRYPTION_REQUESTS = [80877103, 80877104]; // SSLRequest, GSSENCRequest
const CANCEL_REQUEST = 80877102;

// Query, Sync, FunctionCall and Flush end what a client says before it waits for an answer; so do the messages of COPY
// and of a password.
const ENDS_EXCHANGE = new Set(['Q', 'S', 'F', 'H', 'd', 'c', 'f', 'p']);

/**
 * Takes the first whole exchange of PostgreSQL's wire protocol off what a client has sent: everything up to the message
 * after which it waits for an answer, or null while that message is still on its way.
 */
export function takeExchange(received: Buffer, started: boolean): Taken | null {
  return started ? takeMessages(received) : takeStartup(received);
}

function takeStartup(received: Buffer): Taken | null {
  if (received.length < 8) return null;
  const length = received.readUInt32BE(0);
  const code = received.readUInt32BE(4);
  if (ENCRYPTION_REQUESTS.includes(code)) return { kind: 'refuse encryption', length };
  if (received.length < length) return null;
  // There is one session and it cannot be interrupted.
  if (code === CANCEL_REQUEST) return { kind: 'nothing', length };
  return { kind: 'exchange', length, message: received.subarray(0, length) };
}

function takeMessages(received: Buffer): Taken | null {
  for (let at = 0; at + 5 <= received.length; ) {
    const type = String.fromCharCode(received[at] ?? 0);
    const end = at + 1 + received.readUInt32BE(at + 1);
    if (end > received.length) return null;
    if (type === 'X') return { kind: 'goodbye', length: end };
    if (ENDS_EXCHANGE.has(type)) return { kind: 'exchange', length: end, message: received.subarray(0, end) };
    at = end;
  }
  return null;
}
