import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { deriveHttpManifest } from '../../src/cli/manifest.ts';
import { parseConfig } from '../../src/config.ts';
import { shortcuts } from '../../src/slack/ids.ts';
import { routes } from '../../src/slack/routes.ts';
import { proves } from '../promises/proves.ts';

const root = join(import.meta.dirname, '../..');
const yamlText = readFileSync(join(root, 'manifest.yaml'), 'utf8');

const manifestSchema = z.strictObject({
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    long_description: z.string().min(174).max(4000),
    background_color: z.string(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z.array(
      z.strictObject({
        command: z.string().max(32),
        description: z.string().max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.boolean(),
        url: z.string().optional(),
      }),
    ),
    shortcuts: z.array(
      z.strictObject({
        name: z.string().max(24),
        type: z.enum(['message', 'global']),
        callback_id: z.string().max(255),
        description: z.string().max(150),
      }),
    ),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.strictObject({ is_enabled: z.literal(true), request_url: z.string().optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
});

// What Slack asks for, by method, for every kind of channel in which Muster calls it.
const scopesOfMethod: Record<string, string[]> = {
  'auth.test': [],
  'bookmarks.add': ['bookmarks:write'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.remove': ['bookmarks:write'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.archive': ['channels:manage', 'groups:write'],
  'conversations.create': ['channels:manage', 'groups:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.invite': ['channels:manage', 'groups:write'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.rename': ['channels:manage', 'groups:write'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'conversations.setTopic': ['channels:manage', 'groups:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'files.list': ['files:read'],
  'pins.add': ['pins:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email', 'users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

const scopesOfEvent: Record<string, string> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  channel_rename: 'channels:read',
  channel_archive: 'channels:read',
  channel_unarchive: 'channels:read',
  channel_deleted: 'channels:read',
  group_rename: 'groups:read',
  group_archive: 'groups:read',
  group_unarchive: 'groups:read',
  group_deleted: 'groups:read',
};

/** Every Web API method that src/ calls, with the file that does. */
function methodsCalled(): Map<string, string> {
  const called = new Map<string, string>();
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith('db/generated')) continue;
    const text = readFileSync(join(root, 'src', file), 'utf8');
    for (const match of text.matchAll(/\b(?:slack|client)\s*\??\.\s*([a-z][A-Za-z]*(?:\s*\.\s*[a-zA-Z]+)+)\s*\(/g))
      called.set((match[1] ?? '').replaceAll(/\s/g, ''), file);
    for (const match of text.matchAll(/\bapiCall\('([^']+)'/g)) called.set(match[1] ?? '', file);
  }
  // The sockets belong to Bolt, and `once` is their event.
  for (const name of called.keys())
    if (!/^(auth|bookmarks|chat|conversations|files|pins|reactions|usergroups|users|views)\./.test(name))
      called.delete(name);
  return called;
}

describe.each([
  ['Socket Mode', yamlText],
  ['signed HTTP', deriveHttpManifest(yamlText, 'https://muster.example.com/')],
])('the manifest for %s', (_, text) => {
  const manifest = manifestSchema.parse(parse(text));

  it('has the command that the configuration expects, escaped', () => {
    const { slackCommand } = parseConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(manifest.features.slash_commands.map(({ command, should_escape }) => ({ command, should_escape }))).toEqual([
      { command: slackCommand, should_escape: true },
    ]);
  });

  it('has the shortcuts of the route table', () => {
    const inManifest = manifest.features.shortcuts.map(({ callback_id: id, type }) => `${type} ${id}`);
    const inTable = routes.flatMap((route) => (route.kind === 'shortcut' ? [`${route.type} ${route.id}`] : []));
    expect(inManifest.toSorted()).toEqual(inTable.toSorted());
    expect(manifest.features.shortcuts.map(({ callback_id: id }) => id).toSorted()).toEqual(
      Object.values(shortcuts).toSorted(),
    );
  });

  it('subscribes to the events of the route table', () => {
    const inTable = routes.flatMap((route) => (route.kind === 'event' ? (route.subscriptions ?? [route.name]) : []));
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(inTable.toSorted());
  });

  it('asks for what every method and event needs, and for nothing else', () => {
    const called = methodsCalled();
    const unknown = [...called]
      .filter(([method]) => scopesOfMethod[method] === undefined)
      .map(([method, file]) => `${method} in ${file}`);
    expect(unknown, 'a method without its scopes in this test').toEqual([]);
    const needed = new Set([
      'commands',
      ...[...called.keys()].flatMap((method) => scopesOfMethod[method] ?? []),
      ...manifest.settings.event_subscriptions.bot_events.flatMap((event) => scopesOfEvent[event] ?? []),
    ]);
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...needed].toSorted());
    proves('U8');
  });

  it('says why for each scope and each event', () => {
    const lines = text.split('\n');
    const names = [...manifest.oauth_config.scopes.bot, ...manifest.settings.event_subscriptions.bot_events];
    const unexplained = names.filter((name) => !lines.some((line) => line.trim().startsWith(`- ${name} # `)));
    expect(unexplained).toEqual([]);
    proves('U8');
  });
});

it('no call lists a whole workspace: its people, its channels, its groups or its files', () => {
  const called = [...methodsCalled().keys()];
  expect(called.length).toBeGreaterThan(20);
  const whole = ['users.list', 'conversations.list', 'usergroups.list', 'team.accessLogs', 'search.messages'];
  expect(called.filter((method) => whole.includes(method))).toEqual([]);
  proves('U11');
});

describe('muster manifest --http', () => {
  const http = manifestSchema.parse(parse(deriveHttpManifest(yamlText, 'https://muster.example.com/')));

  it('sends everything to /slack/events and turns Socket Mode off', () => {
    const url = 'https://muster.example.com/slack/events';
    expect(http.settings.socket_mode_enabled).toBe(false);
    expect(http.settings.event_subscriptions.request_url).toBe(url);
    expect(http.settings.interactivity.request_url).toBe(url);
    expect(http.features.slash_commands.map((command) => command.url)).toEqual([url]);
  });

  it('keeps all else as it is', () => {
    const socket = manifestSchema.parse(parse(yamlText));
    expect(http.oauth_config).toEqual(socket.oauth_config);
    expect(http.features.shortcuts).toEqual(socket.features.shortcuts);
    expect(socket.settings.socket_mode_enabled).toBe(true);
  });

  it.each(['http://muster.example.com', 'muster.example.com', ''])('refuses %j, which Slack would not call', (url) => {
    expect(() => deriveHttpManifest(yamlText, url)).toThrow('https');
  });
});
