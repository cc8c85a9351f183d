import { clockNow } from '../clock.ts';
import { isObject, type JsonObject } from '../json.ts';
import { tellChange } from '../state/tell-change.ts';
import type { Channel, ResponseUrl, Workspace } from '../state/workspace.ts';
import { addMessage, changeMessage, removeMessage, whisper } from '../state/write-message.ts';
import { readContent } from '../web-api/check-blocks.ts';
import { SlackError } from '../web-api/slack-error.ts';

const MAX_USES = 5;
const LASTS_MS = 30 * 60_000;
const known = [
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'metadata',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
];

/** Makes a link by which the app may answer an interaction five times within thirty minutes. */
export function newResponseUrl(
  workspace: Workspace,
  about: { user: string; channel: string; messageTs?: string; ephemeral?: boolean },
): string {
  workspace.counter += 1;
  const id = `${workspace.counter.toString(36)}x${about.user}`;
  workspace.responseUrls.set(id, {
    id,
    user: about.user,
    channel: about.channel,
    messageTs: about.messageTs ?? null,
    ephemeral: about.ephemeral ?? false,
    uses: 0,
    created: clockNow().getTime(),
  });
  return `${workspace.baseUrl}/response/${workspace.teamId}/${id}`;
}

/** Answers a request to a response_url as Slack does: `ok`, or an error with status 404, 403 or 200. */
export function useResponseUrl(workspace: Workspace, id: string, body: unknown): { status: number; text: string } {
  const link = workspace.responseUrls.get(id);
  const channel = workspace.channels.find((one) => one.id === link?.channel);
  if (!link || !channel) return refusal(404, 'no_active_hooks');
  if (link.uses >= MAX_USES || clockNow().getTime() - link.created > LASTS_MS) return refusal(404, 'used_url');
  if (!isObject(body)) return refusal(400, 'invalid_payload');
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length > 0) return refusal(400, 'invalid_payload');
  try {
    respond(workspace, { link, channel }, body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return refusal(400, error.message);
  }
  link.uses += 1;
  return { status: 200, text: 'ok' };
}

/** Shows what the app answered at once to a command: to the person alone, unless it says in_channel. */
export function showReply(workspace: Workspace, about: { user: string; channel: string }, body: JsonObject): void {
  const channel = workspace.channels.find((one) => one.id === about.channel);
  if (!channel) throw new SlackError('channel_not_found');
  const link: ResponseUrl = { id: '', ...about, messageTs: null, ephemeral: false, uses: 0, created: 0 };
  respond(workspace, { link, channel }, body);
}

function respond(
  workspace: Workspace,
  { link, channel }: { link: ResponseUrl; channel: Channel },
  body: JsonObject,
): void {
  const original = channel.messages.find((message) => message.ts === link.messageTs);
  const shown = workspace.ephemerals.find(
    (message) => message.channel === channel.id && message.user === link.user && message.ts === link.messageTs,
  );
  if (body.delete_original === true) {
    if (original) removeMessage(workspace, channel, original);
    workspace.ephemerals = workspace.ephemerals.filter((message) => message !== shown);
    if (shown) tellChange(workspace, { what: 'ephemeral', channel: channel.id, user: link.user, ts: shown.ts });
    return;
  }
  const content = readContent(workspace, body);
  if (body.replace_original === true && original) return changeMessage(workspace, channel, original, content);
  if (body.replace_original === true && shown) {
    shown.text = content.text;
    shown.blocks = content.blocks;
    tellChange(workspace, { what: 'ephemeral', channel: channel.id, user: link.user, ts: shown.ts });
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
  if (body.response_type === 'in_channel') {
    if (channel.isArchived) throw new SlackError('is_archived');
    addMessage(workspace, channel, { user: workspace.botUserId, ...content, threadTs });
    return;
  }
  const { text, blocks } = content;
  whisper(workspace, channel, { user: link.user, from: workspace.botUserId, text, blocks, threadTs });
}

function refusal(status: number, error: string): { status: number; text: string } {
  return { status, text: JSON.stringify({ ok: false, error }) };
}
