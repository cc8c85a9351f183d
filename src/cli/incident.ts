import { parseArgs } from 'node:util';
import { UserError } from '../errors.ts';
import { subcommands } from '../slack/ids.ts';
import { type BotAnswer, askBot, botUrl } from './ask-bot.ts';
import type { CliCommand, Terminal } from './command.ts';
import { readable } from './readable.ts';

const options = {
  as: { type: 'string' },
  key: { type: 'string' },
  zone: { type: 'string' },
} as const;

/** What is typed behind the slash command, typed here: the running bot does it, also while Slack is down. */
export const incident: CliCommand = {
  usage: 'incident <what you would type in Slack> [--as ana@example.com] [--key text] [--zone Europe/Berlin]',
  does: 'does what /incident does, in the running bot, also while Slack is down: muster incident update INC-42 "Rolled back"; muster incident help shows every word. Needs API_TOKEN, and HOST and PORT as the bot has them; MUSTER_AS stands in for --as',
  async run(args, terminal) {
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const text = positionals.join(' ').trim();
    const by = values.as?.trim() || terminal.env.MUSTER_AS?.trim();
    if (text === '') {
      terminal.err(
        'Say what to do, as behind /incident in Slack.\nFor example: muster incident list, muster incident declare P1 checkout is down, muster incident help.',
      );
      return 2;
    }
    if (!by)
      throw new UserError(
        'nobody-asks',
        'It has to be known who asks: the record names that person.',
        'Write --as ana@example.com, or set MUSTER_AS to your address or member id.',
      );
    const zone = values.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const answer = await askBot(terminal, { by, text, zone, key: values.key ?? null });
    return tell(terminal, answer);
  },
};

function tell(terminal: Terminal, answer: BotAnswer): number {
  if (answer.ok) {
    terminal.out(asTypedHere(answer.text, terminal.env));
    return 0;
  }
  const { status, code, message, remedy } = answer;
  const bareCommands = `${message}\n${remedyHere(code, remedy, terminal)}`.replace(
    bare,
    `\`${commandOf(terminal.env)} `,
  );
  terminal.err(asTypedHere(bareCommands, terminal.env));
  return status === 422 ? 2 : 1;
}

function remedyHere(code: string, remedy: string, terminal: Terminal): string {
  if (code === 'unauthorized')
    return `API_TOKEN is not the one that the bot at ${botUrl(terminal.env)} was started with: take it from its .env.`;
  return remedy.replace(
    /Ask again with the same Idempotency-Key[^.]*\.[^.]*first\./,
    'Look at `list` in a minute, then ask again.',
  );
}

const bare = new RegExp(`\`(?=(?:${subcommands.join('|')})\\b[^\`]*\`)`, 'g');

/** Answers tell what to type in Slack; here it is typed behind `muster incident`. */
function asTypedHere(text: string, env: Terminal['env']): string {
  return readable(text).replaceAll(new RegExp(`${commandOf(env)}(?=[ \`])`, 'g'), 'muster incident');
}

function commandOf({ SLACK_COMMAND: command }: Terminal['env']): string {
  return command?.trim() || '/incident';
}
