import { bring, newTrigger, slackbotSays, type Stage } from '../delivery/interact.ts';
import { newResponseUrl, showReply } from '../delivery/response-url.ts';
import type { JsonObject } from '../json.ts';
import type { Channel, User, Workspace } from '../state/workspace.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { typeText } from './type-text.ts';

/** Runs a slash command as a person in a channel and shows what the app answers at once. */
export async function runCommand(stage: Stage, user: User, channel: Channel, typed: string): Promise<void> {
  const { workspace } = stage;
  const [name = '', ...rest] = typed.trim().split(' ');
  const command = workspace.manifest.commands.find((one) => one.name === name);
  if (!command)
    throw new Error(
      `${name} is not a valid command; the manifest has ${workspace.manifest.commands.map((one) => one.name).join(', ') || 'none'}.`,
    );
  if (!workspace.manifest.scopes.includes('commands'))
    throw new Error(`${name} is not installed: the manifest does not ask for the scope "commands".`);
  if (channel.isArchived) throw new Error(`#${channel.name} is archived: nobody can run a command there.`);
  if (!channel.members.includes(user.id))
    throw new Error(`${user.realName} is not in #${channel.name}, so no command can be run there.`);
  const text = rest.join(' ');
  const payload: JsonObject = {
    token: 'verification-token',
    team_id: workspace.teamId,
    team_domain: workspace.teamDomain,
    channel_id: channel.id,
    channel_name: shownName(channel),
    user_id: user.id,
    user_name: user.name,
    command: name,
    text: command.shouldEscape ? typeText(workspace, text, 'command') : text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(workspace, { user: user.id, channel: channel.id }),
    trigger_id: newTrigger(workspace, user.id),
  };
  const receipt = await bring(stage, user, { kind: 'slash_commands', payload }, typed);
  if (receipt.kind === 'failed') {
    const error = receipt.reason.includes('timeout') ? 'operation_timeout' : 'dispatch_failed';
    return slackbotSays(workspace, channel, user, `${name} failed with the error "${error}"`);
  }
  reply(workspace, user, channel, name, receipt.body);
}

function reply(workspace: Workspace, user: User, channel: Channel, name: string, body: JsonObject | string): void {
  const content = typeof body === 'string' ? { text: body } : body;
  if (content.text === '' || Object.keys(content).length === 0) return;
  try {
    showReply(workspace, { user: user.id, channel: channel.id }, content);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    slackbotSays(
      workspace,
      channel,
      user,
      `${name} failed with the error "invalid_command_response" (${error.message})`,
    );
  }
}

function shownName(channel: Channel): string {
  return { public: channel.name, private: 'privategroup', im: 'directmessage' }[channel.kind];
}
