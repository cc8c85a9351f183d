import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LiveTiny, startLiveTiny } from './live-tiny.ts';
import { manyMessages } from './many-messages.ts';
import { openBrowser, type TestBrowser } from './open-browser.ts';

let tiny: LiveTiny;
let browser: TestBrowser;
let ana: Page;
let ben: Page;

beforeAll(async () => {
  tiny = await startLiveTiny();
  browser = await openBrowser();
  ana = await browser.open(tiny.urlOf('Ana Ruiz'));
  ben = await browser.open(tiny.urlOf('Ben Okafor'));
});
afterEach(noComplaints);
afterAll(async () => {
  await browser.close();
  await tiny.close();
});

const composer = (page: Page) => page.getByRole('combobox', { name: 'Message #general' });
const messageOf = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

function noComplaints(): void {
  expect(browser.complaints).toEqual([]);
}

async function says(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

test('a completed name is a mention, and the other one sees it in their own window', async () => {
  await composer(ana).pressSequentially('Look here, @ben');
  await ana.getByRole('option', { name: 'Ben Okafor @ben' }).waitFor();
  await composer(ana).press('Enter');
  await composer(ana).press('Enter');
  await messageOf(ben, 'Look here,').locator('.mention-me', { hasText: '@Ben Okafor' }).waitFor();
  const said = tiny.sandbox.workspace.channels[0]?.messages.at(-1)?.text;
  expect(said).toBe('Look here, <@U01BEN0001>');
});

test('Shift+Enter begins a line and Enter sends both', async () => {
  await composer(ana).fill('first line');
  await composer(ana).press('Shift+Enter');
  await composer(ana).pressSequentially('second line');
  await composer(ana).press('Enter');
  await messageOf(ben, 'first line').waitFor();
  expect(tiny.sandbox.workspace.channels[0]?.messages.at(-1)?.text).toBe('first line\nsecond line');
});

test('a slash command is offered as one types, and its form takes the focus and keeps it', async () => {
  await composer(ana).pressSequentially('/ti');
  await ana.getByRole('option', { name: '/tiny' }).waitFor();
  await composer(ana).press('Tab');
  await composer(ana).pressSequentially('form');
  await composer(ana).press('Enter');
  const form = ana.getByRole('dialog', { name: 'Tiny form' });
  await form.waitFor();
  for (let presses = 0; presses < 8; presses += 1) {
    await ana.keyboard.press('Tab');
    // After the last control the browser's own bar has its turn, never the page below.
    const below = await ana.locator('.app > :not(dialog) :focus').count();
    expect(below).toBe(0);
  }
});

test("the app's word stands at its field and is read out with it", async () => {
  const form = ana.getByRole('dialog', { name: 'Tiny form' });
  await form.getByLabel('Title').fill('bad');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.getByRole('alert').filter({ hasText: 'Not that one.' }).waitFor();
  const field = form.getByRole('textbox', { name: 'Title' });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
});

test('a select is found in by typing and chosen with Enter; the form is sent with Enter too', async () => {
  const form = ana.getByRole('dialog', { name: 'Tiny form' });
  await form.getByRole('button', { name: /^Level/ }).click();
  await ana.getByRole('combobox', { name: /Level/ }).fill('high');
  await ana.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Level: P1 High' }).waitFor();
  await form.getByLabel('Title').fill('good');
  await form.getByLabel('Title').press('Enter');
  await form.waitFor({ state: 'detached' });
  await ana.getByRole('link', { name: /^Tiny App, 1 unread/ }).click();
  await messageOf(ana, 'Got good "p1"').waitFor();
  await ana.getByRole('link', { name: /^general/ }).click();
});

test('a form on top of another gives it back as it was; Esc closes them one by one', async () => {
  await says(ana, '/tiny form');
  const first = ana.getByRole('dialog', { name: 'Tiny form' });
  await first.getByLabel('Title').fill('more');
  await first.getByRole('button', { name: 'Send' }).click();
  const second = ana.getByRole('dialog', { name: 'Second' });
  await second.waitFor();
  await ana.keyboard.press('Escape');
  await first.waitFor();
  expect(await first.getByLabel('Title').inputValue()).toBe('more');
  await ana.keyboard.press('Escape');
  await first.waitFor({ state: 'detached' });
});

test('buttons, selects and tick boxes of a message reach the app', async () => {
  await says(ana, '/tiny');
  const message = messageOf(ana, 'Press me');
  await message.getByRole('checkbox', { name: 'Second' }).check();
  await messageOf(ana, 'ticked: first, second').waitFor();
  await message.getByRole('button', { name: /^Kind/ }).click();
  await ana.getByRole('option', { name: 'Good' }).click();
  await messageOf(ana, 'a kind was chosen').waitFor();
  await message.getByRole('button', { name: 'Press me' }).click();
  await messageOf(ben, 'pressed by @Ana Ruiz').waitFor();
});

test('what the app says to one person alone is marked, and nobody else sees it', async () => {
  await says(ana, '/tiny echo');
  await messageOf(ana, 'echo at once').getByText('Only visible to you').waitFor();
  expect(await messageOf(ben, 'echo at once').count()).toBe(0);
});

test("a message's menu edits it, pins it, uses the app's shortcut and deletes it; emoji come and go", async () => {
  await says(ana, 'a word to change');
  const more = async (item: string): Promise<void> => {
    await messageOf(ana, 'a word').hover();
    await messageOf(ana, 'a word').getByRole('button', { name: 'More actions' }).click();
    await ana.getByRole('menuitem', { name: item }).click();
  };
  await more('Edit message');
  await ana.getByRole('textbox', { name: 'Edit the message' }).fill('a word changed');
  await ana.keyboard.press('Enter');
  await messageOf(ben, 'a word changed').getByText('(edited)').waitFor();
  await more('Pin to this channel');
  await messageOf(ben, 'a word changed').getByText('Pinned by Ana Ruiz').waitFor();
  await more('Keep this');
  await messageOf(ana, 'a word changed').hover();
  await messageOf(ana, 'a word changed').getByRole('button', { name: 'React with eyes' }).click();
  await messageOf(ben, 'a word changed').getByRole('button', { name: 'eyes: Ana Ruiz' }).click();
  await messageOf(ana, 'a word changed').getByRole('button', { name: 'eyes: Ana Ruiz, Ben Okafor' }).waitFor();
  await more('Delete message…');
  await ana.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await messageOf(ben, 'a word changed').waitFor({ state: 'detached' });
});

test('a thread opens beside the channel, and a reply counts under its first message', async () => {
  await says(ana, 'where a thread begins');
  await messageOf(ben, 'where a thread begins').hover();
  await messageOf(ben, 'where a thread begins').getByRole('button', { name: 'Reply in thread' }).click();
  await ben.getByRole('combobox', { name: 'Reply' }).fill('a reply');
  await ben.keyboard.press('Enter');
  await ana.getByRole('link', { name: /1 reply/ }).waitFor();
  expect(await ana.getByRole('log').getByText('a reply').count()).toBe(0);
  await ben.getByRole('button', { name: 'Close the thread' }).click();
});

test('the channel begins with its newest page, and scrolling up brings all five thousand messages', async () => {
  const random = tiny.sandbox.workspace.channels.find(({ name }) => name === 'random');
  if (!random) throw new Error('There is no #random.');
  random.messages = manyMessages(5_000);
  const page = await browser.open(tiny.urlOf('Ana Ruiz'));
  await page.getByRole('link', { name: /^random/ }).click();
  await page.getByText('number 4999', { exact: true }).waitFor();
  expect(await page.getByRole('article').count()).toBeLessThan(200);
  const log = page.getByRole('log');
  const began = page.getByText('This is where it begins.');
  for (let pages = 0; pages < 100 && (await began.count()) === 0; pages += 1) {
    const height = await log.evaluate((box) => {
      box.scrollTop = 0;
      return box.scrollHeight;
    });
    await expect.poll(() => log.evaluate((box) => box.scrollHeight)).toBeGreaterThan(height);
  }
  await page.getByText('number 0', { exact: true }).waitFor();
  // What is far away is only its height.
  expect(await page.getByRole('article').count()).toBeLessThan(400);
  expect(await log.evaluate((box) => box.scrollHeight)).toBeGreaterThan(5_000 * 20);
  // With all of them there, what one types still shows at once.
  const field = page.getByRole('combobox', { name: 'Message #random' });
  await field.fill('after all of them');
  await field.press('Enter');
  await page.getByText('after all of them').waitFor();
  await page.context().close();
}, 120_000);

test('after the sandbox was away the page is the same person in the same place, with what happened meanwhile', async () => {
  await tiny.away(async () => {
    await ana.getByText('The sandbox is not there just now.').waitFor();
    await tiny.sandbox.person('Cy Tan').says('#general', 'said while you were away');
  });
  await messageOf(ana, 'said while you were away').waitFor();
  await messageOf(ben, 'said while you were away').waitFor();
  // A browser writes a line of its own for each address that does not answer.
  browser.complaints.splice(0);
  await says(ana, 'back again');
  await messageOf(ben, 'back again').waitFor();
});

test('the start page offers the runbooks and the people; another runbook is asked about first', async () => {
  const start = await browser.open(new URL('/', tiny.live.url).href);
  await start.getByRole('button', { name: /^Two/ }).click();
  await start.getByRole('dialog').getByRole('button', { name: 'Start over with it' }).click();
  await expect.poll(() => tiny.asked).toContain('{"type":"reset","runbook":"two"}');
  await start.getByRole('link', { name: /^Cy Tan/ }).click();
  await start.getByRole('button', { name: /You act as Cy Tan/ }).waitFor();
  await start.context().close();
});

test('on a telephone nothing is wider than the screen, and the channels are behind a button', async () => {
  const phone = await browser.open(tiny.urlOf('Ana Ruiz'), { width: 390, height: 800, dark: true });
  await messageOf(phone, 'back again').waitFor();
  expect(await phone.locator('html').evaluate((html) => html.scrollWidth)).toBe(390);
  await phone.getByRole('button', { name: 'Channels' }).click();
  await phone.getByRole('link', { name: /^random/ }).click();
  await phone.getByRole('heading', { name: '#random' }).waitFor();
  await phone.context().close();
});

test('every control has a name', async () => {
  const controls = ana.locator('button, a[href], input, textarea, select, [role=option], [role=tab]');
  const nameless = await controls.evaluateAll((all) =>
    all
      .filter((one) => {
        const labelled = one.closest('label')?.textContent ?? '';
        return !(one.getAttribute('aria-label') ?? (one.textContent.trim() || labelled));
      })
      .map((one) => one.outerHTML),
  );
  expect(nameless).toEqual([]);
});
