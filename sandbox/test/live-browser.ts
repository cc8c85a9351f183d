import { WebSocket } from 'ws';
import type { Json } from '../json.ts';
import type { FromSandbox, History, LiveCall, LiveChannel, LiveMessage, LiveView, Request } from '../live/protocol.ts';

type Welcome = Extract<FromSandbox, { type: 'welcome' }>;

/** A browser without a page: the picture that it was told, and what it asks for. */
export type LiveBrowser = {
  welcome(): Welcome;
  /** As they were told last. */
  channel(name: string): LiveChannel;
  messages(channel: string): LiveMessage[];
  modals(): LiveView[];
  calls(): LiveCall[];
  /** Every message since the last welcome. */
  told: FromSandbox[];
  /** The answer; rejects with the reason when it is refused. */
  asks(request: Request): Promise<Json>;
  history(channel: string, before?: string | null, limit?: number): Promise<History>;
  close(): void;
};

/** Connects to a workspace as a person would who opens its page. */
export async function openBrowser(url: string, as: string): Promise<LiveBrowser> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live?as=${as}`, { origin: url });
  const waiting = new Map<number, { resolve: (answer: Json) => void; reject: (error: Error) => void }>();
  const channels = new Map<string, LiveChannel>();
  const messages = new Map<string, LiveMessage>();
  const calls = new Map<number, LiveCall>();
  let told: FromSandbox[] = [];
  let welcome: Welcome | null = null;
  let modals: LiveView[] = [];
  let last = 0;

  function hear(message: FromSandbox): void {
    told.push(message);
    switch (message.type) {
      case 'welcome':
        told = [message];
        welcome = message;
        modals = message.modals;
        channels.clear();
        messages.clear();
        for (const channel of message.channels) channels.set(channel.id, channel);
        return;
      case 'channel':
        return void channels.set(message.channel.id, message.channel);
      case 'channel-gone':
        return void channels.delete(message.channel);
      case 'message':
        return void messages.set(`${message.channel} ${message.message.ts}`, message.message);
      case 'message-gone':
        return void messages.delete(`${message.channel} ${message.ts}`);
      case 'modals':
        modals = message.modals;
        return;
      case 'call':
        return void calls.set(message.call.id, message.call);
      case 'answer':
        return waiting.get(message.id)?.resolve(message.answer);
      case 'refused':
        return waiting.get(message.id)?.reject(new Error(message.reason));
      default:
    }
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      const message: FromSandbox = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
      hear(message);
      if (message.type === 'welcome') resolve();
    });
  });
  const channelOf = (name: string): LiveChannel => {
    const found = [...channels.values()].find((channel) => channel.name === name);
    if (!found)
      throw new Error(`There is no #${name}; there are ${[...channels.values()].map((one) => one.name).join(', ')}.`);
    return found;
  };
  const asks = (request: Request): Promise<Json> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, request }));
    });
  return {
    welcome: () => {
      if (welcome === null) throw new Error('Nothing was told yet.');
      return welcome;
    },
    channel: channelOf,
    messages: (name) => {
      const { id } = channelOf(name);
      return [...messages].filter(([key]) => key.startsWith(`${id} `)).map(([, message]) => message);
    },
    modals: () => modals,
    calls: () => [...calls.values()],
    get told() {
      return told;
    },
    asks,
    history: async (name, before = null, limit = 50) => {
      const answer = await asks({ type: 'history', channel: channelOf(name).id, before, limit });
      const history: History = JSON.parse(JSON.stringify(answer));
      return history;
    },
    close: () => socket.close(),
  };
}
