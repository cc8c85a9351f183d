import { z } from 'zod';
import { type PagerDutyConfig, pagerDutyOf, pagerDutySettings } from './config-pagerduty.ts';
import { heartbeatOf, heartbeatSettings, secretsOfUrl } from './config-heartbeat.ts';
import { httpUrl, withoutSlash } from './config-url.ts';

/** Everything that the environment decides. Made once by main.ts; tests and the demo write their own. */
export type Config = {
  slack: {
    botToken: string;
    /** Set: Socket Mode. Null: signed HTTP at /slack/events. */
    appToken: string | null;
    signingSecret: string | null;
    /** Base of the Web API, with its trailing slash; null is Slack itself. */
    apiUrl: string | null;
  };
  /** Null: the embedded PostgreSQL, with its data under `dataFolder`. */
  databaseUrl: string | null;
  dataFolder: string;
  /** Folder of the policy. */
  runbook: string;
  /** Name (without #) or id; null: nothing is announced. */
  announceChannel: string | null;
  /** With its slash. */
  slackCommand: string;
  host: string;
  port: number;
  /** Where people reach this bot's pages, without a trailing slash. */
  publicUrl: string | null;
  /** What the HTTP API asks for; null: there is no API. */
  apiToken: string | null;
  /** What /metrics asks for; null: it is shown where nothing leads in from outside. */
  metricsToken: string | null;
  /** Who hears that Muster works, and every how many milliseconds; null: nobody. */
  heartbeat: { url: string; every: number } | null;
  /** Null: no pager, so a message is only a message. */
  pagerDuty: PagerDutyConfig | null;
  logLevel: LogLevel;
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How much the log tells. */
export type LogLevel = (typeof logLevels)[number];

/** What is wrong with the environment: one line per problem, each with its remedy. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Muster cannot start: ${problems.length === 1 ? 'one setting needs' : `${problems.length} settings need`} attention.`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the configuration; throws a ConfigError that names every problem at once. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  // `SLACK_APP_TOKEN=` in a copied .env.example means "not set".
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[name, value.trim()]],
    ),
  );
  const socketMode = given.SLACK_APP_TOKEN !== undefined;
  const parsed = envSchema(socketMode, given).safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const read = parsed.data;
  return {
    slack: {
      botToken: read.SLACK_BOT_TOKEN,
      appToken: read.SLACK_APP_TOKEN ?? null,
      signingSecret: read.SLACK_SIGNING_SECRET ?? null,
      apiUrl: read.SLACK_API_URL ? `${withoutSlash(read.SLACK_API_URL)}/` : null,
    },
    databaseUrl: read.DATABASE_URL ?? null,
    dataFolder: read.DATA_FOLDER,
    runbook: read.RUNBOOK,
    announceChannel: read.ANNOUNCE_CHANNEL?.replace(/^#/, '') ?? null,
    slackCommand: read.SLACK_COMMAND,
    // Over HTTP Slack has to reach it, and every request is signed; in Socket Mode only health checks ask, from this machine.
    host: read.HOST ?? (socketMode ? '127.0.0.1' : '0.0.0.0'),
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ? withoutSlash(read.PUBLIC_URL) : null,
    apiToken: read.API_TOKEN ?? null,
    metricsToken: read.METRICS_TOKEN ?? null,
    heartbeat: heartbeatOf(read),
    pagerDuty: pagerDutyOf(read),
    logLevel: read.LOG_LEVEL,
  };
}

/** The values that must never be shown anywhere. */
export function secretsOf(config: Config): string[] {
  const { botToken, appToken, signingSecret } = config.slack;
  const { rest, events, webhookSecret } = config.pagerDuty ?? { rest: null, events: null, webhookSecret: null };
  const pager = [rest?.token ?? null, events?.routingKey ?? null, webhookSecret];
  const { heartbeat, apiToken, metricsToken } = config;
  const watcher = heartbeat === null ? [] : secretsOfUrl(heartbeat.url);
  const database = passwordOf(config.databaseUrl);
  return [botToken, appToken, signingSecret, apiToken, metricsToken, ...watcher, ...pager, ...database].filter(
    (secret) => secret !== null,
  );
}

/** As it stands in the address and as it is; a short one is a word that may stand anywhere in the log ("muster"). */
function passwordOf(databaseUrl: string | null): string[] {
  const written = /^[a-z]+:\/\/[^:/?#@]*:([^/?#]+)@/.exec(databaseUrl ?? '')?.[1] ?? '';
  const ways = [written, decodeURIComponent(written.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))];
  return [...new Set(ways)].filter((password) => password.length >= 8);
}

function envSchema(socketMode: boolean, given: Record<string, string>) {
  const signingSecret = z
    .string({
      error:
        'missing. Set SLACK_APP_TOKEN instead to use Socket Mode, which needs no public address: make an app-level token with connections:write under "Basic Information → App-Level Tokens". For signed HTTP copy it from "Basic Information → App Credentials → Signing Secret".',
    })
    .min(8, 'too short to be one. Copy it whole from "Basic Information → App Credentials → Signing Secret".');
  return pagerDutySettings(given).extend({
    ...heartbeatSettings(given),
    SLACK_BOT_TOKEN: z
      .string({
        error:
          'missing. Copy the "Bot User OAuth Token" from "OAuth & Permissions" of your Slack app; it begins with xoxb-.',
      })
      .regex(
        /^xoxb-\S+$/,
        'not a bot token. It begins with xoxb-; copy it from "OAuth & Permissions" of your Slack app.',
      ),
    SLACK_APP_TOKEN: z
      .string()
      .regex(
        /^xapp-\S+$/,
        'not an app-level token. It begins with xapp-; make one with connections:write under "Basic Information → App-Level Tokens".',
      )
      .optional(),
    SLACK_SIGNING_SECRET: socketMode ? signingSecret.optional() : signingSecret,
    SLACK_API_URL: httpUrl(
      'Write the base of the Web API, such as https://slack.com/api/, or leave it out.',
    ).optional(),
    DATABASE_URL: z
      .string()
      .regex(
        /^postgres(ql)?:\/\/\S+$/,
        'not a PostgreSQL address. Write postgresql://user:password@host:5432/muster, or leave it out for the embedded database.',
      )
      .optional(),
    DATA_FOLDER: z.string().default('.data'),
    RUNBOOK: z.string().default('runbooks/generic'),
    ANNOUNCE_CHANNEL: z
      .string()
      .regex(
        /^(#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}|[CG][A-Z0-9]{6,})$/u,
        'neither a channel name nor an id. Write a name such as incidents, or an id such as C0123456789.',
      )
      .optional(),
    SLACK_COMMAND: z
      .string()
      .regex(
        /^\/[a-z0-9_-]{1,31}$/,
        'not a slash command. Write a slash and lower-case letters, such as /incident, the same as in the app manifest.',
      )
      .default('/incident'),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'not an address to listen on. Write 127.0.0.1, 0.0.0.0 or a host name.')
      .optional(),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, portProblem)
      .transform(Number)
      .refine((port) => port <= 65_535, portProblem)
      .default(3000),
    PUBLIC_URL: httpUrl(
      'Write the address at which people reach this bot, such as https://muster.example.com, or leave it out.',
    ).optional(),
    API_TOKEN: token.optional(),
    METRICS_TOKEN: token.optional(),
    LOG_LEVEL: z.enum(logLevels, { error: `not a log level. Write one of ${logLevels.join(', ')}.` }).default('info'),
  });
}

const token = z
  .string()
  .regex(/^\S{32,}$/, 'too easy to guess. Make one of 32 characters or more without spaces: openssl rand -hex 32.');

const portProblem = 'not a port. Write a number from 0 (any free one) to 65535.';
