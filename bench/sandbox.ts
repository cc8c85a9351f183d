// `npm run bench:sandbox`: how quick the sandbox in the browser feels, beside the smallest Bolt app in the same page. Needs Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startLiveTiny } from '../sandbox/test/browser/live-tiny.ts';
import { manyMessages } from '../sandbox/test/browser/many-messages.ts';
import { openBrowser } from '../sandbox/test/browser/open-browser.ts';
import { measureFrames } from './measure-frames.ts';
import { median, tellRow } from './tell-row.ts';
import { freePort } from './free-port.ts';

const root = join(import.meta.dirname, '..');
const rounds = 7;
const browser = await openBrowser();
const port = await freePort();
const folder = join(root, '.sandbox', String(port));

try {
  process.stdout.write('| measure | median | worst | floor | aim |\n|---|---|---|---|---|\n');
  await rm(folder, { recursive: true, force: true });
  const first = await startAndOpen(async () => {});
  tellRow('command → page and bot ready, first run', [first], { aim: '20 s' });
  const floor = await measureTiny();
  const again = await startAndOpen((page) => measureMuster(page, floor));
  tellRow('command → page and bot ready, database there', [again], { aim: '10 s' });
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

/** Milliseconds from the command to a page with a bot. */
async function startAndOpen(then: (page: Page) => Promise<void>): Promise<number> {
  const began = performance.now();
  const program = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'workbench/main.ts'), '--port', String(port)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    await once(program.stdout, 'data');
    const page = await browser.open(`http://127.0.0.1:${port}/?as=U01ANA0001`);
    await page.getByText('Bot is up', { exact: true }).waitFor({ timeout: 60_000 });
    const ready = performance.now() - began;
    await then(page);
    await page.context().close();
    return ready;
  } finally {
    program.kill('SIGTERM');
    await once(program, 'exit');
  }
}

type Floor = { form: number; press: number };

async function measureTiny(): Promise<Floor> {
  const tiny = await startLiveTiny({ moreChannels: 48 });
  const random = tiny.sandbox.workspace.channels.find(({ name }) => name === 'random');
  if (random) random.messages = manyMessages(5000);
  const page = await browser.open(tiny.urlOf('Ana Ruiz'));
  const form = await times(() => opensForm(page, '#general', '/tiny form'));
  const press = await times(async () => {
    await types(page, '#general', '/tiny');
    const button = page.getByRole('button', { name: 'Press me' });
    await button.waitFor();
    const began = performance.now();
    await button.click();
    await button.waitFor({ state: 'detached' });
    return performance.now() - began;
  });
  await page.getByRole('link', { name: /^random/ }).click();
  await page.getByText('number 4999', { exact: true }).waitFor();
  const frames = await measureFrames(page);
  tellRow('frame while scrolling through 5,000 messages, 50 channels', frames, { aim: '16.7 ms' });
  await page.context().close();
  await tiny.close();
  return { form: median(form), press: median(press) };
}

async function measureMuster(page: Page, floor: Floor): Promise<void> {
  const form = await times(() => opensForm(page, '#general', '/incident declare'));
  tellRow('command → form on the screen', form, { floor: floor.form, aim: '300 ms' });
  await types(page, '#general', '/incident declare P1 Search is slow');
  await page.getByRole('link', { name: /^incident-/ }).click();
  await page.getByText(/Declared .* by/).waitFor();
  const alone = page.getByText('Only visible to you');
  const press = await times(async () => {
    const before = await alone.count();
    const began = performance.now();
    await page.getByRole('button', { name: 'Timeline', exact: true }).first().click();
    await alone.nth(before).waitFor();
    return performance.now() - began;
  });
  tellRow('press → its answer, for one person', press, { floor: floor.press, aim: '300 ms' });
  const change = await times(async () => {
    const began = performance.now();
    await page.getByRole('button', { name: 'Take command', exact: true }).first().click();
    await page.getByRole('button', { name: 'Hand over command', exact: true }).first().waitFor();
    const taken = performance.now() - began;
    await stepsDown(page);
    return taken;
  });
  tellRow('press → the headline changed, for everybody', change, { floor: floor.press, aim: '300 ms' });
}

/** The headline again as it was, so that each press of the button is the same. */
async function stepsDown(page: Page): Promise<void> {
  const field = page.getByRole('combobox', { name: /^Message/ });
  await field.fill('/incident stepdown commander');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Take command', exact: true }).first().waitFor();
}

async function opensForm(page: Page, channel: string, command: string): Promise<number> {
  const field = page.getByRole('combobox', { name: `Message ${channel}` });
  await field.fill(command);
  const began = performance.now();
  await field.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const taken = performance.now() - began;
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return taken;
}

async function types(page: Page, channel: string, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: `Message ${channel}` });
  await field.fill(text);
  await field.press('Enter');
}

async function times(measure: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) taken.push(await measure());
  return taken;
}
