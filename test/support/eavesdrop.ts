import type { Channel } from '../../sandbox/state/workspace.ts';
import { text } from '../../sandbox/web-api/read-args.ts';
import type { World } from './assemble-world.ts';

/** Something that reached a place where somebody could read it. */
export type Overheard = { where: string; text: string };

/** What was heard since it began, and who was mentioned in a private channel without being in it. */
export type Eavesdropper = { outside: () => Overheard[]; mentioned: () => string[] };

/**
 * Listens to everything that the bot does, and keeps what could be read by anybody who is in none of the private channels
 * at that moment. Previews, names of channels and files count wherever they are: phones and lists show those to others.
 * `insiders` know of it before there is a channel.
 */
export function eavesdrop({ sandbox }: World, insiders: string[]): Eavesdropper {
  const { workspace } = sandbox;
  const heard: Overheard[] = [];
  const mentioned: string[] = [];
  let ephemerals = workspace.ephemerals.length;
  const began = sandbox.calls.length;

  const isInside = (user: string) =>
    insiders.includes(user) ||
    workspace.channels.some((channel) => channel.kind === 'private' && channel.members.includes(user));
  const nameOf = (user: string) => workspace.users.find((one) => one.id === user)?.realName ?? user;
  const isOutside = (channel: Channel) =>
    channel.kind === 'public' ||
    (channel.kind === 'im' && !channel.members.some((user) => user !== workspace.botUserId && isInside(user)));
  const whereIs = (channel: Channel) =>
    channel.kind === 'im' ? `the direct message to ${channel.members.map(nameOf).join(', ')}` : `#${channel.name}`;

  function hear(where: string, said: unknown): void {
    heard.push({ where, text: typeof said === 'string' ? said : JSON.stringify(said ?? '') });
  }

  sandbox.beforeCall(({ method, args }) => {
    const id = text(args, 'channel') ?? text(args, 'channel_id') ?? '';
    const channel = workspace.channels.find((one) => one.id === id);
    // Said to one person: in a channel for their eyes only, or by their id.
    const person = method === 'chat.postEphemeral' ? (text(args, 'user') ?? '') : /^[UW]/.test(id) ? id : null;
    if (person !== null) {
      if (!isInside(person)) hear(`${method} to ${nameOf(person)}`, args);
    } else if (channel === undefined ? !method.startsWith('views.') : isOutside(channel))
      hear(`${method} in ${channel === undefined ? 'no channel' : whereIs(channel)}`, args);
    if (method.startsWith('chat.')) hear(`the preview of ${method}`, args.text);
    if (method === 'conversations.create' || method === 'conversations.rename')
      hear('the name of a channel', args.name);
    if (method.startsWith('files.')) hear('the name of a file', [args.filename, args.files]);
    if (channel?.kind === 'private' && method.startsWith('chat.'))
      for (const [, user = ''] of JSON.stringify(args.blocks ?? '').matchAll(/<@([UW][A-Z0-9]+)/g))
        if (!channel.members.includes(user)) mentioned.push(`${nameOf(user)} by ${method} in #${channel.name}`);
  });
  sandbox.afterCall(() => {
    for (const [user, views] of workspace.modals)
      if (!isInside(user))
        hear(
          `a modal of ${nameOf(user)}`,
          views.map((view) => view.content),
        );
    for (const [user, view] of workspace.homes) if (!isInside(user)) hear(`the Home of ${nameOf(user)}`, view.content);
    answersHeard();
  });

  // Answers by response_url are no calls of the Web API.
  function answersHeard(): void {
    for (const said of workspace.ephemerals.slice(ephemerals))
      if (!isInside(said.user)) hear(`an answer to ${nameOf(said.user)}`, [said.text, said.blocks]);
    ephemerals = workspace.ephemerals.length;
  }

  return {
    outside: () => {
      answersHeard();
      if (sandbox.calls.length === began) throw new Error('Nothing was heard at all');
      return heard;
    },
    mentioned: () => mentioned,
  };
}
