import type { IncomingMessage, ServerResponse } from 'node:http';
import { whoCalls } from './who-calls.ts';
import { useResponseUrl } from './delivery/response-url.ts';
import { parseJson } from './json.ts';
import { readBody } from './web-api/read-args.ts';
import { serveCall, type CallServer } from './web-api/serve-call.ts';
import { carryOutUnder } from './web-api/spoil.ts';
import { receiveUpload } from './web-api/upload.ts';

/** Routes a request: a method of the Web API, a response_url, an upload or a file. */
export async function serveRequest(api: CallServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const { from, path } = whoCalls(url.pathname);
  const [, area, first = '', second = ''] = path.split('/');
  try {
    if (area === 'api') return await serveCall(api, { method: first, from }, request, response, url.searchParams);
    if (area === 'response')
      return await serveText(api, 'response_url', request, response, (body) =>
        useResponseUrl(api.workspace, second, parseJson(body.toString('utf8'))),
      );
    if (area === 'upload')
      return await serveText(api, 'upload', request, response, (body) =>
        receiveUpload(api.workspace, second, request.headers['content-type'] ?? '', body),
      );
    const file = area === 'files' ? api.workspace.files.find((one) => one.id === first && !one.deleted) : undefined;
    if (file?.content && request.headers.authorization === `Bearer ${api.tokens.bot}`)
      return void response.writeHead(200).end(file.content);
    response.writeHead(404).end('Not found');
  } catch (error) {
    // A defect of the sandbox itself: said loudly, or a test would look for it in the app.
    console.error('sandbox:', error);
    if (!response.headersSent) response.writeHead(500).end(String(error));
  }
}

type TextAnswer = { status: number; text: string };

async function serveText(
  api: CallServer,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  apply: (body: Buffer) => TextAnswer | Promise<TextAnswer>,
): Promise<void> {
  const body = await readBody(request);
  const answer = (result: TextAnswer, headers: Record<string, string> = {}): void =>
    void response.writeHead(result.status, { 'content-type': 'text/plain', ...headers }).end(result.text);
  await carryOutUnder(api.faults.take(name), request, response, {
    apply: async () => apply(body),
    answer,
    refuse: (fault) =>
      fault.kind === '429'
        ? answer({ status: 429, text: 'ratelimited' }, { 'retry-after': String(fault.retryAfter) })
        : answer({ status: 404, text: fault.error }),
  });
}
