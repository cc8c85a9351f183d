import type { IncomingMessage, ServerResponse } from 'node:http';
import { canSee } from '../drivers/find-channel.ts';
import type { Workspace } from '../state/workspace.ts';

const headers = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
const placeholder: Page = {
  html: '<!doctype html><html lang="en"><title>Sandbox</title><p>The workspace runs; its page is not built. Connect to /live.</p></html>',
  js: '',
  css: '',
};

/** The page's three files: `html` stands at /, `js` at /client.js and `css` at /client.css; `policy` says what it may load. */
export type Page = { html: string; js: string; css: string; policy?: string };

/** Serves the page, and the workspace's files to whoever may see them. */
export function serveFiles(
  { workspace, page }: { workspace: Workspace; page: Page | null },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  if (request.method !== 'GET') return void response.writeHead(405, headers).end();
  const [, area = '', id = ''] = url.pathname.split('/');
  if (area === 'files') return serveUpload(workspace, id, url.searchParams.get('as') ?? '', response);
  const { html, js, css, policy = "default-src 'none'; frame-ancestors 'none'" } = page ?? placeholder;
  const files: Record<string, { type: string; content: string }> = {
    '/': { type: 'text/html', content: html },
    '/client.js': { type: 'text/javascript', content: js },
    '/client.css': { type: 'text/css', content: css },
  };
  const file = files[url.pathname];
  if (!file) return void response.writeHead(404, headers).end('Not found');
  response.writeHead(200, {
    ...headers,
    'content-type': `${file.type}; charset=utf-8`,
    'content-security-policy': policy,
  });
  response.end(file.content);
}

function serveUpload(workspace: Workspace, id: string, as: string, response: ServerResponse): void {
  const user = workspace.users.find((one) => one.id === as);
  const file = workspace.files.find((one) => one.id === id && !one.deleted);
  const seen = workspace.channels.some(
    (channel) => user !== undefined && file?.channels.includes(channel.id) === true && canSee(channel, user),
  );
  if (!file?.content || !seen) return void response.writeHead(404, headers).end('Not found');
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`,
  });
  response.end(file.content);
}
