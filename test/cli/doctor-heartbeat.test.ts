import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { useDoctor } from './use-doctor.ts';

const { doctor } = useDoctor();

it('muster doctor sends one beat to whoever watches, and never shows the address', async () => {
  const secret = '0b6f3f2e-6f0c-4a6e';
  let status = 200;
  const server = createServer((_, response) => void response.writeHead(status).end('OK'));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const HEARTBEAT_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${secret}`;
  expect((await doctor()).out).toMatch(
    /! heartbeat +Nobody rings when Muster falls silent\. HEARTBEAT_URL can name a watcher\./,
  );
  expect((await doctor({ HEARTBEAT_URL })).out).toMatch(/✓ heartbeat +the watcher at HEARTBEAT_URL took a beat/);
  status = 410;
  const refused = (await doctor({ HEARTBEAT_URL })).out;
  expect(refused).toMatch(/✗ heartbeat +HEARTBEAT_URL: It answered HTTP 410\./);
  expect(refused).not.toContain(secret);
  server.close();
});
