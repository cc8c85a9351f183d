import { renderMessage } from '../sandbox/render-text.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Channel, Ephemeral, Message } from '../sandbox/state/workspace.ts';
import type { Paint } from './paint.ts';

/** Prints whatever the workspace shows that was not printed yet. */
export type Printer = {
  /** What a person does, before the workspace answers. */
  act(who: string, what: string): void;
  /** New messages, and the lines that an edit brought. */
  news(): void;
  heading(text: string): void;
};

type Item = { channel: Channel; message: Message | Ephemeral; key: string; only: string | null };

/** A printer for one workspace. Times are those of the incident's clock, in UTC. */
export function printWorkspace(
  sandbox: Sandbox,
  paint: Paint,
  now: () => Date,
  write: (line: string) => void,
): Printer {
  const { workspace } = sandbox;
  const shown = new Map<string, string[]>();
  const nameOf = (id: string): string => workspace.users.find((user) => user.id === id)?.realName ?? id;

  function items(): Item[] {
    const said = workspace.channels.flatMap((channel) =>
      channel.messages
        .filter((message) => !/^(channel|group)_(join|leave|topic|purpose)$/.test(message.subtype ?? ''))
        .map((message) => ({ channel, message, key: `${channel.id} ${message.ts}`, only: null })),
    );
    const whispered = workspace.ephemerals.flatMap((message) => {
      const channel = workspace.channels.find((one) => one.id === message.channel);
      return channel ? [{ channel, message, key: `${channel.id} ${message.ts} only`, only: nameOf(message.user) }] : [];
    });
    return [...said, ...whispered].sort((one, other) => Number(one.message.ts) - Number(other.message.ts));
  }

  function place({ channel, message, only }: Item): string {
    if (channel.kind === 'im')
      return `to ${channel.members
        .filter((id) => id !== workspace.botUserId)
        .map(nameOf)
        .join(', ')}`;
    const thread = message.threadTs === undefined || message.threadTs === message.ts ? '' : ' (thread)';
    return `#${channel.name}${thread}${only === null ? '' : `, only ${only} sees`}`;
  }

  function print(head: string, lines: string[], mark: string): void {
    write(head);
    for (const line of lines) write(`       ${paint.dim(mark)} ${paint.buttons(line)}`);
  }

  return {
    act: (who, what) => write(`${clockOf(now())}  ${paint.person(`${who} ${what}`)}`),
    heading: (text) => write(`\n${paint.bold(text)}\n`),
    news: () => {
      for (const item of items()) {
        const lines = renderMessage(workspace, item.message)
          .split('\n')
          .filter((line) => line.trim() !== '');
        const before = shown.get(item.key);
        shown.set(item.key, lines);
        const from = 'from' in item.message ? 'Muster' : nameOf(item.message.user);
        if (before === undefined) {
          print(
            `${clockOf(new Date(Number(item.message.ts) * 1000))}  ${paint.place(place(item))}  ${paint.bold(from)}`,
            lines,
            '│',
          );
          continue;
        }
        // Buttons come and go with every edit; the message that has them is printed in full once.
        const fresh = lines.filter((line) => !before.includes(line) && !/^(\[[^\]]+\] ?)+$/.test(line));
        if (fresh.length > 0)
          print(
            `${clockOf(now())}  ${paint.place(place(item))}  ${paint.bold(from)} ${paint.dim('edits a message')}`,
            fresh,
            '✎',
          );
      }
    },
  };
}

function clockOf(moment: Date): string {
  return moment.toISOString().slice(11, 16);
}
