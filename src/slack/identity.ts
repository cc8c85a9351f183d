import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { tokenTrouble } from './client-errors.ts';

/** Who this bot is in its workspace, and what it may do there. */
export type Identity = {
  teamId: string;
  team: string;
  botUserId: string;
  botName: string;
  botId: string;
  scopes: string[];
};

/** What Slack says of the token. `problem` is null when it is good; `refused` is Slack's word when it does not take the token. */
export type TokenCheck = { identity: Identity | null; problem: string | null; refused: string | null };

/** Keeps what Slack last said of the token. */
export type IdentityWatch = {
  /** Who the bot is, once Slack said it. */
  known(): Identity | null;
  /** Asks Slack, unless it was asked within the last 3 s. Never throws, never takes longer than 2.5 s. */
  check(): Promise<TokenCheck>;
  /** Slack told that the token is gone; counts until it answers well again. */
  revoked(): void;
};

const answer = z.object({
  team_id: z.string(),
  team: z.string().default('a workspace'),
  user: z.string().default('muster'),
  user_id: z.string(),
  bot_id: z.string().default(''),
  response_metadata: z.object({ scopes: z.array(z.string()).default([]) }).optional(),
});
const refusal = z.object({ data: z.object({ error: z.string() }) });

const freshFor = 3000;
const patience = 2500;

/** Learns who the bot is. `auth.test` has a rate limit of its own (hundreds a minute), so a health check may ask. */
export function watchIdentity(slack: WebClient, now: () => Date): IdentityWatch {
  let identity: Identity | null = null;
  let last: { check: Promise<TokenCheck>; at: number } | null = null;

  async function ask(): Promise<TokenCheck> {
    try {
      const said = answer.parse(await withinPatience(slack.auth.test()));
      identity = {
        teamId: said.team_id,
        team: said.team,
        botName: said.user,
        botUserId: said.user_id,
        botId: said.bot_id,
        scopes: said.response_metadata?.scopes ?? [],
      };
      return { identity, problem: null, refused: null };
    } catch (error) {
      const code = refusal.safeParse(error).data?.data.error;
      return {
        identity,
        problem: code === undefined ? 'Slack did not answer.' : `Slack refused the token (${code}).`,
        refused: code !== undefined && tokenTrouble.has(code) ? code : null,
      };
    }
  }

  return {
    known: () => identity,
    check: () => {
      const at = now().getTime();
      if (last === null || at - last.at > freshFor) last = { check: ask(), at };
      return last.check;
    },
    revoked: () => {
      last = {
        check: Promise.resolve({ identity, problem: 'Slack revoked the token.', refused: 'token_revoked' }),
        at: now().getTime(),
      };
    },
  };
}

async function withinPatience<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patience);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
