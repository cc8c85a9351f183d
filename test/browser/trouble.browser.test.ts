import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { messagesOf, movesClock, type RealBot, startRealBot } from './real-bot.ts';

// Each switch once, by clicking; the incident goes on from test to test.
let bot: RealBot;
let ana: Page;

beforeAll(async () => {
  bot = await startRealBot();
  ana = await bot.windowOf('Ana Ruiz');
  await runs('/incident declare P0 Checkout returns 500');
  await ana.getByRole('link', { name: /^incident-/ }).click();
  await messagesOf(ana, 'Pinned by').getByRole('button', { name: 'Take command' }).click();
  await messagesOf(ana, /has command since/).waitFor();
  await opens('Trouble');
}, 60_000);
afterEach(noComplaints);
afterAll(() => bot.close());

function noComplaints(): void {
  expect(bot.browser.complaints).toEqual([]);
}

async function runs(command: string): Promise<void> {
  const field = ana.getByRole('combobox', { name: /^Message #/ });
  await field.fill(command);
  await field.press('Enter');
}

async function opens(tab: string): Promise<void> {
  await ana.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
}

async function slackIs(state: string): Promise<void> {
  const chosen = ana.getByRole('radio', { name: new RegExp(`^${state}`) });
  await chosen.click();
  await expect.poll(() => chosen.isChecked()).toBe(true);
}

const calls = (answer: string) => ana.getByRole('tabpanel').getByRole('listitem').filter({ hasText: answer });

test('slow: what is pressed still happens, and the log shows how long each call took', async () => {
  await slackIs('Slow');
  await runs('/incident update The pool is empty.');
  await messagesOf(ana, 'Update #1').filter({ hasText: 'The pool is empty.' }).waitFor();
  await opens('Calls');
  await calls('chat.postMessage')
    .filter({ hasText: /1[5-9]\d\d ms/ })
    .first()
    .waitFor();
  await opens('Trouble');
  await slackIs('Well');
});

test('rate limited: the log shows the refusals, and what was said comes once Slack is well again', async () => {
  await slackIs('Rate limited');
  await runs('/incident update Release 41 empties the pool.');
  await opens('Calls');
  await calls('ratelimited').first().waitFor();
  await movesClock(ana, '+5 min');
  await messagesOf(ana, 'Update #2').filter({ hasText: 'Release 41 empties the pool.' }).waitFor();
  await opens('Trouble');
  expect(await ana.getByRole('radio', { name: /^Well/ }).isChecked()).toBe(true);
});

test('down for a minute: what fell due meanwhile comes after it', async () => {
  await slackIs('Down for a minute');
  await ana.getByText(/^Well again at/).waitFor();
  await movesClock(ana, '+15 min');
  await messagesOf(ana, /Update #3 (is|was) (due|overdue)/)
    .first()
    .waitFor();
  expect(await ana.getByRole('radio', { name: /^Well/ }).isChecked()).toBe(true);
});

test('PagerDuty down: the call says that the page did not go out, and it rings once PagerDuty is well', async () => {
  await ana.getByRole('checkbox', { name: /^Down/ }).click();
  await runs('/incident page @Dee Novak Please look at the pool');
  await messagesOf(ana, /Dee Novak/)
    .filter({ hasText: /PagerDuty/ })
    .first()
    .waitFor();
  await opens('Pages');
  const page = ana.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'For Dee Novak' });
  expect(await page.count()).toBe(0);
  await opens('Trouble');
  await ana.getByRole('checkbox', { name: /^Down/ }).click();
  await movesClock(ana, '+5 min');
  await opens('Pages');
  await page.first().waitFor();
  await opens('Trouble');
});

test('killed: what is typed fails as in Slack, and after a while down the bot says since when it was', async () => {
  await ana.getByRole('button', { name: 'Kill it' }).click();
  await ana.getByText('Bot is down', { exact: true }).waitFor();
  await runs('/incident status');
  await messagesOf(ana, /\/incident failed with the error/).waitFor();
  await movesClock(ana, '+15 min');
  await ana.getByRole('button', { name: 'Start it' }).click();
  await ana.getByText('Bot is up', { exact: true }).waitFor({ timeout: 90_000 });
  await messagesOf(ana, /I was down from/).waitFor({ timeout: 45_000 });
}, 180_000);
