import { expect, test } from 'vitest';
import { startLive } from '../live/start-live.ts';
import { startSandbox } from '../start-sandbox.ts';
import { openBrowser } from './live-browser.ts';
import { standStill } from './stand-still.ts';

const manifest = new URL('manifest.yaml', import.meta.url).pathname;

test('among fifty channels and five thousand messages a message tells a browser of itself and of its channel, and of nothing else', async () => {
  const many = await startSandbox({
    manifest,
    channels: Array.from({ length: 50 }, (_, at) => ({ name: `channel-${at}` })),
  });
  const dee = many.person('Dee Novak');
  for (let line = 0; line < 5000; line += 1) await dee.says(`#channel-${line % 50}`, `line ${line}`);
  const shown = await startLive({ sandbox: many, around: standStill(), page: null });
  const browsers = await Promise.all(['U01ANA0001', 'U01BEN0001'].map((as) => openBrowser(shown.url, as)));
  const [first] = browsers;
  if (!first) throw new Error('There is no browser.');
  const before = first.told.length;
  for (let line = 0; line < 100; line += 1) await dee.says('#channel-7', `more ${line}`);
  await many.eventually(() => expect(first.messages('channel-7')).toHaveLength(100));
  // The message and its channel: nothing of the other 49.
  expect(first.told.length - before).toBeLessThanOrEqual(200);
  for (const browser of browsers) browser.close();
  await shown.close();
  await many.close();
}, 30_000);
