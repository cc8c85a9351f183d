// Writes docs/policy.schema.json from the keys of policy.yaml: `npm run policy:schema`. A test holds the two together.
import { writeFile } from 'node:fs/promises';
import { policyJsonSchema } from '../src/policy/json-schema.ts';

await writeFile('docs/policy.schema.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
