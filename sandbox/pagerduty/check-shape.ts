import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { answerSchemas } from './answer-schemas.ts';
import { requestSchemas } from './request-schemas.ts';
import { webhookSchema } from './webhook-schema.ts';

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);

const compiled = new Map<object, ValidateFunction>();

function problems(schema: object | undefined, value: unknown): string[] {
  if (schema === undefined) return [];
  const check = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, check);
  return check(value)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** What is wrong with the body of a request, by its route; nothing for a route that takes none. */
export function wrongInRequest(route: string, body: unknown): string[] {
  return problems(Object.entries(requestSchemas).find(([name]) => name === route)?.[1], body);
}

/** What is wrong with an answer, by its route: then the fake is. */
export function wrongInAnswer(route: string, body: unknown): string[] {
  return problems(Object.entries(answerSchemas).find(([name]) => name === route)?.[1], body);
}

/** What is wrong with a webhook. */
export function wrongInWebhook(body: unknown): string[] {
  return problems(webhookSchema, body);
}
