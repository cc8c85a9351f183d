import type { FromBrowser, FromSandbox, History, Request } from '../../live/protocol.ts';
import { nothingYet, type Picture, put, tell } from './picture.ts';

const PAGE = 60;
const LONGEST_WAIT = 2_000;

/** The wire to the sandbox and the picture that it keeps. */
export type Connection = {
  picture(): Picture;
  subscribe(listener: () => void): () => void;
  /** Resolves with the answer; throws with the sandbox's reason when it refuses. */
  ask<T>(request: Request): Promise<T>;
  /** Loads the newest page of a channel, or the page before what is loaded. */
  loadHistory(channel: string): Promise<void>;
  loadThread(channel: string, threadTs: string): Promise<void>;
};

/** Connects as a person ('' for the first whom one may play) and stays connected. */
export function connect(as: string): Connection {
  let picture = nothingYet;
  let socket: WebSocket | null = null;
  let lastId = 0;
  let wait = 100;
  const listeners = new Set<() => void>();
  const waiting = new Map<number, { settle(raw: string): void; refuse(reason: string): void }>();

  const change = (next: Picture): void => {
    if (next === picture) return;
    picture = next;
    for (const listener of listeners) listener();
  };

  function hear(raw: string): void {
    const news: FromSandbox = JSON.parse(raw);
    if (news.type === 'answer' || news.type === 'refused') {
      const asker = waiting.get(news.id);
      waiting.delete(news.id);
      if (news.type === 'answer') asker?.settle(raw);
      else asker?.refuse(news.reason);
    }
    change(tell(picture, news, Date.now()));
  }

  function open(): void {
    const address = new URL(`/live?as=${encodeURIComponent(as)}`, window.location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const opened = new WebSocket(address);
    socket = opened;
    opened.addEventListener('open', () => {
      wait = 100;
    });
    opened.addEventListener('message', (event: MessageEvent<string>) => hear(event.data));
    opened.addEventListener('close', () => {
      if (picture.welcomes > 0) change({ ...picture, connection: 'lost' });
      for (const asker of waiting.values()) asker.refuse('The sandbox is not there just now.');
      waiting.clear();
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  function ask<T>(request: Request): Promise<T> {
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error('The sandbox is not there just now.'));
    lastId += 1;
    const message: FromBrowser = { id: lastId, request };
    socket.send(JSON.stringify(message));
    return new Promise<T>((resolve, reject) => {
      waiting.set(message.id, {
        settle: (raw) => {
          const { answer }: { answer: T } = JSON.parse(raw);
          resolve(answer);
        },
        refuse: (reason) => reject(new Error(reason)),
      });
    });
  }

  const merge = (channel: string, page: History, fromHistory: boolean): void => {
    const past = picture.pasts[channel];
    const marks = past?.marks ?? [];
    const first = page.messages[0]?.ts;
    const merged = {
      messages: put(past?.messages ?? [], page.messages),
      marks: fromHistory && first !== undefined && !marks.includes(first) ? [first, ...marks] : marks,
      hasMore: fromHistory ? page.hasMore : (past?.hasMore ?? true),
    };
    change({ ...picture, pasts: { ...picture.pasts, [channel]: merged } });
  };

  open();
  return {
    picture: () => picture,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask,
    loadHistory: async (channel) => {
      const before = picture.pasts[channel]?.marks[0] ?? null;
      merge(channel, await ask<History>({ type: 'history', channel, before, limit: PAGE }), true);
    },
    loadThread: async (channel, threadTs) => {
      merge(channel, await ask<History>({ type: 'thread', channel, threadTs }), false);
    },
  };
}
