import { join } from 'node:path';
import { buildClient } from '../../client/build.ts';
import type { LiveClock, LiveOutside, LiveStage, LiveTrouble } from '../../live/protocol.ts';
import { type Live, startLive } from '../../live/start-live.ts';
import { type Sandbox, startSandbox } from '../../start-sandbox.ts';
import { startTinyApp, type TinyApp } from '../tiny-app.ts';

/** The smallest app in a workspace in the browser, with nothing around it that moves. */
export type LiveTiny = {
  sandbox: Sandbox;
  live: Live;
  /** The page of a person. */
  urlOf(name: string): string;
  /** What was asked of what is around the workspace. */
  asked: string[];
  /** Takes the page's server away and brings it back at the same address. */
  away(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** Starts it, with so many more channels than its two. */
export async function startLiveTiny({ moreChannels = 0 } = {}): Promise<LiveTiny> {
  const sandbox = await startSandbox({
    manifest: join(import.meta.dirname, '../manifest.yaml'),
    channels: [
      { name: 'general', withBot: true },
      { name: 'random' },
      ...Array.from({ length: moreChannels }, (_, at) => ({ name: `team-${at}` })),
    ],
  });
  const app: TinyApp = await startTinyApp(sandbox, 'http');
  const page = await buildClient();
  const asked: string[] = [];
  const start = (port?: number): Promise<Live> =>
    startLive({
      sandbox,
      page,
      port,
      around: {
        clock: (): LiveClock => ({ now: new Date().toISOString(), nextTimer: null, speed: 1, moving: false }),
        outside: (): LiveOutside => ({ pages: [], emails: [], statusPage: [], tickets: [] }),
        trouble: (): LiveTrouble => ({ slack: 'well', slackUntil: null, pagerDuty: 'well', bot: 'up' }),
        stage: (): LiveStage => ({
          runbook: 'one',
          runbooks: [
            { name: 'one', title: 'One', about: 'The first' },
            { name: 'two', title: 'Two', about: 'The second' },
          ],
          demo: { playing: false, caption: null },
        }),
        obey: async (request) => void asked.push(JSON.stringify(request)),
      },
    });
  let live = await start();
  const idOf = (name: string): string =>
    sandbox.workspace.users.find(({ realName }) => realName === name)?.id ?? `nobody called ${name}`;
  return {
    sandbox,
    get live() {
      return live;
    },
    asked,
    urlOf: (name) => `${live.url}/?as=${idOf(name)}`,
    away: async (meanwhile) => {
      const { port } = new URL(live.url);
      await live.close();
      await meanwhile();
      live = await start(Number(port));
    },
    close: async () => {
      await live.close();
      await app.stop();
      await sandbox.close();
    },
  };
}
