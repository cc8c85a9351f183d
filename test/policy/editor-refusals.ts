import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';

/** What editors know of policy.yaml. */
export const schema: object = JSON.parse(JSON.stringify(policyJsonSchema()));
const accepts = new Ajv({ allErrors: true }).compile(schema);

/** What an editor would underline. */
export function editorRefusals(yaml: string): string[] {
  accepts(parse(yaml));
  return (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`.trim());
}
