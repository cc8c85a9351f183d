import type { LiveChannel, LiveCommand, LivePerson } from '../../live/protocol.ts';
import { allEmoji } from '../text/emoji.ts';

/** Something that can stand for what is being typed. */
export type Completion = { label: string; detail: string; insert: string };

/** What is offered for the words before the cursor, which begin at `from`; `eager` when Enter means the first of them. */
export type Offer = { from: number; items: Completion[]; eager: boolean };

/** What the composer knows of the workspace. */
export type Known = {
  people: LivePerson[];
  channels: LiveChannel[];
  groups: string[];
  commands: LiveCommand[];
};

const MOST = 8;

/** What to offer for a text whose cursor stands at `caret`; null for nothing. */
export function completionsFor(text: string, caret: number, known: Known): Offer | null {
  const before = text.slice(0, caret);
  return commandOffer(before, known.commands) ?? subcommandOffer(before, known.commands) ?? nameOffer(before, known);
}

function commandOffer(before: string, commands: LiveCommand[]): Offer | null {
  if (!/^\/\S*$/.test(before)) return null;
  const items = commands
    .filter(({ command }) => command.startsWith(before) && command !== before)
    .map(({ command, usage, description }) => ({
      label: command,
      detail: [description, usage].filter(Boolean).join(' — '),
      insert: `${command} `,
    }));
  return offer(0, items, true);
}

// Most apps list their subcommands in the usage hint, between dots or bars.
function subcommandOffer(before: string, commands: LiveCommand[]): Offer | null {
  const match = /^(\/\S+) +(\S*)$/.exec(before);
  const [whole = '', name = '', typed = ''] = match ?? [];
  const command = commands.find((one) => one.command === name);
  if (!command) return null;
  const words = command.usage
    .split(/[·|,]/)
    .map((word) => word.trim().replace(/^\[|\]$/g, ''))
    .filter((word) => /^[a-z-]+$/.test(word) && word.startsWith(typed) && word !== typed);
  return offer(
    whole.length - typed.length,
    words.map((word) => ({ label: word, detail: `${name} ${word}`, insert: `${word} ` })),
    false,
  );
}

function nameOffer(before: string, known: Known): Offer | null {
  const match = /(?:^|\s)([@#:])([^@#:\n]{0,40})$/.exec(before);
  const [, sign = '', typed = ''] = match ?? [];
  if (!match) return null;
  const from = before.length - typed.length - 1;
  const words = typed.toLowerCase();
  if (sign === '@') return offer(from, people(words, known), true);
  if (sign === '#') {
    const names = known.channels
      .filter(({ kind, name }) => kind !== 'im' && name.includes(words))
      .map(({ name }) => name);
    return offer(
      from,
      names.filter((name) => name !== words).map((name) => sample(`#${name}`)),
      true,
    );
  }
  if (words.length < 2 || /\s/.test(words)) return null;
  const signs = allEmoji().filter(([name]) => name.startsWith(words));
  return offer(
    from,
    signs.map(([name, emoji]) => ({ label: `${emoji} :${name}:`, detail: '', insert: `:${name}: ` })),
    true,
  );
}

function people(words: string, { people: all, groups }: Known): Completion[] {
  const members = all
    .filter(({ deleted, realName, name }) => !deleted && begins(words, realName, name))
    .filter(({ realName }) => realName.toLowerCase() !== words)
    .map(({ realName, name }) => ({ label: realName, detail: `@${name}`, insert: `@${realName} ` }));
  const rest = [...groups, 'here', 'channel'].filter((name) => name.startsWith(words) && name !== words);
  return [...members, ...rest.map((name) => sample(`@${name}`))];
}

function begins(words: string, realName: string, name: string): boolean {
  const real = realName.toLowerCase();
  return name.startsWith(words) || real.startsWith(words) || real.split(' ').some((part) => part.startsWith(words));
}

function sample(text: string): Completion {
  return { label: text, detail: '', insert: `${text} ` };
}

function offer(from: number, items: Completion[], eager: boolean): Offer | null {
  return items.length === 0 ? null : { from, items: items.slice(0, MOST), eager };
}
