import type { IncomingMessage, ServerResponse } from 'node:http';
import { clockNow, RealDate } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Workspace } from '../state/workspace.ts';
import { answerCall, rateLimited, type Answer, type Tokens } from './answer-call.ts';
import type { Fault, Faults } from './faults.ts';
import { later } from './later.ts';
import type { RateLimits } from './rate-limits.ts';
import { readArgs, readBody, text, type Args } from './read-args.ts';
import { SlackError } from './slack-error.ts';
import { carryOutUnder } from './spoil.ts';

/** One call of the Web API as the log keeps it; `answer` is null when the app never got one, or not yet while `isRunning`. */
export type Call = {
  isRunning: boolean;
  method: string;
  args: Args;
  /** The process that called, where each has an address of its own (/as/NAME/api/). */
  from: string | null;
  at: Date;
  ms: number;
  answer: JsonObject | null;
  /** What carrying it out gave, also where the app never heard of it; null when it was not carried out. */
  result: JsonObject | null;
  /** Seconds that a 429 asked the app to wait. */
  retryAfter?: number;
  fault?: Fault;
};
/** Something to do just before or just after a method is applied; before it, it may say which fault this very call meets. */
export type CallHook = (call: {
  method: string;
  args: Args;
  from: string | null;
  fault?: Fault;
}) => void | Promise<void>;
/** What a server of the Web API works with. */
export type CallServer = {
  workspace: Workspace;
  tokens: Tokens;
  faults: Faults;
  limits: RateLimits | undefined;
  latencyMs: number;
  calls: Call[];
  before: CallHook[];
  after: CallHook[];
};

/** Serves one request to /api/METHOD. */
export async function serveCall(
  server: CallServer,
  { method, from }: { method: string; from: string | null },
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const started = RealDate.now();
  const body = (await readBody(request)).toString('utf8');
  const read = tryReadArgs(request.headers['content-type'] ?? '', body, query);
  const call: Call = {
    method,
    args: read.args,
    from,
    at: clockNow(),
    ms: 0,
    answer: null,
    result: null,
    isRunning: true,
  };
  delete call.args.token;
  server.calls.push(call);
  server.workspace.bus.emit('call', call);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? read.token;
  const ended = (): void => {
    if (!call.isRunning) return;
    call.isRunning = false;
    call.ms = RealDate.now() - started;
    server.workspace.bus.emit('call', call);
  };
  const finish = (answer: Answer): void => {
    call.answer = answer.body;
    if (answer.status === 429) call.retryAfter = Number(answer.headers['retry-after']);
    ended();
    send(server.workspace, response, answer);
  };
  if (read.error)
    return finish({ status: 200, headers: {}, body: { ok: false, error: read.error.message, ...read.error.extra } });
  for (const hook of server.before) await hook(call);
  if (server.latencyMs > 0) await later(server.latencyMs);
  const apply = async (): Promise<Answer> => {
    const answer = answerCall({ ...server, token, method, args: call.args });
    call.result = answer.body;
    for (const hook of server.after) await hook(call);
    return answer;
  };
  call.fault ??= server.faults.take(method);
  await carryOutUnder(call.fault, request, response, {
    apply,
    answer: finish,
    refuse: (fault) =>
      finish(
        fault.kind === '429'
          ? rateLimited(fault.retryAfter)
          : { status: 200, headers: {}, body: { ok: false, error: fault.error } },
      ),
  });
  // Of a call that a fault swallowed there is no answer to wait for.
  ended();
}

function tryReadArgs(
  contentType: string,
  body: string,
  query: URLSearchParams,
): { args: Args; token?: string; error?: SlackError } {
  try {
    const args = readArgs(contentType, body, query);
    return { args, token: text(args, 'token') };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { args: {}, error };
  }
}

function send(workspace: Workspace, response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'x-oauth-scopes': workspace.manifest.scopes.join(','),
    ...answer.headers,
  });
  response.end(JSON.stringify(answer.body));
}
