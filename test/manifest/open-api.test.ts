import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openApi } from '../../src/web/api/open-api.ts';

it('docs/openapi.json says what the API does: npm run api:document writes it', async () => {
  expect(JSON.parse(await readFile('docs/openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApi())));
});
