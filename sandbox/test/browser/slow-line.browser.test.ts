import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isList } from '../../json.ts';
import { callApi } from '../call-api.ts';
import { type LiveTiny, startLiveTiny } from './live-tiny.ts';
import { openBrowser, type TestBrowser } from './open-browser.ts';

// What a person does on the page and what the app changes cross on the way.
let tiny: LiveTiny;
let browser: TestBrowser;
let ana: Page;
/** What the page sends while it is held. */
let held: (() => void)[] | null = null;

beforeAll(async () => {
  tiny = await startLiveTiny();
  browser = await openBrowser();
  ana = await browser.open(tiny.urlOf('Ana Ruiz'));
  await ana.routeWebSocket(/.*/, (line) => {
    const server = line.connectToServer();
    line.onMessage((message) => {
      if (held === null) server.send(message);
      else held.push(() => server.send(message));
    });
  });
  await ana.reload();
});
afterAll(async () => {
  await browser.close();
  await tiny.close();
});

function release(): void {
  for (const send of held ?? []) send();
  held = null;
}

/** The form on the page, and as the workspace has it. */
async function openForm() {
  await ana.getByRole('combobox', { name: 'Message #general' }).fill('/tiny form');
  await ana.keyboard.press('Enter');
  const form = ana.getByRole('dialog', { name: 'Tiny form' });
  await form.waitFor();
  const [view] = tiny.sandbox.workspace.modals.get('U01ANA0001') ?? [];
  if (view === undefined) throw new Error('There is no form.');
  return { form, view };
}

test('a choice stays chosen while the app draws the form anew before it knows of it', async () => {
  const { form, view } = await openForm();
  held = [];
  await form.getByRole('button', { name: /^Level/ }).click();
  await ana.getByRole('option', { name: 'P1 High' }).click();
  const chosen = form.getByRole('button', { name: 'Level: P1 High' });
  await chosen.waitFor();
  const content = { ...view.content, title: { type: 'plain_text', text: 'Tiny form, filled' } };
  expect(await callApi(tiny.sandbox, 'views.update', { view_id: view.id, view: content })).toMatchObject({ ok: true });
  await ana.getByRole('dialog', { name: 'Tiny form, filled' }).waitFor();
  const filled = ana.getByRole('dialog', { name: 'Tiny form, filled' });
  expect(await filled.getByRole('button', { name: 'Level: P1 High' }).count()).toBe(1);
  release();
  await filled.getByLabel('Title').fill('good');
  await filled.getByRole('button', { name: 'Send' }).click();
  await filled.waitFor({ state: 'detached' });
  await ana.getByRole('link', { name: /^Tiny App, 1 unread/ }).click();
  await ana.getByRole('article').filter({ hasText: 'Got good "p1"' }).waitFor();
});

test('a list that is open stays open while the app puts a block above it', async () => {
  await ana.getByRole('link', { name: /^general/ }).click();
  const { form, view } = await openForm();
  await form.getByRole('button', { name: /^Level/ }).click();
  await ana.getByRole('option', { name: 'P1 High' }).waitFor();
  const { blocks } = view.content;
  if (!isList(blocks)) throw new Error('The form has no blocks.');
  const above = { type: 'section', text: { type: 'plain_text', text: 'Now P1 High' } };
  const content = { ...view.content, blocks: [above, ...blocks] };
  expect(await callApi(tiny.sandbox, 'views.update', { view_id: view.id, view: content })).toMatchObject({ ok: true });
  await form.getByText('Now P1 High').waitFor();
  expect(await ana.getByRole('option', { name: 'P1 High' }).count()).toBe(1);
});
