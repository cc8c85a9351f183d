import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { proves } from '../promises/proves.ts';
import { messagesOf, movesClock, type RealBot, startRealBot } from './real-bot.ts';

// One incident, clicked through by two people in two windows; the tests go on from one another.
let bot: RealBot;
let cy: Page;
let ana: Page;

beforeAll(async () => {
  bot = await startRealBot();
  cy = await bot.windowOf('Cy Tan');
  ana = await bot.windowOf('Ana Ruiz');
}, 60_000);
afterEach(noComplaints);
afterAll(() => bot.close());

function noComplaints(): void {
  expect(bot.browser.complaints).toEqual([]);
}

const headlineOf = (page: Page) => messagesOf(page, 'Pinned by').first();
const incident = { name: /^incident-.*checkout-returns-500/ };

test('Cy declares a P0 from the Home, and its channel stands in both sidebars', async () => {
  await cy.getByRole('link', { name: 'Muster Home' }).click();
  await cy.getByRole('button', { name: 'Declare an incident' }).click();
  const form = cy.getByRole('dialog', { name: 'Declare an incident' });
  await form.getByRole('textbox', { name: 'What is happening?' }).fill('Checkout returns 500');
  await form.getByRole('radio', { name: /P0 Critical/ }).check();
  await form.getByRole('button', { name: 'Declare' }).click();
  const answer = cy.getByRole('dialog', { name: 'Muster' });
  await answer.getByText('is recorded').waitFor();
  await answer.getByRole('button', { name: 'Close' }).first().click();
  await cy.getByRole('link', incident).click();
  await ana.getByRole('link', incident).click();
  await headlineOf(cy).getByText('INC-1 · P0 Critical · Investigating').waitFor();
});

test('Ana takes command in her window, and Cy sees it in his', async () => {
  await headlineOf(ana).getByRole('button', { name: 'Take command' }).click();
  await headlineOf(cy)
    .getByText(/has command since/)
    .waitFor();
});

test('a task is given to a person and a time; what is wrong stands at its field, and nothing typed is lost', async () => {
  const field = ana.getByRole('combobox', { name: /^Message #incident/ });
  await field.fill('/incident task');
  await field.press('Enter');
  await ana.getByRole('button', { name: 'Add a task' }).click();
  const form = ana.getByRole('dialog', { name: /^To do/ });
  await form.getByRole('button', { name: /^Who does it/ }).click();
  await ana
    .getByRole('listbox')
    .getByRole('option', { name: /Cy Tan/ })
    .click();
  await form.getByLabel('By when?').fill('2031-01-01T10:00');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const what = form.getByRole('textbox', { name: 'What is to be done?' });
  await expect.poll(() => what.getAttribute('aria-invalid')).toBe('true');
  await what.fill('Raise the limit of the pool');
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await messagesOf(cy, 'Raise the limit of the pool').getByText('Cy Tan').first().waitFor();
  // Ten o'clock in Berlin, as Cy reads it in UTC.
  await messagesOf(cy, 'Raise the limit of the pool').getByText(/09:00/).first().waitFor();
});

test('the page to Ben rings beside Slack once the clock has moved there, and is acknowledged as Ben', async () => {
  await movesClock(ana, '+5 min');
  await movesClock(ana, '+5 min');
  await ana.getByRole('tab', { name: /^Pages/ }).click();
  const page = ana.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'For Ben Okafor' });
  await page.getByText('Ringing').waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('Acknowledged').waitFor();
  await messagesOf(ana, /Ben Okafor.*(is on it|acknowledged)/)
    .first()
    .waitFor();
});

test('an update is written in a form, and stands in the channel and under the announcement', async () => {
  await headlineOf(ana).getByRole('button', { name: 'Post update' }).click();
  const form = ana.getByRole('dialog', { name: /^Update/ });
  await form.getByRole('textbox', { name: 'What do we know?' }).fill('Release 41 empties the connection pool.');
  await form.getByRole('textbox', { name: 'What comes next?' }).fill('Ben rolls back to release 40.');
  await form.getByRole('button', { name: 'Post update' }).click();
  await messagesOf(cy, 'Update #1').filter({ hasText: 'Release 41 empties' }).waitFor();
  await cy.getByRole('link', { name: /^incidents/ }).click();
  await cy
    .getByRole('link', { name: /repl(y|ies)/ })
    .first()
    .click();
  await cy.getByRole('region', { name: 'Thread' }).getByText('Release 41 empties').first().waitFor();
});

test('monitoring, the clock by half an hour, and the bot asks whether it is over', async () => {
  await headlineOf(ana).getByRole('button', { name: 'Monitoring' }).click();
  await headlineOf(ana).getByText('INC-1 · P0 Critical · Monitoring').waitFor();
  await movesClock(ana, '+15 min');
  await movesClock(ana, '+15 min');
  await messagesOf(ana, /watched for 30 min/).waitFor();
});

test('resolved: the post-mortem is read in the channel, and its checklist ticked', async () => {
  await headlineOf(ana).getByRole('button', { name: 'Resolve' }).click();
  const form = ana.getByRole('dialog', { name: /^Resolve/ });
  await form.getByRole('textbox', { name: 'What was it?' }).fill('Release 41 opened a connection per request.');
  await form.getByRole('textbox', { name: 'What fixed it?' }).fill('Rolling back to release 40.');
  await form.getByRole('button', { name: 'Resolve' }).click();
  await headlineOf(ana).getByText('INC-1 · P0 Critical · Resolved').waitFor();
  await ana.getByRole('button', { name: /Post-mortem of INC-1/ }).click();
  const reader = ana.getByRole('dialog', { name: /Post-mortem of INC-1/ });
  await reader.getByRole('heading', { name: 'Moments and durations' }).waitFor();
  await ana.keyboard.press('Escape');
  await messagesOf(ana, 'Closing checklist').getByRole('checkbox').first().check();
  await cy.getByRole('link', incident).click();
  await messagesOf(cy, 'Closing checklist').getByText('1 of 5').first().waitFor();
});

test('no call of it all was refused, and none broke a rule of Block Kit', async () => {
  await ana.getByRole('tab', { name: /^Calls/ }).click();
  await ana.getByRole('checkbox', { name: 'Only what went wrong' }).check();
  await ana.getByText('Nothing went wrong.').waitFor();
  proves('U16');
});

test('the demo says what it does, takes one along, and ends where one takes over', async () => {
  await cy.getByRole('tab', { name: 'Stage' }).click();
  await cy.getByRole('button', { name: 'Play the demo' }).click();
  await cy.getByRole('heading', { name: /checkout-returns-500-2/ }).waitFor();
  await cy.getByRole('button', { name: 'Take over' }).first().click();
  await cy.getByText('Everything is as it is').waitFor();
  await cy.getByRole('button', { name: 'Close', exact: true }).first().click();
  await cy.getByText('Everything is as it is').waitFor({ state: 'detached' });
});

test('starting over is asked about, and then nothing is left of it in either window', async () => {
  await cy.getByRole('button', { name: 'Reset' }).click();
  await cy.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
  await cy.getByText('Bot is up', { exact: true }).waitFor({ timeout: 45_000 });
  await cy
    .getByRole('heading', { name: '#general' })
    .or(cy.getByRole('heading', { name: '#checkout' }))
    .waitFor();
  expect(await cy.getByRole('link', { name: /^incident-/ }).count()).toBe(0);
  expect(await ana.getByRole('link', { name: /^incident-/ }).count()).toBe(0);
});
