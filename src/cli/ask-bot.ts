import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { urlOf } from '../web/url-of.ts';
import type { Terminal } from './command.ts';

/** What the bot answered. */
export type BotAnswer =
  | { ok: true; text: string }
  | { ok: false; status: number; code: string; message: string; remedy: string };

const answered = z.object({ answer: z.string() });
const refused = z.object({ code: z.string(), message: z.string(), remedy: z.string() });

// A bot that asks a Slack which hangs gives up on it by then.
const patience = 60_000;
const tries = 3;

/** Where the bot of this environment listens. MUSTER_URL wins, for a bot behind a proxy. */
export function botUrl(env: Terminal['env']): string {
  const given = env.MUSTER_URL?.trim();
  if (given) return given.replace(/\/+$/, '');
  return urlOf(env.HOST?.trim() || '127.0.0.1', env.PORT?.trim() || '3000');
}

/** Has the running bot carry out one command. An answer that was lost on the way is asked for again with the same key: it happens once. */
export async function askBot(
  { env }: Terminal,
  { by, text, zone, key }: { by: string; text: string; zone: string; key: string | null },
): Promise<BotAnswer> {
  const token = env.API_TOKEN?.trim();
  if (!token)
    throw new UserError(
      'no-token',
      'API_TOKEN is not set, so the bot cannot be asked.',
      'Run this where its .env is, or set API_TOKEN to the same. The bot has none either? Make one (openssl rand -hex 32), write it into its .env and start it again.',
    );
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': key ?? `cli-${randomUUID()}`,
  };
  const url = botUrl(env);
  for (let left = tries - 1; ; left -= 1) {
    try {
      const response = await fetch(`${url}/api/v1/commands`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ by, text, zone }),
        signal: AbortSignal.timeout(patience),
      });
      return await read(response, url);
    } catch (error) {
      if (error instanceof UserError) throw error;
      const code = codeOf(error);
      if (code === 'ECONNREFUSED' || left === 0) throw unreachable(url, code, error);
      await delay(500);
    }
  }
}

async function read(response: Response, url: string): Promise<BotAnswer> {
  const body: unknown = await response.json().catch(() => null);
  const good = answered.safeParse(body).data;
  if (response.ok && good !== undefined) return { ok: true, text: good.answer };
  const told = refused.safeParse(body).data;
  if (told !== undefined) return { ok: false, status: response.status, ...told };
  throw new UserError(
    'not-the-api',
    `What answers at ${url} is not the API of Muster (HTTP ${response.status}).`,
    'Check HOST and PORT, and that the bot was started with API_TOKEN: without it there is no API.',
  );
}

function unreachable(url: string, code: string, cause: unknown): UserError {
  const refusedIt = code === 'ECONNREFUSED';
  return new UserError(
    'bot-away',
    refusedIt ? `No bot answers at ${url}; nothing is recorded.` : `The bot at ${url} did not answer (${code}).`,
    `${refusedIt ? '' : 'It is not certain whether this was recorded: look at muster incident list first. '}Start it with npm start, or set HOST and PORT as it has them (MUSTER_URL for a bot behind a proxy). Until then: muster runbook has the steps, and the policy's manual says how to go on by hand.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner.name === 'TimeoutError') return `no answer within ${patience / 1000} s`;
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
  }
  return 'no answer';
}
