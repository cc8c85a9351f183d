import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Sandbox } from '../start-sandbox.ts';

/** A running Bolt app with what it heard. */
export type TinyApp = { app: App; heard: { event: string; id: string; retry?: number }[]; stop(): Promise<void> };

/** Starts the smallest real Bolt app that uses every kind of delivery, and connects it to the sandbox. */
export async function startTinyApp(sandbox: Sandbox, way: 'http' | 'socket'): Promise<TinyApp> {
  const clientOptions = { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } };
  const common = { logLevel: LogLevel.ERROR };
  const http = new HTTPReceiver({ signingSecret: sandbox.signingSecret, endpoints: '/slack/events', ...common });
  const socket = new SocketModeReceiver({ appToken: sandbox.appToken, installerOptions: { clientOptions }, ...common });
  const app = new App({ token: sandbox.botToken, receiver: way === 'http' ? http : socket, clientOptions, ...common });
  const heard: TinyApp['heard'] = [];
  register(app, heard);
  if (way === 'socket') {
    await app.start();
    return { app, heard, stop: async () => void (await app.stop()) };
  }
  const server = await http.start({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The app has no port.');
  sandbox.deliverTo({ kind: 'http', url: `http://127.0.0.1:${address.port}/slack/events` });
  return { app, heard, stop: async () => void (await http.stop()) };
}

function register(app: App, heard: TinyApp['heard']): void {
  app.command('/tiny', async ({ command, ack, client, respond }) => {
    if (command.text === 'silence') return;
    if (command.text === 'echo') return ack({ text: 'echo at once' });
    await ack();
    if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form });
    else if (command.text === 'later') await respond({ text: 'later, alone' });
    else if (command.text.startsWith('say '))
      await client.chat.postMessage({ channel: command.channel_id, text: command.text.slice(4) });
    else await client.chat.postMessage({ channel: command.channel_id, text: 'Press it', blocks: [buttons] });
  });
  app.action('press', async ({ ack, respond, body }) => {
    await ack();
    await respond({ text: `pressed by <@${body.user.id}>`, replace_original: true });
  });
  app.action('kind', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions' && body.channel)
      await client.chat.postMessage({ channel: body.channel.id, text: 'a kind was chosen' });
  });
  app.action('boxes', async ({ ack, body, client, action }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.channel || action.type !== 'checkboxes') return;
    const ticked = action.selected_options.map(({ value }) => value).join(', ');
    await client.chat.postMessage({ channel: body.channel.id, text: `ticked: ${ticked}` });
  });
  app.action('live', async ({ ack }) => ack());
  app.view('form', async ({ ack, view, client, body }) => {
    const title = view.state.values.title?.value?.value ?? '';
    if (title === 'bad') return ack({ response_action: 'errors', errors: { title: 'Not that one.' } });
    if (title === 'astray') return ack({ response_action: 'errors', errors: { nowhere: 'Not that one.' } });
    if (title === 'more')
      return ack({ response_action: 'push', view: { ...form, title: { type: 'plain_text', text: 'Second' } } });
    if (title === 'other')
      return ack({ response_action: 'update', view: { ...form, title: { type: 'plain_text', text: 'Changed' } } });
    if (title === 'clear') return ack({ response_action: 'clear' });
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: `Got *${title}* ${JSON.stringify(view.state.values.level?.level?.selected_option?.value ?? null)}`,
    });
  });
  app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'You closed it' });
  });
  app.shortcut('keep_message', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type === 'message_action')
      await client.chat.postMessage({ channel: shortcut.user.id, text: `Kept: ${shortcut.message.text}` });
  });
  app.shortcut('tiny_form', async ({ ack, shortcut, client }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Home*' } }] },
    });
  });
  app.use(async ({ body, next, context }) => {
    if ('event_id' in body)
      heard.push({
        event: [body.event.type, 'subtype' in body.event ? body.event.subtype : ''].filter(Boolean).join('/'),
        id: String(body.event_id),
        retry: context.retryNum,
      });
    await next();
  });
}

const buttons = {
  type: 'actions',
  elements: [
    { type: 'button', action_id: 'press', text: { type: 'plain_text', text: 'Press me' }, value: '1' },
    {
      type: 'static_select',
      action_id: 'kind',
      placeholder: { type: 'plain_text', text: 'Kind' },
      options: [{ text: { type: 'plain_text', text: 'Good' }, value: 'good' }],
    },
    {
      type: 'checkboxes',
      action_id: 'boxes',
      options: [box('First'), box('Second')],
      initial_options: [box('First')],
    },
  ],
} as const;

function box(text: string) {
  return { text: { type: 'plain_text', text }, value: text.toLowerCase() } as const;
}

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'Tiny form' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'title',
      label: { type: 'plain_text', text: 'Title' },
      element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'level',
      optional: true,
      label: { type: 'plain_text', text: 'Level' },
      element: {
        type: 'static_select',
        action_id: 'level',
        options: [
          { text: { type: 'plain_text', text: 'P0 Critical' }, value: 'p0' },
          { text: { type: 'plain_text', text: 'P1 High' }, value: 'p1' },
        ],
      },
    },
  ],
};
