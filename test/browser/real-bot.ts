import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { buildClient } from '../../sandbox/client/build.ts';
import { clockNow, installClock, moveClock } from '../../sandbox/clock.ts';
import { openBrowser, type TestBrowser } from '../../sandbox/test/browser/open-browser.ts';
import { startWorkbench, type Workbench } from '../../workbench/start-workbench.ts';

/** The whole sandbox with the real bot, and a browser to look at it. */
export type RealBot = {
  workbench: Workbench;
  browser: TestBrowser;
  /** A window of a person, such as Ana Ruiz. */
  windowOf(name: string, options?: { width?: number; height?: number; dark?: boolean }): Promise<Page>;
  close(): Promise<void>;
};

/** The next ten o'clock: names of channels carry the day, and an incident that passes midnight would have another. */
function startAtTen(): void {
  installClock();
  const now = clockNow();
  const ten = new Date(now);
  ten.setUTCHours(10, 0, 0, 0);
  if (ten < now) ten.setUTCDate(ten.getUTCDate() + 1);
  moveClock(ten.getTime() - now.getTime());
}

/** Starts it at ten o'clock and waits until the bot runs. */
export async function startRealBot(): Promise<RealBot> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-browser-'));
  startAtTen();
  const workbench = await startWorkbench({
    folder,
    runbook: 'generic',
    page: buildClient(),
    pace: { heading: 100, act: 100, look: 100 },
  });
  const browser = await openBrowser();
  await workbench.botRuns;
  return {
    workbench,
    browser,
    windowOf: (name, options) => {
      const first = (name.split(' ')[0] ?? name).toUpperCase();
      return browser.open(`${workbench.url}/?as=U01${first}0001`, options);
    },
    close: async () => {
      await browser.close();
      await workbench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The messages that say this, newest last. */
export function messagesOf(page: Page, text: string | RegExp): Locator {
  return page.getByRole('article').filter({ hasText: text });
}

/** Presses a button of the clock and waits until what became due has run. */
export async function movesClock(page: Page, button: '+5 min' | '+15 min' | 'To next timer'): Promise<void> {
  const pressed = page.getByRole('button', { name: button });
  await pressed.click();
  await page.getByText('Moving…').waitFor({ state: 'detached', timeout: 30_000 });
}
