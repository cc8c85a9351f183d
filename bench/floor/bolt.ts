// The floor of several rows: the least Bolt app that does the same. It acknowledges commands, opens the form that FORM holds, and
// opens an incident by the shortest possible chain of calls.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';

const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET = '', SLACK_API_URL: slackApiUrl, FORM = 'null' } = process.env;
const form: ModalView | null = JSON.parse(FORM);
const logLevel = LogLevel.ERROR;
const receiver = new HTTPReceiver({
  signingSecret: SLACK_SIGNING_SECRET,
  endpoints: '/slack/events',
  logLevel,
  customRoutes: [{ path: '/', method: 'GET', handler: (_, response) => void response.end('ready') }],
});
const app = new App({ token, receiver, clientOptions: { slackApiUrl }, logLevel });
let opened = 0;

app.command(/.*/, async ({ ack, command, client }) => {
  await ack();
  if (command.text === 'declare' && form !== null)
    await client.views.open({ trigger_id: command.trigger_id, view: form });
});
app.view(/.*/, async ({ ack, body, client }) => {
  await ack();
  await openIncident(client, body.user.id);
});
const server = await receiver.start({ port: 0, host: '127.0.0.1' });
const address = server.address();
process.stdout.write(`{"url":"http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}"}\n`);

/** As many calls as opening one takes at the least, each as early as it can be. */
async function openIncident(client: WebClient, users: string): Promise<void> {
  opened += 1;
  const text = 'An incident with a headline of a usual length, who has it and what comes next';
  const [created] = await Promise.all([
    client.conversations.create({ name: `floor-${opened}-${Date.now()}` }),
    client.chat.postMessage({ channel: users, text }),
  ]);
  const channel = created.channel?.id ?? '';
  const [headline] = await Promise.all([
    client.chat.postMessage({ channel, text }),
    client.conversations.invite({ channel, users }),
    client.conversations.setTopic({ channel, topic: 'P1 · investigating' }),
  ]);
  await client.pins.add({ channel, timestamp: headline.ts ?? '' });
  await client.chat.update({ channel, ts: headline.ts ?? '', text });
}
