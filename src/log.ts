import { pino, type Logger } from 'pino';
import { z } from 'zod';
import type { LogLevel } from './config.ts';
import { maskSecrets } from './domain/mask-secrets.ts';

/** Where finished lines go. */
export type LogDestination = { write(line: string): void };

// Whatever is under these names is somebody's words or a secret, wherever it stands.
const hiddenNames = new Set(
  [
    [
      'token',
      'botToken',
      'appToken',
      'secret',
      'signingSecret',
      'apiToken',
      'password',
      'authorization',
      'cookie',
      'databaseUrl',
      'responseUrl',
      'response_url',
      'connectionString',
    ],
    [
      'text',
      'blocks',
      'attachments',
      'title',
      'topic',
      'purpose',
      'markdown',
      'content',
      'body',
      'summary',
      'impact',
      'affected',
      'sentence',
      'why',
      'phone',
      'email',
    ],
    ['message', 'detail', 'channelName', 'query', 'params', 'args'],
  ].flat(),
);
// A word under these names is a kind (`command: "declare"`); an object is the whole thing, with somebody's words in it.
const hiddenObjects = new Set(['view', 'payload', 'command', 'notice', 'fact', 'state', 'effect', 'event', 'incident']);

/**
 * The log of one process, as JSON lines. Every finished line is read again and masked, so that it does not matter which
 * way something came in: a field, a child logger, an error's message or the text itself.
 */
export function makeLog(options: {
  level: LogLevel;
  secrets?: readonly string[];
  destination?: LogDestination;
}): Logger {
  // Synchronous, so that the last lines before an exit are not lost.
  const destination = options.destination ?? pino.destination({ dest: 1, sync: true });
  const secrets = options.secrets ?? [];
  const masked = { write: (line: string) => void destination.write(maskLine(line, secrets)) };
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(error), error: (error: unknown) => describeError(error) },
      hooks: {
        // `log.error(error)` would repeat the error's own message as the line's.
        logMethod(args, method) {
          const [first, second]: readonly unknown[] = args;
          if (first instanceof Error)
            method.call(this, { err: first }, typeof second === 'string' ? second : first.name);
          else method.apply(this, args);
        },
      },
    },
    masked,
  );
}

/** The text without anything that looks like a token or a password, and without these secrets. */
export function maskText(text: string, secrets: readonly string[] = []): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), maskSecrets(text).masked);
}

function maskLine(line: string, secrets: readonly string[]): string {
  const fields: unknown = JSON.parse(line);
  return `${JSON.stringify(maskValue(fields, secrets))}\n`;
}

function maskValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return maskText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isHidden(name, inner) ? '[hidden]' : maskValue(inner, secrets),
    ]),
  );
}

function isHidden(name: string, value: unknown): boolean {
  return value !== null && (hiddenNames.has(name) || (hiddenObjects.has(name) && typeof value === 'object'));
}

const slackData = z.object({
  data: z.object({
    error: z.string(),
    needed: z.string().optional(),
    provided: z.string().optional(),
    response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
  }),
});
const withCode = z.object({ code: z.union([z.string(), z.number()]) });

/** What of an error may be told: libraries hang requests and rows with people's words onto theirs. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const code = withCode.safeParse(error);
  const slack = slackData.safeParse(error);
  return {
    type: error.name,
    said: whatItSaid(error),
    ...(code.success ? { code: code.data.code } : {}),
    ...(slack.success ? { slack: slack.data.data } : {}),
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
    ...(error instanceof AggregateError && depth < 3
      ? { errors: error.errors.slice(0, 5).map((inner: unknown) => describeError(inner, depth + 1)) }
      : {}),
  };
}

/** Prisma prints the arguments of the failed call, titles included, above its last paragraph. */
function whatItSaid(error: Error): string {
  if (!error.name.startsWith('PrismaClient')) return error.message;
  return error.message.trim().split('\n').at(-1) ?? '';
}
