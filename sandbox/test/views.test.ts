import { afterEach, beforeEach, expect, test } from 'vitest';
import { moveClock, removeClock } from '../clock.ts';
import { newTrigger } from '../delivery/interact.ts';
import { objectOf, textOf, type JsonObject } from '../json.ts';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { callApi, manifest } from './call-api.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ manifest });
});
afterEach(async () => {
  removeClock();
  await sandbox.close();
});

const ana = 'U01ANA0001';
const call = (method: string, args: JsonObject): Promise<JsonObject> => callApi(sandbox, method, args);
const modal = (title = 'Title', more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'b',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'a', initial_value: 'first' },
    },
  ],
  ...more,
});
const open = (trigger_id: string, view = modal()): Promise<JsonObject> => call('views.open', { trigger_id, view });
const viewOf = (answer: JsonObject): JsonObject => objectOf(answer.view);

test('a trigger opens one modal, once', async () => {
  const trigger = newTrigger(sandbox.workspace, ana);
  expect(await open(trigger)).toMatchObject({
    ok: true,
    view: { type: 'modal', state: { values: { b: { a: { value: 'first' } } } } },
  });
  expect(await open(trigger)).toMatchObject({ ok: false, error: 'exchanged_trigger_id' });
  expect(await open('1.2.x')).toMatchObject({ ok: false, error: 'invalid_trigger_id' });
});

test('a trigger lasts three seconds', async () => {
  const [inTime, late] = [newTrigger(sandbox.workspace, ana), newTrigger(sandbox.workspace, ana)];
  moveClock(2900);
  expect(await open(inTime)).toMatchObject({ ok: true });
  moveClock(101);
  expect(await open(late)).toMatchObject({ ok: false, error: 'expired_trigger_id' });
});

test('three modals lie on each other, a fourth is refused', async () => {
  await open(newTrigger(sandbox.workspace, ana));
  const push = (): Promise<JsonObject> =>
    call('views.push', { trigger_id: newTrigger(sandbox.workspace, ana), view: modal() });
  const second = await push();
  expect(textOf(viewOf(second).previous_view_id)).toMatch(/^V/);
  expect(viewOf(await push()).root_view_id).toBe(viewOf(second).root_view_id);
  expect(await push()).toMatchObject({ ok: false, error: 'push_limit_reached' });
});

test('a view that moved on refuses an update made for its past', async () => {
  const { id, hash } = viewOf(await open(newTrigger(sandbox.workspace, ana)));
  expect(await call('views.update', { view_id: id, hash, view: modal('Second') })).toMatchObject({ ok: true });
  expect(await call('views.update', { view_id: id, hash, view: modal('Third') })).toMatchObject({
    ok: false,
    error: 'hash_conflict',
  });
  expect(sandbox.person('Ana Ruiz').modal().title()).toBe('Second');
});

test('what a person typed outlives an update; a closed view cannot be updated', async () => {
  const { id } = viewOf(await open(newTrigger(sandbox.workspace, ana)));
  const screen = sandbox.person('Ana Ruiz').modal().fill('Name', 'typed');
  await call('views.update', { view_id: id, view: modal('Second') });
  expect(screen.value('Name')).toMatchObject({ value: 'typed' });
  await screen.close();
  expect(await call('views.update', { view_id: id, view: modal('Third') })).toMatchObject({
    ok: false,
    error: 'not_found',
  });
});

test('a view past a limit is refused with its place, and its trigger is not used up', async () => {
  const trigger = newTrigger(sandbox.workspace, ana);
  const answer = await open(trigger, modal('x'.repeat(25)));
  expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
  expect(JSON.stringify(answer.response_metadata)).toContain('json-pointer:/title');
  expect(await open(trigger, modal('x'.repeat(24)))).toMatchObject({ ok: true });
});

test('an external id is there once at a time and finds its view', async () => {
  await open(newTrigger(sandbox.workspace, ana), modal('One', { external_id: 'mine' }));
  expect(
    await call('views.update', { external_id: 'mine', view: modal('Two', { external_id: 'mine' }) }),
  ).toMatchObject({ ok: true });
  expect(await open(newTrigger(sandbox.workspace, ana), modal('One', { external_id: 'mine' }))).toMatchObject({
    error: 'duplicate_external_id',
  });
});

test('a Home is published for a person of the workspace', async () => {
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  expect(await call('views.publish', { user_id: ana, view })).toMatchObject({ ok: true, view: { type: 'home' } });
  expect(await call('views.publish', { user_id: 'U0NOBODY', view })).toMatchObject({ error: 'user_not_found' });
  expect(await call('views.publish', { user_id: ana, view: modal() })).toMatchObject({ error: 'invalid_arguments' });
});
