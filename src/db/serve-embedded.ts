// A PostgreSQL wire server over PGlite's single session. It replaces @electric-sql/pglite-socket 0.2.17, which passes
// on message by message: a value above 64 kB arrives in several pieces, the messages of another connection slip in
// between, and both read the other's result (measured: 50 wrong answers in 150). Here what reaches PGlite is always a whole
// exchange, up to the Sync or Query that ends it. It also hands notifications to every connection, which that one loses.
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { makeStatements } from './reuse-statements.ts';
import { takeExchange } from './take-exchange.ts';

// A transaction reads and writes a few rows; while it is open, all other connections wait.
const LONGEST_SILENCE_IN_TRANSACTION = 10_000;

type Exchange = { from: Socket; message: Buffer };

/** A socket whose clients wait until `serve` names the database that answers them; `stop` ends every connection. */
export type EmbeddedServer = { serve(database: PGlite): void; stop(): Promise<void> };

/** Listens on a Unix socket that only this user can open; it does so before the database is open, to show who holds the data. */
export async function listenForClients(socketPath: string): Promise<EmbeddedServer> {
  const connections = new Set<Socket>();
  const waiting: Exchange[] = [];
  const statements = makeStatements();
  let db: PGlite | null = null;
  let owner: Socket | null = null; // whoever has a transaction open; all others wait
  let busy = false;
  let patience: NodeJS.Timeout | undefined;

  async function drain(): Promise<void> {
    if (busy || !db) return;
    busy = true;
    try {
      for (let next = takeNext(); next; next = takeNext()) {
        await run(db, next);
      }
    } finally {
      busy = false;
    }
  }

  function takeNext(): Exchange | undefined {
    const index = owner ? waiting.findIndex(({ from }) => from === owner) : 0;
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  }

  async function run(database: PGlite, { from, message }: Exchange): Promise<void> {
    try {
      const { message: put, answered } = statements.reuse(message);
      const answer = await database.runExclusive(() => database.execProtocolRaw(put, { syncToFs: true }));
      // A copy, because PGlite writes its next answer over this one.
      const { own, notifications } = splitNotifications(answered(Buffer.from(answer)));
      if (from.writable) from.write(own);
      for (const other of connections) {
        if (notifications.length > 0 && other.writable) other.write(notifications);
      }
    } catch (error) {
      from.destroy(error instanceof Error ? error : undefined);
    }
    clearTimeout(patience);
    owner = database.isInTransaction() ? from : null;
    if (owner) patience = setTimeout(() => from.destroy(), LONGEST_SILENCE_IN_TRANSACTION);
    if (owner && !connections.has(owner)) await abandon(owner);
  }

  /** A connection that went away with its transaction open must not keep all others waiting. */
  async function abandon(connection: Socket): Promise<void> {
    if (owner !== connection || !db || db.closed) return;
    clearTimeout(patience);
    await db.exec('ROLLBACK');
    owner = null;
  }

  const server = createServer((socket) => {
    connections.add(socket);
    let received: Buffer = Buffer.alloc(0);
    let started = false;
    socket.on('data', (data: Buffer) => {
      received = received.length === 0 ? data : Buffer.concat([received, data]);
      for (;;) {
        const taken = takeExchange(received, started);
        if (!taken) break;
        received = received.subarray(taken.length);
        if (taken.kind === 'refuse encryption') socket.write('N');
        else if (taken.kind === 'goodbye') socket.end();
        else if (taken.kind === 'exchange') {
          started = true;
          waiting.push({ from: socket, message: taken.message });
        }
      }
      void drain();
    });
    socket.on('error', () => socket.destroy()); // the client is gone; 'close' follows and cleans up
    socket.on('close', () => {
      connections.delete(socket);
      for (let index = waiting.length - 1; index >= 0; index -= 1) {
        if (waiting[index]?.from === socket) waiting.splice(index, 1);
      }
      if (!busy) void abandon(socket).then(drain);
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o600);

  return {
    serve(database) {
      db = database;
      void drain();
    },
    async stop(): Promise<void> {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of connections) socket.destroy();
      clearTimeout(patience);
      await closed;
    },
  };
}

const NOTIFICATION = 'A'.charCodeAt(0);

/** PGlite has one session, so a notification comes back to whoever sent NOTIFY; the listeners are other connections. */
function splitNotifications(bytes: Buffer): { own: Buffer; notifications: Buffer } {
  const own: Buffer[] = [];
  const notifications: Buffer[] = [];
  let keptFrom = 0;
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    if (bytes[at] === NOTIFICATION) {
      own.push(bytes.subarray(keptFrom, at));
      notifications.push(bytes.subarray(at, end));
      keptFrom = end;
    }
    at = end;
  }
  if (notifications.length === 0) return { own: bytes, notifications: Buffer.alloc(0) };
  own.push(bytes.subarray(keptFrom));
  return { own: Buffer.concat(own), notifications: Buffer.concat(notifications) };
}
