import type { Workspace } from '../state/workspace.ts';

/** What Slack makes of typed text: names become mentions, links and the three special signs are escaped. */
export function typeText(workspace: Workspace, typed: string, style: 'message' | 'command' = 'message'): string {
  const named = style === 'command';
  let text = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // The longest name first, or "@Ana Ruiz" would become "@ana" and a rest.
  const people = workspace.users
    .flatMap(
      (user) =>
        [
          [user.realName, user],
          [user.name, user],
        ] as const,
    )
    .sort(([one], [other]) => other.length - one.length);
  for (const [name, user] of people)
    text = replaceName(text, `@${name}`, `<@${user.id}${named ? `|${user.name}` : ''}>`);
  for (const group of workspace.userGroups)
    text = replaceName(text, `@${group.handle}`, `<!subteam^${group.id}|@${group.handle}>`);
  const channels = workspace.channels
    .filter((channel) => channel.kind !== 'im')
    .sort((one, other) => other.name.length - one.name.length);
  for (const channel of channels)
    text = replaceName(text, `#${channel.name}`, `<#${channel.id}|${channel.kind === 'private' ? '' : channel.name}>`);
  return text.replace(/(^|\s)(https?:\/\/[^\s<>|]+)/g, '$1<$2>');
}

function replaceName(text: string, name: string, mention: string): string {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w<|])${escaped}(?![\\w-])`, 'gi'), mention);
}
