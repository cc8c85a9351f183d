import { z } from 'zod';
import { policySchema } from './policy-schema.ts';

type Schema = z.core.JSONSchema.JSONSchema;

const drops: Schema = { const: 'none', description: 'Drops what the extended file says here.' };

/**
 * What editors know of policy.yaml, as JSON Schema. It is made of the keys that Muster itself reads, but cannot know which
 * names a policy defines, nor what an extended file adds: nothing outside of a list is required of a file that extends.
 */
export function policyJsonSchema(): unknown {
  const whole = z.toJSONSchema(policySchema({ roles: [], people: [], severities: [] }), {
    io: 'input',
    target: 'draft-7',
  });
  const { $schema, ...written } = whole;
  const open = extending(written);
  return {
    $schema,
    title: 'policy.yaml of a runbook folder of Muster',
    ...open,
    if: { not: { required: ['extends'] } },
    // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
    then: { required: written.required ?? [] },
  };
}

/** Outside of lists each key may be missing, since the extended file may have it, or say none. */
function extending(schema: Schema): Schema {
  const { required: _, default: __, ...rest } = schema;
  return {
    ...rest,
    ...(schema.properties === undefined ? {} : { properties: each(schema.properties, orNone) }),
    ...(typeof schema.additionalProperties === 'object'
      ? { additionalProperties: orNone(schema.additionalProperties) }
      : {}),
    ...(schema.items === undefined ? {} : { items: inList(schema.items) }),
  };
}

function orNone(schema: Schema): Schema {
  const open = extending(schema);
  // Any text includes the word.
  if (schema.type === 'string' && schema.pattern === undefined && schema.enum === undefined) return open;
  const { description, ...rest } = open;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, drops] };
}

/** A list replaces what it extends, so that its items are whole. */
function inList(items: Schema['items']): Schema['items'] {
  if (items === undefined || typeof items === 'boolean' || Array.isArray(items)) return items;
  const { orText, ...item } = items;
  return orText === true ? { anyOf: [{ type: 'string', minLength: 1 }, item] } : item;
}

function each(schemas: NonNullable<Schema['properties']>, change: (schema: Schema) => Schema) {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, typeof schema === 'boolean' ? schema : change(schema)]),
  );
}
