import { clockNow } from '../sandbox/clock.ts';
import type { PagerCall } from '../sandbox/pagerduty/serve-pagerduty.ts';
import type { PagerDutySandbox } from '../sandbox/pagerduty/start-pagerduty.ts';
import { isObject, objectOf, objectsOf, parseJson, textOf } from '../sandbox/json.ts';
import { renderMessage, renderView } from '../sandbox/render-text.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import type { Change } from '../sandbox/state/tell-change.ts';
import type { Channel, Message } from '../sandbox/state/workspace.ts';
import type { Call } from '../sandbox/web-api/serve-call.ts';
import type { ChaosRecord, PagerRequest, RecordedChannel, RecordedMessage, SlackCall } from './record.ts';

/** The part of a record that can be seen from the workspace and from PagerDuty. */
export type Observed = Pick<
  ChaosRecord,
  'format' | 'bot' | 'announce' | 'slack' | 'pager' | 'channels' | 'files' | 'shown' | 'pages' | 'rang' | 'people'
>;

/** Watches a workspace, and PagerDuty where there is one; `finish` answers what was seen since it began. */
export type Recorder = { finish(about: { announce: string | null }): Observed };

type Membership = RecordedChannel['membership'];

/** Starts to watch, before the bot does anything. */
export function startRecorder({
  sandbox,
  pagerDuty,
}: {
  sandbox: Sandbox;
  pagerDuty: PagerDutySandbox | null;
}): Recorder {
  const { workspace } = sandbox;
  const memberships = new Map<string, Membership>();
  const shown: ChaosRecord['shown'] = [];
  const membersAt = new Map<Call, string[] | null>();
  const now = (): string => clockNow().toISOString();
  const channelOf = (id: string): Channel | undefined => workspace.channels.find((one) => one.id === id);

  function noteMembers(channel: Channel): void {
    const known = memberships.get(channel.id) ?? [];
    memberships.set(channel.id, known);
    for (const one of known) if (one.until === null && !channel.members.includes(one.user)) one.until = now();
    for (const user of channel.members)
      if (!known.some((one) => one.user === user && one.until === null)) known.push({ user, from: now(), until: null });
  }
  function show(user: string, where: 'home' | 'modal' | 'ephemeral', text: string): void {
    const last = shown.findLast((one) => one.user === user && one.where === where);
    if (last?.text !== text) shown.push({ at: now(), user, where, text });
  }
  workspace.bus.on('change', (change: Change) => {
    if (change.what === 'channel') {
      const channel = channelOf(change.channel);
      if (channel) noteMembers(channel);
    } else if (change.what === 'views') {
      const home = workspace.homes.get(change.user);
      if (home) show(change.user, 'home', renderView(workspace, home));
      for (const view of workspace.modals.get(change.user) ?? [])
        show(change.user, 'modal', renderView(workspace, view));
    } else if (change.what === 'ephemeral') {
      const said = workspace.ephemerals.find((one) => one.ts === change.ts && one.user === change.user);
      if (said) show(change.user, 'ephemeral', renderMessage(workspace, said));
    }
  });
  // Heard once when it arrives and once when it has ended: the first time is before it is carried out.
  workspace.bus.on('call', (call: Call) => {
    if (!call.isRunning || membersAt.has(call)) return;
    const id = textOf(call.args.channel) || textOf(call.args.channel_id);
    membersAt.set(call, channelOf(id)?.members.slice() ?? null);
  });
  for (const channel of workspace.channels) noteMembers(channel);

  return {
    finish: ({ announce }) => {
      // A direct message comes into being without a change of its members.
      for (const channel of workspace.channels) noteMembers(channel);
      return {
        format: 1,
        bot: workspace.botUserId,
        announce: workspace.channels.find(({ name }) => name === announce)?.id ?? null,
        slack: sandbox.calls.map((call) => recordCall(call, membersAt.get(call) ?? null)),
        pager: (pagerDuty?.calls ?? []).map(recordRequest),
        channels: workspace.channels.map((one) => recordChannel(sandbox, one, memberships.get(one.id) ?? [])),
        files: workspace.files.map((file) => ({
          id: file.id,
          name: file.name,
          title: file.title,
          content: file.content ?? '',
          channels: file.channels,
          deleted: file.deleted,
          at: new Date(file.created * 1000).toISOString(),
        })),
        shown,
        pages: (pagerDuty?.account.incidents ?? []).map(({ createdAt, number: _, urgency: __, ...page }) => ({
          ...page,
          at: createdAt,
          notes: page.notes.map(({ content }) => content),
        })),
        rang: (pagerDuty?.account.rang ?? []).map(({ user, incident, at }) => ({
          user,
          incident,
          at: at.toISOString(),
        })),
        people: workspace.users
          .filter(({ kind }) => kind !== 'bot')
          .map(({ id, realName, email }) => ({
            id,
            name: realName,
            pager: pagerDuty?.account.users.find((one) => one.email === email)?.id ?? null,
          })),
      };
    },
  };
}

