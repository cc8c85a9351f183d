import type { IncomingMessage, ServerResponse } from 'node:http';
import { useResponseUrl } from './delivery/response-url.ts';
import { parseJson } from './json.ts';
import { readBody } from './web-api/read-args.ts';
import { serveCall, type CallServer } from './web-api/serve-call.ts';
import { receiveUpload } from './web-api/upload.ts';

/** Routes a request: a method of the Web API, a response_url, an upload or a file. */
export async function serveRequest(api: CallServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const [, area, first = '', second = ''] = url.pathname.split('/');
  try {
    // While Slack is down nothing of it answers, response URLs and uploads included.
    if (area !== 'api' && api.faults.isDown()) return void request.socket.destroy();
    if (area === 'api') return await serveCall(api, first, request, response, url.searchParams);
    if (area === 'response') {
      const answer = useResponseUrl(api.workspace, second, parseJson((await readBody(request)).toString('utf8')));
      return void response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body);
    }
    if (area === 'upload') {
      const answer = await receiveUpload(api.workspace, second, request.headers['content-type'] ?? '', await readBody(request));
      return void response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.text);
    }
    const file = area === 'files' ? api.workspace.files.find((one) => one.id === first && !one.deleted) : undefined;
    if (file?.content && request.headers.authorization === `Bearer ${api.tokens.bot}`) return void response.writeHead(200).end(file.content);
    response.writeHead(404).end('Not found');
  } catch (error) {
    // A defect of the sandbox itself: said loudly, or a test would look for it in the app.
    console.error('sandbox:', error);
    if (!response.headersSent) response.writeHead(500).end(String(error));
  }
}
