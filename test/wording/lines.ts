import { runCli } from '../../src/cli/run-cli.ts';
import { ConfigError, parseConfig } from '../../src/config.ts';
import { callsIn, linesIn, piecesOf } from './read-source.ts';

/** What Muster answers in a sentence to who pressed or typed something. */
export function writeShortAnswers(): string {
  const answers = callsIn('slack', 'sentenceView(').map(([sentence = '']) => sentence);
  // In the incident's own channel a message says it to everybody.
  const confirmed = callsIn('slack/listeners', 'confirm(').map(([, , sentence = '']) => sentence);
  return write([...answers, ...confirmed]);
}

/** What stands beside a field of a form that cannot be submitted so. */
export function writeFieldErrors(): string {
  const lines = linesIn('slack/listeners', /\{\} : \{|errors[.[]|\{ title: ['`]/);
  const told = lines.flatMap((line) => piecesOf(line).filter((piece) => /^[A-Z].*\.$/.test(piece)));
  return `${[...new Set(told)].sort().join('\n')}\n`;
}

/** What a start says of settings: nothing is set, everything is wrong. */
export function writeSettings(): string {
  const wrong = Object.fromEntries(settings.map((name) => [name, name === 'PORT' ? '70000' : 'A b']));
  return `── nothing is set\n${problemsOf({})}\n\n── everything is wrong\n${problemsOf(wrong)}\n`;
}

const settings = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_API_URL',
  'DATABASE_URL',
  'ANNOUNCE_CHANNEL',
  'SLACK_COMMAND',
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'API_TOKEN',
  'PAGERDUTY_API_TOKEN',
  'PAGERDUTY_FROM_EMAIL',
  'PAGERDUTY_SERVICE',
  'PAGERDUTY_ROUTING_KEY',
  'PAGERDUTY_WEBHOOK_SECRET',
  'PAGERDUTY_API_URL',
  'PAGERDUTY_EVENTS_URL',
  'LOG_LEVEL',
];

function problemsOf(env: Record<string, string>): string {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return [error.message, ...error.problems].join('\n');
    throw error;
  }
  return 'Nothing is wrong.';
}

/** What `muster` says in a shell: its help, and every line of its commands. */
export async function writeShell(): Promise<string> {
  const help: string[] = [];
  const terminal = { env: {}, now: () => new Date(0), out: (line: string) => help.push(line), err: () => undefined };
  await runCli(['help'], terminal);
  const calls = ['terminal.out(', 'terminal.err('].flatMap((head) => callsIn('cli', head));
  return `── muster help\n${help.join('\n')}\n\n── lines of its commands\n${write(calls.map(([line = '']) => line))}`;
}

function write(args: string[]): string {
  const lines = args.flatMap((argument) => piecesOf(argument).join('\n… or\n') || []);
  return `${[...new Set(lines)].sort().join('\n')}\n`;
}
