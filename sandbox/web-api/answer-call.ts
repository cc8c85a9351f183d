import type { JsonObject } from '../json.ts';
import type { Workspace } from '../state/workspace.ts';
import { methods } from './methods.ts';
import type { RateLimits } from './rate-limits.ts';
import { text, type Args } from './read-args.ts';
import { needScopes } from './scopes.ts';
import { invalidArguments, SlackError } from './slack-error.ts';

/** The tokens that the workspace gave to the app. */
export type Tokens = { bot: string; app: string };

/** One answer of the Web API: its status, its headers and its body. */
export type Answer = { status: number; headers: Record<string, string>; body: JsonObject };

/** The answer of a method: `{ ok: true, … }`, or `{ ok: false, error }` for all that Slack refuses. */
export function answerCall(input: {
  workspace: Workspace;
  tokens: Tokens;
  token: string | undefined;
  method: string;
  args: Args;
  limits: RateLimits | undefined;
}): Answer {
  try {
    const wait = input.limits?.wait(input.method, text(input.args, 'channel') ?? '') ?? 0;
    if (wait > 0) return rateLimited(wait);
    return { status: 200, headers: {}, body: { ok: true, ...run(input) } };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 200, headers: {}, body: { ok: false, error: error.message, ...error.extra } };
  }
}

/** The answer to an app that calls too often. */
export function rateLimited(seconds: number): Answer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

function run({
  workspace,
  tokens,
  token,
  method: name,
  args,
}: {
  workspace: Workspace;
  tokens: Tokens;
  token: string | undefined;
  method: string;
  args: Args;
}): JsonObject {
  const method = methods[name];
  if (!method) throw new SlackError('unknown_method', { req_method: name });
  if (token === undefined) throw new SlackError('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new SlackError('invalid_auth');
  if (workspace.revoked) throw new SlackError('token_revoked');
  const wanted = method.token === 'app' ? tokens.app : tokens.bot;
  if (token !== wanted) throw new SlackError('not_allowed_token_type');
  if (method.token !== 'app') needScopes(workspace, name);
  // Bolt's client sends the team with every call; a token of one workspace makes Slack ignore it.
  const unknown = Object.keys(args).filter((arg) => arg !== 'team_id' && !method.takes.includes(arg));
  if (unknown.length > 0)
    throw invalidArguments(
      ...unknown.map((arg) => `${name} takes no argument '${arg}'; it takes ${method.takes.join(', ') || 'none'}`),
    );
  return method.run(workspace, args);
}
