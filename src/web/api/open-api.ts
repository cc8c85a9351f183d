import { z } from 'zod';
import { type Operation, operations } from './operations.ts';
import { mostPerMinute } from './rate-limit.ts';
import { errorAnswer, incidentAnswer, incidentsAnswer } from './schemas.ts';

const refusals: Record<string, string> = {
  400: 'The body is not well-formed JSON.',
  401: 'The token is missing or wrong.',
  403: 'The policy does not allow it to this person.',
  404: 'There is no such incident for this person.',
  409: 'The incident is not in a state for it; the remedy says what is possible.',
  413: 'The body is larger than 64 kB.',
  415: 'The body is not JSON.',
  422: 'A key is unknown, missing or wrong; the message names it.',
  429: `More than ${mostPerMinute} requests within a minute.`,
  500: 'A bug; the reference in the message finds it in the log of the bot.',
  503: 'The database is away, or somebody cannot be looked up while Slack is away.',
};
const withoutBody = ['400', '413', '415', '409'];

/** The OpenAPI 3.1 document of the API, made of the operations and their schemas. */
export function openApi(): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version: '1',
      description: 'The commands of Muster over HTTP, for scripts, monitors and the hours in which Slack is away.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The API_TOKEN of the bot.' } },
      schemas: { Incident: schemaOf(incidentAnswer, 'output'), Error: schemaOf(errorAnswer, 'output') },
    },
  };
}

function describe(operation: Operation): unknown {
  const { id, summary, status, body, query, answer, path, method } = operation;
  const told = Object.entries(refusals).filter(([code]) => method === 'POST' || !withoutBody.includes(code));
  return {
    operationId: id,
    summary,
    parameters: [
      ...(path.includes('{name}') ? [nameParameter] : []),
      ...(method === 'POST' ? [keyParameter] : []),
      ...(query === null ? [] : Object.entries(query.shape).map(([name, schema]) => queryParameter(name, schema))),
    ],
    ...(body === null ? {} : { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      [status]: {
        description: summary,
        content: json(answerOf(answer)),
      },
      ...Object.fromEntries(told.map(([code, description]) => [code, { description, content: json(ref('Error')) }])),
    },
  };
}

function answerOf(answer: z.ZodObject): unknown {
  if (answer === incidentAnswer) return ref('Incident');
  if (answer !== incidentsAnswer) return schemaOf(answer, 'output');
  return {
    type: 'object',
    required: ['incidents'],
    additionalProperties: false,
    properties: { incidents: { type: 'array', items: ref('Incident') } },
  };
}

const nameParameter = {
  name: 'name',
  in: 'path',
  required: true,
  description: 'INC-42, or 42.',
  schema: { type: 'string', pattern: '^(INC-)?[1-9][0-9]{0,8}$' },
};
const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key makes a repetition harmless: it answers what the first request did.',
  schema: { type: 'string', maxLength: 200 },
};

function queryParameter(name: string, schema: z.core.$ZodType): unknown {
  return { name, in: 'query', required: false, schema: schemaOf(schema, 'input') };
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function ref(name: string): unknown {
  return { $ref: `#/components/schemas/${name}` };
}

function json(schema: unknown): unknown {
  return { 'application/json': { schema } };
}
