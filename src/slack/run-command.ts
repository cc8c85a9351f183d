import type { Ctx } from '../context.ts';
import { UserError } from '../errors.ts';
import type { CommandCall } from './calls.ts';
import { commandRoutes, showPanel } from './command-routes.ts';
import { refuseAtDoor } from './gate.ts';
import { commandNeeds, needOf, seeing } from './needs.ts';
import type { ParsedCommand } from './parse-command.ts';

/** Carries out what was typed behind the command, in Slack or outside it. */
export async function runCommand(ctx: Ctx, parsed: ParsedCommand, call: CommandCall): Promise<void> {
  if (parsed.type !== 'subcommand') await refuseAtDoor(ctx, call, seeing);
  if (parsed.type === 'panel') return showPanel(ctx, { ...call, number: parsed.number });
  if (parsed.type === 'unknown') throw unknownCommand(ctx, parsed.word, parsed.nearest);
  const need = needOf(commandNeeds, parsed.name);
  await refuseAtDoor(ctx, call, { ...need, form: need.form && parsed.rest === '' });
  const route = commandRoutes.find(({ name }) => name === parsed.name);
  await route?.handler(ctx, { ...call, number: parsed.number, rest: parsed.rest });
}

function unknownCommand(ctx: Ctx, word: string, nearest: string | null): UserError {
  const command = ctx.config.slackCommand;
  const known = nearest === null ? `\`${command} help\` shows everything.` : `Did you mean \`${command} ${nearest}\`?`;
  return new UserError(
    'unknown-command',
    `I do not know \`${command} ${word.slice(0, 100).replaceAll('`', "'")}\`.`,
    known,
  );
}
