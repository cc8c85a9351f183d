// All clients of the embedded database share one session, so what one of them asks need be parsed and planned only once, whoever
// asks it again: more than half of the time of a small query. Clients cannot do it themselves, as their names for statements
// would meet in that session.

/** Uses of a text before it is kept: what is asked once or twice is not worth its memory. */
const worthwhile = 3;
const mostKept = 300;
const mostSeen = 2000;
/** Characters of the text; what is longer was put together for the occasion. */
const longest = 8000;

const parseComplete = Buffer.from([0x31, 0, 0, 0, 4]);
// What a table or the session is changed by, as answers name it. What a block or a function did is not told.
const forgetting = /^(CREATE|ALTER|DROP|DISCARD|DEALLOCATE|RESET|DO|CALL)\b/;

/** An exchange as it is put to the database, and its answer as the client expects it. */
export type Reused = { message: Buffer; answered(answer: Buffer): Buffer };

/** Remembers the statements of a session. `reuse` is asked for every exchange, in the order in which they are put. */
export function makeStatements(): { reuse(message: Buffer): Reused } {
  const seen = new Map<string, number>();
  const kept = new Map<string, string>();
  let number = 0;

  // Whatever fails is parsed anew the next time: the statement may be gone, or its tables have another shape.
  function learn(text: string | null, answer: Buffer): void {
    const told = whatHappened(answer);
    if (told.changed) kept.clear();
    else if (told.failed && text !== null) kept.delete(text);
  }

  function asIs(message: Buffer): Reused {
    return {
      message,
      answered: (answer) => {
        learn(null, answer);
        return answer;
      },
    };
  }

  function again(text: string, name: string, rest: Buffer): Reused {
    return {
      message: bindTo(name, rest),
      answered: (answer) => {
        learn(text, answer);
        return Buffer.concat([parseComplete, answer]);
      },
    };
  }

  function keep(text: string, rest: Buffer): Reused {
    // The names go round, so that the session never holds more than it may: what had this one is closed.
    number = (number + 1) % mostKept;
    const name = `muster_${number}`;
    for (const [other, used] of kept) if (used === name) kept.delete(other);
    return {
      message: Buffer.concat([close(name), parseAs(name, text), bindTo(name, rest)]),
      answered: (answer) => {
        const { own, parsed } = withoutClose(answer);
        if (parsed) kept.set(text, name);
        learn(text, own);
        return own;
      },
    };
  }

  return {
    reuse(message) {
      const parts = splitUnnamed(message);
      if (parts === null) return asIs(message);
      const { text, rest } = parts;
      const name = kept.get(text);
      if (name !== undefined) return again(text, name, rest);
      const uses = (seen.get(text) ?? 0) + 1;
      if (seen.size >= mostSeen) seen.clear();
      seen.set(text, uses);
      return uses < worthwhile ? asIs(message) : keep(text, rest);
    },
  };
}

/** `changed`: tables, or the session; `failed`: with an error. */
function whatHappened(answer: Buffer): { changed: boolean; failed: boolean } {
  let changed = false;
  let failed = false;
  for (let at = 0; at + 5 <= answer.length; at = endOf(answer, at)) {
    if (answer[at] === code('E')) failed = true;
    if (answer[at] === code('C')) changed ||= forgetting.test(answer.toString('latin1', at + 5, endOf(answer, at)));
  }
  return { changed, failed };
}

/** The answer without that to our own Close, of which the client knows nothing; `parsed`: the statement is there now. */
function withoutClose(answer: Buffer): { own: Buffer; parsed: boolean } {
  const own: Buffer[] = [];
  let parsed = false;
  for (let at = 0; at + 5 <= answer.length; at = endOf(answer, at)) {
    if (answer[at] === code('1')) parsed = true;
    if (answer[at] !== code('3')) own.push(answer.subarray(at, endOf(answer, at)));
  }
  return { own: Buffer.concat(own), parsed };
}

/** Parse and Bind without names, then whatever runs that: the text with the types of its parameters, and all from Bind on. */
function splitUnnamed(message: Buffer): { text: string; rest: Buffer } | null {
  if (message[0] !== code('P') || message[5] !== 0 || message.length > longest * 4) return null;
  const bind = endOf(message, 0);
  // Of a portal and of a statement, neither with a name.
  if (message[bind] !== code('B') || message[bind + 5] !== 0 || message[bind + 6] !== 0) return null;
  for (let at = endOf(message, bind); at < message.length; at = endOf(message, at)) {
    const ofPortal = message[at] === code('D') && message[at + 5] === code('P');
    if (!ofPortal && message[at] !== code('E') && message[at] !== code('S')) return null;
  }
  // Each byte a character, because it only has to come back as it was.
  const text = message.toString('latin1', 6, bind);
  return text.length > longest ? null : { text, rest: message.subarray(bind) };
}

function close(name: string): Buffer {
  return withLength('C', Buffer.from(`S${name}\0`, 'latin1'));
}

function parseAs(name: string, text: string): Buffer {
  return withLength('P', Buffer.from(`${name}\0${text}`, 'latin1'));
}

function bindTo(name: string, rest: Buffer): Buffer {
  const end = endOf(rest, 0);
  const bind = withLength('B', Buffer.concat([Buffer.from(`\0${name}\0`, 'latin1'), rest.subarray(7, end)]));
  return Buffer.concat([bind, rest.subarray(end)]);
}

function withLength(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head[0] = code(type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function endOf(message: Buffer, at: number): number {
  return at + 1 + message.readUInt32BE(at + 1);
}

function code(type: string): number {
  return type.charCodeAt(0);
}
