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
// "cached plan must not change result type": a table has another shape now.
const shapeChanged = Buffer.from('C0A000\0');
const forgetting = /^\s*(create|alter|drop|discard|deallocate)\b/i;

/** An exchange as it is put to the database, and its answer as the client expects it. */
export type Reused = { message: Buffer; answered(answer: Buffer): Buffer };

/** Remembers the statements of a session. `reuse` is asked for every exchange, in the order in which they are put. */
export function makeStatements(): { reuse(message: Buffer): Reused } {
  const seen = new Map<string, number>();
  const kept = new Map<string, string>();
  let number = 0;

  const asIs = (message: Buffer): Reused => ({ message, answered: (answer) => answer });

  function again(text: string, name: string, rest: Buffer): Reused {
    return {
      message: bindTo(name, rest),
      answered: (answer) => {
        if (answer.includes(shapeChanged)) kept.delete(text);
        return Buffer.concat([parseComplete, answer]);
      },
    };
  }

  function keep(text: string, rest: Buffer): Reused {
    number += 1;
    const name = `muster_${number}`;
    return {
      message: Buffer.concat([parseAs(name, text), bindTo(name, rest)]),
      answered: (answer) => {
        if (answer[0] === parseComplete[0]) kept.set(text, name);
        return answer;
      },
    };
  }

  return {
    reuse(message) {
      const parts = splitUnnamed(message);
      if (parts === null) {
        if (changesShapes(message)) kept.clear();
        return asIs(message);
      }
      const { text, rest } = parts;
      const name = kept.get(text);
      if (name !== undefined) return again(text, name, rest);
      if (forgetting.test(text)) kept.clear();
      const uses = (seen.get(text) ?? 0) + 1;
      if (seen.size >= mostSeen) seen.clear();
      seen.set(text, uses);
      return uses < worthwhile || kept.size >= mostKept ? asIs(message) : keep(text, rest);
    },
  };
}

/** A simple query may hold several statements; the first of them tells enough. */
function changesShapes(message: Buffer): boolean {
  return message[0] === code('Q') && forgetting.test(message.toString('latin1', 5, 200));
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
