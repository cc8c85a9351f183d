import { findByNumber } from '../commands/find-incident.ts';
import { readChannelNames } from '../commands/read-channel-names.ts';
import { knownNames } from '../commands/read-names.ts';
import { readReach } from '../commands/read-reach.ts';
import type { Ctx } from '../context.ts';
import { type Offer, UserError } from '../errors.ts';
import type { Said } from './calls.ts';
import { commandRoutes } from './command-routes.ts';
import { markPeople } from './mark-people.ts';
import { FormNeeded } from './open-form.ts';
import { commandName, numberIn, type ParsedCommand, parseCommand } from './parse-command.ts';
import { runCommand } from './run-command.ts';
import { renderReach } from './views/ephemeral/reach.ts';
import { asWords, channelsIn, usersIn } from './views/outside-slack.ts';
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
  const since = ctx.now();
  if (ctx.origin !== undefined) ctx.origin.typed = { action: commandName(parsed), incident: numberIn(parsed) };
  const call = { workspace, user, channel: '', trigger: null, delivery, number: null, rest: '', reply, zone };
  try {
    await runCommand(ctx, parsed, call);
  } catch (error) {
    if (error instanceof FormNeeded) throw formOnly(parsed);
    throw error instanceof UserError && error.offer !== null ? withWords(error, error.offer) : error;
  }
  if (said.length === 0) return 'That was done before, by a request with the same key. `list` shows what is open.';
  said.push(...(await tellReach(ctx, { workspace, user, number: shownIn(parsed), since })));
  const nameOf = knownNames(ctx, said.flatMap(usersIn));
  const channels = await readChannelNames(ctx, { workspace, channels: said.flatMap(channelsIn) });
  const answers = said.map((one) => asWords(one, { zone, nameOf, channels }));
  // The longer of two says the shorter one, too.
  return answers.filter((one, index) => !answers.slice(index + 1).some((later) => later.startsWith(one))).join('\n\n');
}

/** The incident that was only looked at as a whole, where one was. */
function shownIn(parsed: ParsedCommand): number | null {
  return parsed.type === 'panel' || (parsed.type === 'subcommand' && parsed.name === 'status') ? parsed.number : null;
}

type Asked = Pick<Typed, 'workspace' | 'user'> & { number: number | null; since: Date };

/** Who was reached and who was not: in Slack the channel tells it, which nobody can read here. */
async function tellReach(ctx: Ctx, { workspace, user, number, since }: Asked): Promise<Said[]> {
  const numbers = new Set([...(ctx.origin?.touched ?? []), ...(number === null ? [] : [number])]);
  try {
    const told = await Promise.all(
      [...numbers].map(async (one) => {
        const incident = await findByNumber(ctx, { workspace, number: one, viewer: user });
        if (incident === null) return null;
        const { policy } = await ctx.runbooks.of(incident);
        const reach = await readReach(ctx, incident, since);
        return renderReach({ ...reach, incident, policy, pagerRings: ctx.phone !== null });
      }),
    );
    return told.filter((one) => one !== null);
  } catch (err) {
    // What was asked for is done and recorded; that must be the answer.
    ctx.log.warn({ err }, 'Whom the calls reached could not be read');
    return [];
  }
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
  // In a channel one of the two is known.
  const words = name === 'merge' ? 'merge INC-42 INC-41' : usage.replaceAll(/[[\]]/g, '');
  return new UserError(
    'form-only',
    `\`${name}\` with nothing behind it opens a form, and forms are in Slack only.`,
    `Say it in one line: \`${words}\`. \`help\` shows what there is.`,
  );
}
