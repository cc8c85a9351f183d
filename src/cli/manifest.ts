import { parseDocument } from 'yaml';
import { UserError } from '../errors.ts';

/** The app manifest for signed HTTP at `url`, made of the Socket Mode one; the comments stay. */
export function deriveHttpManifest(yamlText: string, url: string): string {
  const requestUrl = `${readHttpsUrl(url)}/slack/events`;
  // What the file says of itself is about Socket Mode.
  const document = parseDocument(yamlText.replace(/^(#.*\n)+/, ''));
  const problem = document.errors[0];
  if (problem)
    throw new UserError(
      'manifest_broken',
      `manifest.yaml cannot be read: ${problem.message}`,
      'Restore it from the release.',
      { cause: problem },
    );
  const commands = document.getIn(['features', 'slash_commands']);
  const count =
    typeof commands === 'object' && commands !== null && 'items' in commands && Array.isArray(commands.items)
      ? commands.items.length
      : 0;
  for (let index = 0; index < count; index += 1)
    document.setIn(['features', 'slash_commands', index, 'url'], requestUrl);
  document.setIn(['settings', 'event_subscriptions', 'request_url'], requestUrl);
  document.setIn(['settings', 'interactivity', 'request_url'], requestUrl);
  document.setIn(['settings', 'socket_mode_enabled'], false);
  document.commentBefore =
    ' The Slack app of Muster for signed HTTP: set SLACK_SIGNING_SECRET and leave SLACK_APP_TOKEN out.';
  return document.toString({ lineWidth: 0 });
}

function readHttpsUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'https:') {
    throw new UserError(
      'not_https',
      `"${url}" is no https address, and Slack sends to nothing else.`,
      'Write it like https://muster.example.com.',
    );
  }
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
}