function recordCall(call: Call, members: string[] | null): SlackCall {
  const { method, at, from, answer, result, fault, retryAfter } = call;
  const made = result?.ok === true ? result : {};
  const channel = objectOf(made.channel);
  const file = objectOf(made.file);
  return {
    at: at.toISOString(),
    from,
    method,
    args: readArgs(call.args),
    fault: fault?.kind ?? null,
    applied: result?.ok === true,
    told: answer === null ? (fault?.kind === '500' ? 'error' : 'nothing') : answer.ok === true ? 'ok' : 'error',
    error: answer?.ok === false ? textOf(answer.error) : fault?.kind === '500' ? '500' : null,
    retryAfter: retryAfter ?? null,
    channel: textOf(channel.id) || textOf(made.channel) || textOf(call.args.channel ?? call.args.channel_id) || null,
    ts: textOf(made.ts) || textOf(made.message_ts) || textOf(call.args.ts) || null,
    files: [textOf(made.file_id), textOf(file.id), ...objectsOf(made.files).map((one) => textOf(one.id))].filter(
      (one) => one !== '',
    ),
    members,
  };
}

// Slack takes these as JSON in a form.
function readArgs(args: Call['args']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' && /^[[{]/.test(value) ? (parseJson(value) ?? value) : value,
    ]),
  );
}

function recordRequest({ route, path, body, at, from, status, result, fault }: PagerCall): PagerRequest {
  const incident = objectOf(result?.body.incident);
  return {
    at: at.toISOString(),
    from,
    route,
    path,
    body,
    fault: fault?.kind ?? null,
    applied: result !== null && result.status < 300,
    told: status === null ? (fault?.kind === '500' ? 'error' : 'nothing') : status < 300 ? 'ok' : 'error',
    status,
    retryAfter: fault?.kind === '429' ? fault.retryAfter : null,
    incident: textOf(incident.id) || /^\/incidents\/(\w+)/.exec(path)?.[1] || null,
  };
}

function recordChannel({ workspace }: Sandbox, channel: Channel, membership: Membership): RecordedChannel {
  const { id, name, previousNames, kind, isArchived, topic, purpose, members, messages, pins, bookmarks } = channel;
  const read = (message: Message): RecordedMessage => ({
    ts: message.ts,
    at: new Date(Number(message.ts) * 1000).toISOString(),
    user: message.user,
    text: renderMessage(workspace, message),
    preview: message.text,
    threadTs: message.threadTs ?? null,
    broadcast: message.subtype === 'thread_broadcast',
    edited: message.editedTs !== undefined,
    subtype: message.subtype ?? null,
    files: message.fileIds,
    metadata: isObject(message.metadata) ? message.metadata : null,
  });
  return {
    id,
    name,
    previousNames,
    kind,
    archived: isArchived,
    topic: topic.value,
    purpose: purpose.value,
    members,
    membership,
    messages: messages.map(read),
    pins: pins.map(({ ts }) => ts),
    bookmarks: bookmarks.map(({ title, link }) => ({ title, link })),
  };
}
