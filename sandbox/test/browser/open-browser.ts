import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';

/** A real browser, its windows, and what they complained about. */
export type TestBrowser = {
  /** A window of its own, with no cookies of the others. */
  open(url: string, options?: { width?: number; height?: number; dark?: boolean }): Promise<Page>;
  /** Errors and warnings of every window's console so far. */
  complaints: string[];
  close(): Promise<void>;
};

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Starts Chromium without a screen. */
export async function openBrowser(): Promise<TestBrowser> {
  if (!existsSync(path))
    throw new Error(
      `There is no Chromium at ${path}. Install it (Debian: apt-get install chromium fonts-noto-color-emoji) or say in CHROMIUM where it is.`,
    );
  const browser = await chromium.launch({
    executablePath: path,
    // Root of a container has no sandbox of the kernel to run it in. A container's /dev/shm is small, and other tests keep their
    // databases there.
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const complaints: string[] = [];
  return {
    complaints,
    open: async (url, { width = 1280, height = 800, dark = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(45_000);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}
