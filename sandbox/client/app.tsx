import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Around } from './around/around.tsx';
import { DemoBar } from './around/demo-bar.tsx';
import { TopBar } from './around/top-bar.tsx';
import { useLive } from './live/use-live.ts';
import { ChannelPage } from './messages/channel-page.tsx';
import { ThreadPane } from './messages/thread-pane.tsx';
import { channelHref, goTo, useRoute } from './route.ts';
import { Sidebar } from './sidebar.tsx';
import { HomePage } from './views/home-page.tsx';
import { Modals } from './views/modals.tsx';

const ROOMY = '(min-width: 1100px)';

/** The workspace as one person sees it. */
export function App(): ReactNode {
  const route = useRoute();
  const [drawer, setDrawer] = useState(false);
  const [around, setAround] = useState(() => window.matchMedia(ROOMY).matches);
  const channels = useLive((picture) => picture.channels);
  const lost = useLive((picture) => picture.connection === 'lost');
  const demo = useLive((picture) => picture.stage.demo);
  const where = route.home ? 'home' : (route.channel ?? firstChannel(channels));

  useEffect(() => {
    setDrawer(false);
    // Where there is little room, what is around covers what one went to.
    if (!window.matchMedia(ROOMY).matches) setAround(false);
  }, [route.channel, route.home, route.thread]);
  useTitle();
  useDemoStage(demo.playing);

  const thread = route.channel !== null && route.thread !== null ? route.thread : null;
  return (
    <div className={drawer ? 'app drawer-open' : 'app'}>
      <TopBar around={around} onAround={() => setAround(!around)} onDrawer={() => setDrawer(!drawer)} />
      {lost && (
        <p role="status" className="lost">
          The sandbox is not there just now. This page connects again by itself.
        </p>
      )}
      {(demo.playing || demo.caption !== null) && <DemoBar playing={demo.playing} caption={demo.caption} />}
      <div className="app-body">
        <Sidebar where={where} />
        {drawer && (
          <button type="button" className="drawer-shade" aria-label="Close the menu" onClick={() => setDrawer(false)} />
        )}
        <main className="main">
          {where === 'home' ? <HomePage /> : where === null ? null : <ChannelPage key={where} id={where} />}
        </main>
        {thread !== null && route.channel !== null ? (
          <ThreadPane key={thread} channel={route.channel} threadTs={thread} />
        ) : (
          around && <Around onClose={() => setAround(false)} />
        )}
      </div>
      <Modals />
    </div>
  );
}

function firstChannel(channels: Record<string, { id: string; kind: string; isMember: boolean }>): string | null {
  const mine = Object.values(channels).filter(({ kind, isMember }) => kind !== 'im' && isMember);
  return mine[0]?.id ?? null;
}

/** While the demo plays one is taken along to the channel that it opens. */
function useDemoStage(playing: boolean): void {
  const channels = useLive((picture) => picture.channels);
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    const ids = Object.keys(channels);
    known.current = playing ? new Set(ids) : null;
    const fresh = before && ids.find((id) => !before.has(id) && channels[id]?.kind !== 'im');
    if (fresh) goTo(channelHref(fresh));
  }, [playing, channels]);
}

function useTitle(): void {
  const mentions = useLive((picture) =>
    Object.values(picture.channels).reduce((sum, channel) => sum + channel.mentions, 0),
  );
  const name = useLive((picture) => picture.people[picture.me]?.realName ?? '');
  useEffect(() => {
    document.title = `${mentions > 0 ? `(${mentions}) ` : ''}${name} · Sandbox`;
  }, [mentions, name]);
}
