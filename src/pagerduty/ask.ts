import { z } from 'zod';
import { neverConnected } from '../slack/client-errors.ts';
import { PagerDutyError } from './failure.ts';

/** One request of the REST API. `query` keys with `[]` take lists. */
export type Question = {
  method: 'GET' | 'POST' | 'PUT';
  /** Below the address of the API: `/incidents`. */
  path: string;
  query?: Record<string, string | string[]>;
  body?: object;
  /** E-mail address of who asks; the configured one unless told. */
  from?: string;
  /** Ends the call before its own time. */
  signal?: AbortSignal;
};

/** How long one call may take. Milliseconds; two in a row stay within what claim-effect.ts waits for an outcome. */
const patience = 5000;
// pdjs repeats a 429 three times by itself, 20 s apart unless told: it ends in the time of one call, and the job waits.
const pauseOfPdjs = 100;

const refusalSchema = z.object({ error: z.object({ message: z.string(), errors: z.array(z.string()).default([]) }) });
const answeredSchema = z.object({ status: z.number() });

/** Asks PagerDuty, and answers what it said in that shape. Throws a PagerDutyError for everything else. */
export async function askPagerDuty<T>(
  { url, token, from }: { url: string; token: string; from: string },
  question: Question,
  shape: z.ZodType<T>,
): Promise<T> {
  const response = await call(url, token, from, question);
  const { status } = response;
  if (status >= 200 && status < 300) {
    const parsed = shape.safeParse(response.data);
    if (parsed.success) return parsed.data;
    throw new PagerDutyError(
      'PagerDuty answered in a way that I do not understand',
      { certainty: 'unknown', status },
      { cause: parsed.error },
    );
  }
  throw refusalOf(status, response.headers, response.data);
}

type Answered = { status: number; headers: { get(name: string): string | null } | null; data: unknown };

async function call(url: string, token: string, from: string, question: Question): Promise<Answered> {
  const { method, path, query, body, signal } = question;
  // Only here: who has no PagerDuty need not hold it in memory.
  const { api } = await import('./pdjs.ts');
  const timeout = AbortSignal.timeout(patience);
  try {
    return await api({
      url: `${url}${path}`,
      token,
      method,
      headers: { From: question.from ?? from },
      ...(query && { queryParameters: query }),
      ...(body && { data: body }),
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      // Its own timeout does nothing and leaves a timer behind.
      requestTimeout: 0,
      retryTimeout: pauseOfPdjs,
    });
  } catch (error) {
    // Answered, but not in JSON: an error page.
    const answered = answeredSchema.safeParse(error).data;
    if (answered !== undefined && answered.status >= 300) return { status: answered.status, headers: null, data: null };
    if (neverConnected(error))
      throw new PagerDutyError('PagerDuty could not be reached', { certainty: 'notDone' }, { cause: error });
    throw new PagerDutyError('PagerDuty did not answer', { certainty: 'unknown' }, { cause: error });
  }
}

/** What a status other than success means. Shared with Events v2. */
export function refusalOf(
  status: number,
  headers: { get(name: string): string | null } | null,
  data: unknown,
): PagerDutyError {
  if (status === 429)
    return new PagerDutyError('PagerDuty asked to wait', {
      certainty: 'notDone',
      status,
      wait: secondsIn(headers, 'ratelimit-reset') ?? secondsIn(headers, 'retry-after') ?? 30_000,
    });
  if (status >= 500) return new PagerDutyError(`PagerDuty answered HTTP ${status}`, { certainty: 'unknown', status });
  if (status === 401 || status === 403)
    return new PagerDutyError(`PagerDuty does not accept the API key (HTTP ${status})`, {
      certainty: 'refused',
      status,
    });
  const said = refusalSchema.safeParse(data).data?.error;
  const why = said === undefined ? `HTTP ${status}` : [said.message, ...said.errors].join(': ');
  return new PagerDutyError(`PagerDuty refused it (${why})`, { certainty: 'refused', status });
}

function secondsIn(headers: { get(name: string): string | null } | null, name: string): number | null {
  const text = headers?.get(name) ?? null;
  const seconds = text === null ? Number.NaN : Number(text);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 600) * 1000 : null;
}
