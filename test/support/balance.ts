import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The plainest balancer there is: each request to the next replica, to the one after it when that one is not there. */
export type Balancer = {
  url: string;
  /** Addresses of the replicas; change it as they come and go. */
  replicas: string[];
  /** How many requests each has answered. */
  answered: Map<string, number>;
  /** Everything goes to two replicas at once: Slack repeats events only, but what is asked twice happens once all the same. */
  doubling: boolean;
  close(): Promise<void>;
};

/** Starts one on a free port of this machine. */
export async function startBalancer(): Promise<Balancer> {
  let turn = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = addressOf(server.address());
  const balancer: Balancer = {
    url: `http://127.0.0.1:${port}`,
    replicas: [],
    answered: new Map(),
    doubling: false,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const ask = async (replica: string) => {
      const got = await fetch(`${replica}${request.url}`, {
        method: 'POST',
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(parts),
      });
      const text = await got.text();
      balancer.answered.set(replica, (balancer.answered.get(replica) ?? 0) + 1);
      return { status: got.status, text, type: got.headers.get('content-type') };
    };
    for (let tried = 0; tried < balancer.replicas.length; tried += 1) {
      turn += 1;
      const [first, second] = [turn, turn + 1].map((n) => balancer.replicas[n % balancer.replicas.length]);
      if (first === undefined) break;
      const also = balancer.doubling && second !== undefined ? ask(second).catch(() => null) : null;
      const got = await ask(first).catch(() => null);
      await also;
      if (got === null) continue;
      response.writeHead(got.status, got.type === null ? {} : { 'content-type': got.type });
      response.end(got.text);
      return;
    }
    response.writeHead(502).end();
  }

  return balancer;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The balancer has no port');
  return address;
}
