import { join } from 'node:path';
import { findAnnounceChannel } from '../../jobs/find-announce-channel.ts';
import { UserError } from '../../errors.ts';
import { manifestScopes, missingScopes, scopesRemedy } from '../../slack/scopes.ts';
import { tokenRemedy } from '../../slack/token-remedy.ts';
import { askSlack, slackWord } from './ask-slack.ts';
import { type Check, bad, good, odd } from './check.ts';

const manifestPath = join(import.meta.dirname, '../../../manifest.yaml');

/** The bot token is taken. */
export const checkToken: Check = {
  name: 'token',
  run: async ({ token }) => {
    if (token === null)
      return [bad('Slack does not answer. Look at the network of this machine, and at https://slack-status.com.')];
    if (!token.ok) return [bad(`Slack refuses SLACK_BOT_TOKEN (${token.error}). ${tokenRemedy}`)];
    return [good(`@${String(token.said['user'])} in ${String(token.said['team'])} (${String(token.said['team_id'])})`)];
  },
};

/** The token has every scope of the manifest. */
export const checkScopes: Check = {
  name: 'scopes',
  run: async ({ token }) => {
    if (token?.ok !== true) return [odd('Not checked: Slack has to take the token first.')];
    const wanted = await manifestScopes(manifestPath);
    if (token.scopes.length === 0) return [odd('Slack did not say what it granted.')];
    const missing = missingScopes([...wanted.keys()], token.scopes);
    if (missing.length === 0) return [good(`all ${wanted.size} of manifest.yaml are granted`)];
    const reasons = missing.map((scope) =>
      bad(`${scope} is missing${wanted.get(scope) ? `: ${wanted.get(scope)}` : ''}`),
    );
    return [...reasons, bad(scopesRemedy(missing))];
  },
};

/** What Slack sends reaches the bot. */
export const checkDelivery: Check = {
  name: 'delivery',
  run: async ({ config, terminal }) => {
    const { appToken, apiUrl } = config.slack;
    if (appToken === null) {
      const where = config.publicUrl === null ? 'PUBLIC_URL is not set' : `${config.publicUrl}/slack/events`;
      return [
        odd(`Signed HTTP (${where}): only a request of Slack shows whether SLACK_SIGNING_SECRET is the right one.`),
      ];
    }
    const answer = await askSlack('apps.connections.open', { token: appToken, apiUrl, now: terminal.now });
    if (answer.ok) return [good('Socket Mode: Slack offers a connection')];
    const remedy =
      'Make an app-level token with connections:write under "Basic Information → App-Level Tokens", put it into SLACK_APP_TOKEN, and turn Socket Mode on.';
    return [bad(`Slack offers no connection for SLACK_APP_TOKEN (${answer.error}). ${remedy}`)];
  },
};

/** The announcements channel is there, and the bot is in it. */
export const checkAnnouncements: Check = {
  name: 'announcements',
  run: async ({ config, slack, token }) => {
    const wanted = config.announceChannel;
    if (wanted === null)
      return [
        odd(
          'None: incidents are announced nowhere. Set ANNOUNCE_CHANNEL to a channel in which everybody should hear of them.',
        ),
      ];
    if (token?.ok !== true) return [odd('Not checked: Slack has to take the token first.')];
    try {
      const id = await findAnnounceChannel({ config, slack });
      const { channel } = await slack.conversations.info({ channel: id ?? wanted });
      const name = `#${channel?.name ?? wanted}`;
      if (channel?.is_archived === true)
        return [bad(`${name} is archived. Unarchive it, or set ANNOUNCE_CHANNEL to another.`)];
      if (channel?.is_member !== true) return [bad(`Muster is not in ${name}. Invite it there: /invite @muster.`)];
      return [good(`${name}, and the bot is in it`)];
    } catch (error) {
      if (error instanceof UserError) return [bad(`${error.message} If it does not exist, create it. ${error.remedy}`)];
      const word = slackWord(error);
      const remedy =
        word === 'channel_not_found'
          ? 'No such channel, or a private one: invite the bot there, or mend ANNOUNCE_CHANNEL.'
          : 'Try again.';
      return [bad(`${wanted} could not be looked up (${word}). ${remedy}`)];
    }
  },
};

// Slack signs each request with its time, and one that is five minutes off is refused.
const tolerated = { odd: 5000, bad: 60_000 };

/** This machine's clock is Slack's. */
export const checkClock: Check = {
  name: 'clock',
  run: async ({ token }) => {
    if (token?.date == null) return [odd('Not checked: Slack did not say what time it is.')];
    const off = Math.abs(token.at.getTime() - token.date.getTime());
    const told = `${Math.round(off / 1000)} s off Slack's`;
    if (off <= tolerated.odd) return [good(`within 5 s of Slack's`)];
    const remedy =
      'Let the machine keep its time by NTP: timers run by this clock, and signed requests are refused when it is far off.';
    return [(off <= tolerated.bad ? odd : bad)(`${told}. ${remedy}`)];
  },
};
