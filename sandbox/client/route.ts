import { useSyncExternalStore } from 'react';

/** Where one is: #home, #C… or #C…/<thread's ts>. Who one is stands in ?as=, so that two windows can be two people. */
export type Route = { channel: string | null; thread: string | null; home: boolean };

/** The link to a channel, or to a thread of it. */
export function channelHref(channel: string, thread?: string): string {
  return thread ? `#${channel}/${thread}` : `#${channel}`;
}

/** The route of an address's hash. */
export function readRoute(hash: string): Route {
  const [channel = '', thread = null] = hash.replace(/^#/, '').split('/');
  return { channel: channel === '' || channel === 'home' ? null : channel, thread, home: channel === 'home' };
}

/** Goes to a hash; the browser's own back leads back. */
export function goTo(hash: string): void {
  window.location.hash = hash;
}

/** The address of the same place as somebody else. */
export function addressAs(user: string, hash: string): string {
  return `/?as=${encodeURIComponent(user)}${hash}`;
}

/** Whom the address names; null on the start page. */
export function personOfAddress(): string | null {
  return new URLSearchParams(window.location.search).get('as');
}

/** Where one is now. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return readRoute(hash);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
