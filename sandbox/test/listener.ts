import { createServer } from 'node:http';
import { readBody } from '../web-api/read-args.ts';

/** One request as an app received it. */
export type Heard = { headers: Record<string, string | string[] | undefined>; body: string };

/** An app's address that keeps every request and answers with the status that it is told. */
export type Listener = { url: string; heard: Heard[]; answerWith(status: number): void; close(): Promise<void> };

/** Starts a listener on this machine. */
export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      heard.push({ headers: request.headers, body: body.toString('utf8') });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The listener has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/slack/events`,
    heard,
    answerWith: (next) => {
      status = next;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
