/**
 * What people wrote in Slack as one line of Markdown: mentions, channels and links become readable, and nothing of
 * it can start a heading, a table cell, a code block or HTML of the document that it stands in.
 */
export function plainMarkdown(text: string, name: (user: string) => string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, user: string) => name(user))
    .replace(/<#[A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, handle?: string) => handle || id)
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<((?:https?:\/\/|mailto:)[^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<((?:https?:\/\/|mailto:)[^|>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s*\n\s*/g, ' / ')
    .trim()
    .replace(/[<|]/g, '\\$&')
    .replace(/`{3,}/g, (fence) => fence.replaceAll('`', '\\`'))
    .replace(/^(#{1,6}\s|[-+*>]\s|=+$|-+$|~{3})/, '\\$1');
}
