import { z } from 'zod';

const body = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const patience = 10_000;

/** What Slack answered: its word where it refused, what it granted, and its clock (null where it did not say). */
export type SlackAnswer = {
  ok: boolean;
  error: string | null;
  scopes: string[];
  date: Date | null;
  /** When the answer came, by our clock. */
  at: Date;
  said: Record<string, unknown>;
};

/** One call without the client, whose answers leave out the headers. Throws when nothing comes back within 10 s. */
export async function askSlack(
  method: string,
  { token, apiUrl, now }: { token: string; apiUrl: string | null; now: () => Date },
): Promise<SlackAnswer> {
  const answer = await fetch(`${apiUrl ?? 'https://slack.com/api/'}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    signal: AbortSignal.timeout(patience),
  });
  const { ok, error, ...said } = body.parse(await answer.json());
  const date = new Date(answer.headers.get('date') ?? '');
  const scopes = (answer.headers.get('x-oauth-scopes') ?? '').split(',').map((scope) => scope.trim());
  return {
    ok,
    error: error ?? null,
    scopes: scopes.filter((scope) => scope !== ''),
    date: Number.isNaN(date.getTime()) ? null : date,
    at: now(),
    said,
  };
}

/** What went wrong, in a few words: Slack's own where it refused. */
export function slackWord(error: unknown): string {
  const refused = z.object({ data: z.object({ error: z.string() }) }).safeParse(error);
  if (refused.success) return refused.data.data.error;
  return 'Slack did not answer';
}
