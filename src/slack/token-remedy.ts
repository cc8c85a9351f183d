/** What to do when Slack does not accept the bot token any more. */
export const tokenRemedy =
  'Open https://api.slack.com/apps, choose the app, install it again under "OAuth & Permissions", put the "Bot User OAuth Token" into SLACK_BOT_TOKEN and start Muster again. What is recorded waits until then.';
