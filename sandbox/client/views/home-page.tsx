import { type ReactNode, useEffect } from 'react';
import type { LiveView } from '../../live/protocol.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { SurfaceContext } from '../blocks/use-place.ts';
import { useConnection, useLive } from '../live/use-live.ts';
import { Avatar } from '../parts/avatar.tsx';
import { useSurface } from './modals.tsx';

/** The app's Home; opening it tells the app, which may draw it anew. */
export function HomePage(): ReactNode {
  const connection = useConnection();
  const home = useLive((picture) => picture.home);
  const bot = useLive((picture) => picture.botUserId);
  const name = useLive((picture) => picture.people[picture.botUserId]?.realName ?? 'App');
  const welcomes = useLive((picture) => picture.welcomes);
  useEffect(() => {
    connection.ask({ type: 'open-home' }).catch(() => undefined);
  }, [connection, welcomes]);
  return (
    <>
      <header className="channel-header">
        <div className="channel-line">
          <h1 className="channel-name">
            <Avatar id={bot} size="small" />
            <span>{name} Home</span>
          </h1>
        </div>
      </header>
      <div className="home" tabIndex={0}>
        {home ? <HomeBlocks home={home} /> : <p className="nothing">The app has not drawn its Home yet.</p>}
      </div>
    </>
  );
}

function HomeBlocks({ home }: { home: LiveView }): ReactNode {
  const surface = useSurface(home);
  return (
    <SurfaceContext value={surface}>
      <Blocks blocks={home.blocks} />
      {home.trouble !== null && (
        <p role="alert" className="refused">
          {home.trouble}
        </p>
      )}
    </SurfaceContext>
  );
}
