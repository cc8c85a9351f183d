import { actions, modals, shortcuts, subcommands } from '../src/slack/ids.ts';
import type { Random } from '../workbench/random.ts';

/** How each payload of Slack's is sent: as a form, as JSON within a form, or as JSON. */
export type SlackKind = { name: string; as: 'form' | 'payload' | 'json'; make(random: Random): unknown };

// Somebody whom no workspace has: whatever stays well-formed by chance is refused.
const user = { id: 'U09NOBODY1', username: 'nobody', name: 'nobody', team_id: 'T01SANDBOX' };
const team = { id: 'T01SANDBOX', domain: 'sandbox' };
const channel = { id: 'C09NOWHERE', name: 'nowhere' };
// Nobody listens there, so that an answer to it fails at once.
const responseUrl = 'http://127.0.0.1:9/nowhere';
let turn = 0;
const trigger = (): string => `1.2.${(turn += 1)}`;

function valueOf(random: Random): string {
  return JSON.stringify({ incident: 'none', number: String(random.below(99)), role: 'comms', minutes: '5', item: '0' });
}

/** What Slack sends, well-formed, of every kind that the bot hears. */
export const slackKinds: readonly [SlackKind, ...SlackKind[]] = [
  {
    name: 'commands',
    as: 'form',
    make: (random) => ({
      command: '/incident',
      text: `${random.one(['declare', ...subcommands])} ${random.one(['', 'P1 x', 'INC-1', '<@U09NOBODY1>', '"', '9'.repeat(30)])}`,
      team_id: team.id,
      user_id: user.id,
      channel_id: channel.id,
      trigger_id: trigger(),
      response_url: responseUrl,
    }),
  },
  {
    name: 'buttons',
    as: 'payload',
    make: (random) => ({
      type: 'block_actions',
      team,
      user,
      channel,
      container: { type: 'message', message_ts: '1700000000.000100', channel_id: channel.id },
      trigger_id: trigger(),
      response_url: responseUrl,
      message: {
        ts: '1700000000.000100',
        text: 'x',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }],
      },
      actions: [
        {
          type: 'button',
          action_id: random.one(['take_role', ...Object.values(actions)]),
          block_id: 'b',
          value: valueOf(random),
          selected_option: { value: 'x' },
          action_ts: '1700000000.000200',
        },
      ],
    }),
  },
  {
    name: 'forms',
    as: 'payload',
    make: (random) => ({
      type: 'view_submission',
      team,
      user,
      trigger_id: trigger(),
      view: {
        id: `V${trigger()}`,
        callback_id: random.one(['declare', ...Object.values(modals)]),
        private_metadata: valueOf(random),
        hash: '1.a',
        type: 'modal',
        blocks: [],
        state: {
          values: Object.fromEntries(
            ['title', 'severity', 'text', 'why', 'user', 'when', 'private'].map((field) => [
              field,
              {
                [field]: {
                  type: 'plain_text_input',
                  value: 'x',
                  selected_option: { value: 'P1' },
                  selected_options: [],
                },
              },
            ]),
          ),
        },
      },
    }),
  },
  {
    name: 'shortcuts',
    as: 'payload',
    make: (random) => ({
      type: random.one(['shortcut', 'message_action']),
      callback_id: random.one(['declare_anywhere', ...Object.values(shortcuts)]),
      team,
      user,
      channel,
      trigger_id: trigger(),
      response_url: responseUrl,
      message: { ts: '1700000000.000100', text: 'x', user: user.id, files: [{ id: 'F1', name: 'a.png' }] },
    }),
  },
  {
    name: 'events',
    as: 'json',
    make: (random) => ({
      type: 'event_callback',
      team_id: team.id,
      api_app_id: 'A01SANDBOX',
      event_id: `Ev${trigger()}`,
      event_time: 1_700_000_000,
      event: {
        type: random.one([
          'message',
          'reaction_added',
          'reaction_removed',
          'app_home_opened',
          'member_joined_channel',
          'channel_rename',
          'file_change',
          'team_join',
          'no_such_event',
        ]),
        subtype: random.one(['message_changed', 'message_deleted', 'file_share']),
        user: user.id,
        channel: channel.id,
        tab: 'home',
        reaction: 'pushpin',
        item: { type: 'message', channel: channel.id, ts: '1700000000.000100' },
        message: { ts: '1700000000.000100', text: 'x', user: user.id },
        previous_message: { ts: '1700000000.000100', text: 'y', user: user.id },
        deleted_ts: '1700000000.000100',
        ts: '1700000000.000300',
        event_ts: '1700000000.000300',
      },
    }),
  },
];
