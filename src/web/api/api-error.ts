import type { z } from 'zod';

/** An answer that is not the request's fault alone to explain: status, code, what happened, what to do next. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, what: string, remedy: string, headers: Record<string, string> = {}) {
    super(what);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.remedy = remedy;
    this.headers = headers;
  }
}

/** What was read, or an ApiError that names every key that is wrong. */
export function readAs<S extends z.ZodObject>(schema: S, given: unknown, where: 'body' | 'query'): z.output<S> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const known = Object.keys(schema.shape).join(', ');
  const problems = read.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${key} is not a key here`).join('; ');
    const key = issue.path.join('.');
    return key === '' ? 'it is not a JSON object' : `${key}: ${withoutCapital(issue.message)}`;
  });
  throw new ApiError(422, 'invalid', `The ${where} cannot be used: ${problems.join('; ')}.`, `The keys are ${known}.`);
}

function withoutCapital(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
