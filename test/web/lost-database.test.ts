import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { World } from '../support/assemble-world.ts';
import { startWorld } from '../support/world.ts';

const template = inject('templateDatabase');
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A way to the server that can be cut and mended. */
async function cuttable(
  serverUrl: string,
): Promise<{ through(databaseUrl: string): string; cut(): void; mend(): void }> {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((socket) => {
    if (isCut) return void socket.destroy();
    const onward = connect(Number(target.port || 5432), target.hostname);
    for (const end of [socket, onward]) {
      open.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => open.delete(end));
    }
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  closing.push(async () => {
    cut();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return {
    through: (databaseUrl) => {
      const address = server.address();
      const url = new URL(databaseUrl);
      url.host = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
      return url.href;
    },
    cut,
    mend: () => {
      isCut = false;
    },
  };
}

async function readiness(world: World): Promise<{ status: number; database: unknown }> {
  const answer = await fetch(`${world.bot.url}/readyz`);
  const body: unknown = await answer.json();
  const checks = typeof body === 'object' && body !== null && 'checks' in body ? body.checks : null;
  return {
    status: answer.status,
    database: typeof checks === 'object' && checks !== null && 'database' in checks ? checks.database : null,
  };
}

describe('a bot that loses its database', () => {
  it.runIf('serverUrl' in template)(
    'says so within 5 s, tells who declares within 3 s, and is back by itself',
    async () => {
      if (!('serverUrl' in template)) return;
      const way = await cuttable(template.serverUrl);
      const world = await startWorld({ reachDatabase: way.through });
      closing.push(() => world.close());
      await world.sandbox.eventually(async () => expect((await readiness(world)).status).toBe(200));

      way.cut();
      await world.sandbox.eventually(async () => expect((await readiness(world)).status).toBe(503));
      const begun = performance.now();
      await world.ana.runs('/incident declare P0 checkout is down', { in: '#general' });
      await world.sandbox.eventually(() => world.ana.sees(/nothing is recorded|not recorded/i), { within: 3000 });
      expect(performance.now() - begun).toBeLessThan(3000);

      way.mend();
      await world.sandbox.eventually(async () => expect((await readiness(world)).status).toBe(200), { within: 15_000 });
      await world.ana.runs('/incident declare P0 checkout is down', { in: '#general' });
      await world.settle();
      world.channel().shows(/checkout is down/);
    },
  );

  it('is alive but not ready', async () => {
    const world = await startWorld();
    await world.sandbox.eventually(async () => expect((await readiness(world)).status).toBe(200));
    // Not waited for: the worker keeps one connection. No query gets through from here on.
    void world.bot.ctx.db.pool.end();
    const { status, database } = await readiness(world);
    expect(status).toBe(503);
    expect(database).toMatchObject({ ok: false });
    expect((await fetch(`${world.bot.url}/healthz`)).status).toBe(200);
    const begun = performance.now();
    await world.close();
    expect(performance.now() - begun, 'it ends all the same').toBeLessThan(10_000);
  });
});
