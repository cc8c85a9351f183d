import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildClient } from '../../client/build.ts';

const MOST = 500_000;

test('the page is under 500 kB on the wire and loads nothing from elsewhere', async () => {
  const { html, js, css } = await buildClient();
  const size = [html, js, css].reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(size).toBeLessThan(MOST);
  expect(html).not.toMatch(/(src|href)="https?:/);
  expect(css).not.toMatch(/@import|url\(/);
  expect(js).not.toMatch(/\beval\(|new Function\(/);
});
