import { createServer, type RequestListener, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, test } from 'vitest';
import { makeOutsideBeat } from '../../src/beat-outside.ts';
import { parseConfig, secretsOf } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import { makeLog } from '../../src/log.ts';
import { sendBeat } from '../../src/send-beat.ts';
import { makeContext } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';

const clock = { now: new Date('2026-03-02T03:00:00Z') };
const secret = '0b6f3f2e-6f0c-4a6e-9a58-2f4f7e3c1b11';
const works = { ready: true, checks: { database: { ok: true, detail: 'It answers.' } } };
const broken = { ready: false, checks: { slack: { ok: false, detail: 'Slack refused the token.' } } };

let ctx: Ctx;
let close: () => Promise<void>;
let server: Server;
let url: string;
let answer: RequestListener;
let asked: string[];
let lines: string[];

beforeAll(async () => {
  const opened = await openTestDatabase();
  ctx = await makeContext(opened.database, clock);
  close = opened.close;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${secret}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await close();
});
beforeEach(() => {
  asked = [];
  lines = [];
  answer = (_, response) => void response.end('OK');
  const env = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1', HEARTBEAT_URL: url };
  const secrets = secretsOf(parseConfig(env));
  ctx.log = makeLog({ level: 'info', secrets, destination: { write: (line) => void lines.push(line) } });
});
afterEach(() => ctx.db.pool.query('DELETE FROM graphile_worker._private_jobs'));

async function job(dueSecondsAgo: number, running: boolean): Promise<void> {
  const runAt = new Date(clock.now.getTime() - dueSecondsAgo * 1000);
  await ctx.db.pool.query(`SELECT graphile_worker.add_job('drain', run_at := $1)`, [runAt]);
  if (running)
    await ctx.db.pool.query(`UPDATE graphile_worker._private_jobs SET locked_at = $1, locked_by = 'x'`, [runAt]);
}

test('it beats while everything works, and is silent while something does not; that is logged once', async () => {
  let state: typeof works | typeof broken = works;
  const beat = makeOutsideBeat(ctx, url, async () => state);
  await beat();
  expect(asked).toEqual([`GET /${secret}`]);
  expect(lines).toEqual([]);
  state = broken;
  for (let n = 0; n < 3; n += 1) await beat();
  expect(asked).toHaveLength(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('slack: Slack refused the token.');
  state = works;
  await beat();
  expect(asked).toHaveLength(2);
  expect(lines).toHaveLength(2);
  const page = await ctx.metrics.text();
  expect(page).toContain('muster_heartbeats_total{result="sent"} 2');
  expect(page).toContain('muster_heartbeats_total{result="silent"} 3');
});

test('a queue that does not move silences every replica; jobs that wait a moment or run for long do not', async () => {
  const replicas = [makeOutsideBeat(ctx, url, async () => works), makeOutsideBeat(ctx, url, async () => works)];
  await job(59, false);
  await job(600, true);
  for (const beat of replicas) await beat();
  expect(asked).toHaveLength(2);
  await ctx.db.pool.query('DELETE FROM graphile_worker._private_jobs');
  await job(61, false);
  for (const beat of replicas) await beat();
  expect(asked).toHaveLength(2);
  expect(lines.join()).toContain('A job has waited for more than a minute.');
});

test('what the watcher answers never hurts, is logged once, and never with its address', async () => {
  const beat = makeOutsideBeat(ctx, url, async () => works);
  const answers: [RequestListener, RegExp][] = [
    [(_, response) => void response.writeHead(404).end(secret), /It answered HTTP 404/],
    [(_, response) => void response.writeHead(302, { location: `${url}/sign-in` }).end(), /It redirects \(HTTP 302\)/],
    [(_, response) => void response.end('OK (not found)'), /did not take the beat \(not found\)/],
    [(request) => void request.socket.destroy(), /It could not be reached/],
  ];
  for (const [index, [listener, says]] of answers.entries()) {
    answer = listener;
    await beat();
    await beat();
    expect(lines).toHaveLength(index + 1);
    expect(lines[index]).toMatch(says);
  }
  expect(asked.filter((line) => line.includes('sign-in'))).toEqual([]);
  expect(lines.join()).not.toContain(secret);
});

it('reads no more of an answer than its beginning', async () => {
  let written = 0;
  answer = (request, response) => {
    const more = setInterval(() => {
      written += 1;
      response.write('x'.repeat(10_000));
    }, 1);
    request.socket.on('close', () => clearInterval(more));
  };
  expect(await sendBeat(url)).toEqual({ ok: true });
  expect(written).toBeLessThan(1000);
});

it('finds out nothing, says nothing: an error of ours is no beat', async () => {
  await makeOutsideBeat(ctx, url, () => Promise.reject(new Error('planted')))();
  expect(asked).toEqual([]);
});
