import { afterEach, beforeEach, expect, test } from 'vitest';
import { installClock, moveClock } from '../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { callApi } from '../../sandbox/test/call-api.ts';
import { makeSlackTrouble } from '../trouble.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  installClock();
  sandbox = await startSandbox({ manifest: 'manifest.yaml' });
});
afterEach(() => sandbox.close());

test.each([
  { kind: 'down', said: 'fetch failed' },
  { kind: 'rate limited', said: 'ratelimited' },
] as const)('$kind ends by itself after a minute of the incident', async ({ kind, said }) => {
  const trouble = makeSlackTrouble(sandbox);
  trouble.set(kind);
  const answer = await callApi(sandbox, 'auth.test').catch((error: unknown) => ({ error: String(error) }));
  expect(answer.error).toContain(said);
  moveClock(50_000);
  expect(trouble.look()).toBe(false);
  expect(trouble.state()).toMatchObject({ slack: kind });
  moveClock(11_000);
  expect(trouble.look()).toBe(true);
  expect(trouble.state()).toEqual({ slack: 'well', slackUntil: null });
  expect(await callApi(sandbox, 'auth.test')).toMatchObject({ ok: true });
});

test('slow lasts until it is switched off', async () => {
  const trouble = makeSlackTrouble(sandbox);
  trouble.set('slow');
  const begun = performance.now();
  await callApi(sandbox, 'auth.test');
  expect(performance.now() - begun).toBeGreaterThan(1000);
  moveClock(3_600_000);
  expect(trouble.look()).toBe(false);
  trouble.set('well');
  expect(trouble.state()).toEqual({ slack: 'well', slackUntil: null });
});
