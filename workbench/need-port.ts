import { createServer } from 'node:net';

/** Rejects when something listens on that port of this machine already, before anything else is touched. */
export function needPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
