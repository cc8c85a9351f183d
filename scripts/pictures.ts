// `npm run pictures`: takes the pictures of docs/pictures/ from the sandbox with the real bot, in both looks. Needs Chromium,
// and looks best with Inter and Noto's emoji: apt-get install chromium fonts-inter fonts-noto-color-emoji.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildClient } from '../sandbox/client/build.ts';
import { openBrowser } from '../sandbox/test/browser/open-browser.ts';
import { startWorkbench } from '../workbench/start-workbench.ts';

const pictures = join(import.meta.dirname, '../docs/pictures');
const folder = await mkdtemp(join(tmpdir(), 'muster-pictures-'));
const workbench = await startWorkbench({ folder, runbook: 'generic', page: buildClient() });
const browser = await openBrowser();
const looks = ['light', 'dark'] as const;
const incident = { name: /^incident-/ };

try {
  await mkdir(pictures, { recursive: true });
  await workbench.botRuns;
  const cy = await windowOf('CY');
  const ana = await windowOf('ANA');
  await declare(cy);
  await ana.getByRole('link', incident).click();
  await headlineOf(ana).getByRole('button', { name: 'Take command' }).click();
  await ana
    .getByText(/has command since/)
    .first()
    .waitFor();
  await says(cy, 'Checkout 41 went out a quarter of an hour ago. It opens a connection per request.');
  await says(ana, 'Then back to 40, please. I tell support.');
  await forward(ana, '+5 min');
  await forward(ana, '+5 min');
  await ana.getByRole('tab', { name: /^Pages/ }).click();
  await ana.getByRole('button', { name: 'Acknowledge' }).first().click();
  await forward(ana, 'To next timer');
  await headlineOf(ana).getByRole('button', { name: 'Post update' }).click();
  await ana.getByRole('dialog').waitFor();
  await ana.getByRole('textbox', { name: 'What do we know?' }).fill('Release 41 empties the connection pool.');
  await ana.getByRole('textbox', { name: 'What did we do?' }).fill('Ben rolls back to release 40.');
  await ana.getByRole('dialog').getByRole('button', { name: 'Post update' }).click();
  await ana.getByText('Update #1').first().waitFor();
  await take('incident', 'ANA', async (shown) => {
    await shown.getByRole('link', incident).click();
    await shown.getByRole('tab', { name: /^Pages/ }).click();
    await shown.getByText('Pinned by').first().scrollIntoViewIfNeeded();
  });
  await take('home', 'ANA', async (shown) => {
    await shown.getByRole('link', { name: 'Muster Home' }).click();
    await shown.getByText('As of').waitFor();
  });
  const telephone = { width: 390, height: 780 };
  await take(
    'telephone',
    'ANA',
    async (shown) => {
      await shown.getByRole('button', { name: 'Channels' }).click();
      await shown.getByRole('link', incident).click();
      await shown.getByText('Pinned by').first().scrollIntoViewIfNeeded();
    },
    telephone,
  );
} finally {
  await browser.close();
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
}

function windowOf(first: string, dark = false, size = { width: 1280, height: 900 }): Promise<Page> {
  return browser.open(`${workbench.url}/?as=U01${first}0001`, { ...size, dark });
}

/** A new window in each look, brought to what is to be seen. */
async function take(
  name: string,
  first: string,
  arrange = async (_shown: Page): Promise<void> => {},
  size?: { width: number; height: number },
): Promise<void> {
  for (const look of looks) {
    const shown = await windowOf(first, look === 'dark', size);
    await shown.getByText('Bot is up').first().waitFor({ state: 'attached' });
    await arrange(shown);
    await shown.mouse.move(0, 0);
    await shown.evaluate('document.fonts.ready');
    await shown.screenshot({ path: join(pictures, `${name}-${look}.png`), animations: 'disabled', caret: 'hide' });
    await shown.context().close();
  }
}

async function declare(page: Page): Promise<void> {
  const field = page.getByRole('combobox', { name: /^Message #/ });
  await field.fill('/incident declare P0 Checkout returns 500');
  await field.press('Enter');
  await page.getByRole('link', incident).click();
  await headlineOf(page).waitFor();
}

async function says(page: Page, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: /^Message #/ });
  await field.fill(text);
  await field.press('Enter');
  await page.getByRole('article').filter({ hasText: text }).waitFor();
}

async function forward(page: Page, by: string): Promise<void> {
  await page.getByRole('button', { name: by }).click();
  await page.getByText('Moving…').waitFor({ state: 'detached', timeout: 30_000 });
}

function headlineOf(page: Page) {
  return page.getByRole('article').filter({ hasText: 'Pinned by' }).first();
}
