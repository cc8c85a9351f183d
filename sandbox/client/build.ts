import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from '../live/serve-files.ts';

// Itself, and pictures that messages link to. The WebSocket is on its own address.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: https: http:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Sandbox</title>
    <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%233d5afe'/%3E%3Cpath d='M4 8h8M8 4v8' stroke='white' stroke-width='2' stroke-linecap='round'/%3E%3C/svg%3E" />
    <link rel="stylesheet" href="/client.css" />
    <script type="module" src="/client.js"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

/** Bundles the page in memory; half a second on a small machine. */
export async function buildClient(): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: { client: join(import.meta.dirname, 'main.tsx') },
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const textOf = (ending: string): string => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { html, js: textOf('.js'), css: textOf('.css'), policy };
}
