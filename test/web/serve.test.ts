import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { Check, HealthSources } from '../../src/web/health.ts';
import { serveWeb, type WebServer } from '../../src/web/serve.ts';

const good: Check = { ok: true, detail: 'fine' };
const servers: WebServer[] = [];

function health(changes: Partial<HealthSources> = {}): HealthSources {
  return {
    stopping: () => false,
    checks: { database: async () => good, queue: async () => good, slack: async () => good },
    notes: () => [],
    ...changes,
  };
}

async function serve(
  sources: HealthSources,
  slack: Parameters<typeof serveWeb>[0]['slack'] = null,
): Promise<WebServer> {
  const server = await serveWeb({ host: '127.0.0.1', port: 0, health: sources, slack, api: null });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop(100)));
});

describe('the web server', () => {
  it('says that it is alive and ready when everything is', async () => {
    const { url } = await serve(health());
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      ready: true,
      checks: { database: good, queue: good, slack: good },
      notes: [],
    });
  });

  it.each(['database', 'queue', 'slack'])('is alive but not ready without the %s, and says which', async (lost) => {
    const bad = { ok: false, detail: 'gone' };
    const sources = health();
    const { url } = await serve({ ...sources, checks: { ...sources.checks, [lost]: async () => bad } });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ ready: false, checks: { [lost]: bad } });
  });

  it('is not ready while it stops', async () => {
    const { url } = await serve(health({ stopping: () => true }));
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it('tells notes without being unready', async () => {
    const { url } = await serve(health({ notes: () => ['Slack has not granted pins:write'] }));
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ notes: ['Slack has not granted pins:write'] });
  });

  it('has no way in for Slack in Socket Mode, and nothing else', async () => {
    const { url } = await serve(health());
    expect((await fetch(`${url}/slack/events`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/readyz`, { method: 'POST' })).status).toBe(404);
    // Without API_TOKEN.
    for (const path of ['/api/v1/incidents', '/api/v1/openapi.json'])
      expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it('hands Slack’s requests to the receiver', async () => {
    const { url } = await serve(health(), {
      path: '/slack/events',
      listener: (_request, response) => response.end('slack'),
    });
    expect(await (await fetch(`${url}/slack/events`, { method: 'POST' })).text()).toBe('slack');
  });

  it('listens on the address it was given and on no other', async () => {
    const { url } = await serve(health());
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((one) => one.family === 'IPv4' && one.address !== '127.0.0.1');
    // 127.0.0.2 is this machine too, and reachable only for a server that listens on every interface.
    for (const address of ['127.0.0.2', ...others.map((one) => one.address)]) {
      await expect(fetch(url.replace('127.0.0.1', address), { signal: AbortSignal.timeout(1000) })).rejects.toThrow(
        /fetch failed|timeout/,
      );
    }
  });

  it('says which address to change when the port is taken', async () => {
    const { url } = await serve(health());
    const port = Number(new URL(url).port);
    await expect(serveWeb({ host: '127.0.0.1', port, health: health(), slack: null, api: null })).rejects.toMatchObject(
      {
        code: 'cannot_listen',
        remedy: expect.stringContaining('PORT'),
      },
    );
  });
});
