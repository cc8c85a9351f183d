import { knownNames } from '../commands/read-names.ts';
import type { Ctx } from '../context.ts';
import { type Offer, UserError } from '../errors.ts';
import type { Said } from './calls.ts';
import { commandRoutes } from './command-routes.ts';
import { markPeople } from './mark-people.ts';
import { FormNeeded } from './open-form.ts';
import { type ParsedCommand, parseCommand } from './parse-command.ts';
import { runCommand } from './run-command.ts';
import { asWords, usersIn } from './views/outside-slack.ts';
import { wordsOf } from './views/words-of-buttons.ts';

/** What somebody typed outside of Slack. `zone` is the reader's, for the times of the answer. */
export type Typed = { workspace: string; user: string; text: string; delivery: string; zone: string };

/**
 * Carries out a command that was typed outside of Slack, by the same code as in Slack, and answers with what the person would
 * have read there. A refusal is thrown; so is what would only have opened a form.
 */
export async function runTyped(ctx: Ctx, { workspace, user, text, delivery, zone }: Typed): Promise<string> {
  const said: Said[] = [];
  const reply = async (one: Said): Promise<void> => {
    if (one.interim !== true) said.push(one);
  };
  const parsed = parseCommand(await markPeople(ctx, text), commandRoutes);
  const call = { workspace, user, channel: '', trigger: null, delivery, number: null, rest: '', reply };
  try {
    await runCommand(ctx, parsed, call);
  } catch (error) {
    if (error instanceof FormNeeded) throw formOnly(parsed);
    throw error instanceof UserError && error.offer !== null ? withWords(error, error.offer) : error;
  }
  if (said.length === 0) return 'That was done before, by a request with the same key. `list` shows what is open.';
  const nameOf = knownNames(ctx, said.flatMap(usersIn));
  return said.map((one) => asWords(one, { zone, nameOf })).join('\n\n');
}

/** Where Slack shows a button that mends it, what can be typed instead. */
function withWords(error: UserError, { action, value }: Offer): UserError {
  const words = wordsOf(action, value);
  if (words === null) return error;
  return new UserError(error.code, error.message, `${error.remedy} For that: \`${words}\`.`, { cause: error });
}

function formOnly(parsed: ParsedCommand): UserError {
  const name = parsed.type === 'subcommand' ? parsed.name : '';
  const usage = commandRoutes.find((route) => route.name === name)?.usage ?? 'help';
  return new UserError(
    'form-only',
    `\`${name}\` alone opens a form, which there is in Slack only.`,
    onlyByForm.has(name)
      ? 'It waits until Slack is back.'
      : `Say it in one line: \`${usage.replaceAll(/[[\]]/g, '')}\`; \`help\` shows them all.`,
  );
}

/** Commands that nothing but a form can carry out. */
export const onlyByForm: ReadonlySet<string> = new Set(['backfill', 'triage']);
