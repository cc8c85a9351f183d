// Writes docs/openapi.json from the operations of the API: `npm run api:document`. A test holds the two together.
import { writeFile } from 'node:fs/promises';
import { openApi } from '../src/web/api/open-api.ts';

await writeFile('docs/openapi.json', `${JSON.stringify(openApi(), null, 2)}\n`);
