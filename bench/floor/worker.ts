// The floor of the reminders: graphile-worker with a task of one chat.postMessage, as many at a time as the bot does.
import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { Logger, run } from 'graphile-worker';
import { z } from 'zod';
import { openDatabase } from '../../src/db/connect.ts';
import { workerOptions } from '../../src/db/worker-options.ts';

const { SLACK_BOT_TOKEN: token, SLACK_API_URL: slackApiUrl, DATABASE_URL, DATA_FOLDER = '' } = process.env;
const concurrency = 8;
const slack = new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, timeout: 10_000 });
const database = await openDatabase({
  databaseUrl: DATABASE_URL || undefined,
  folder: DATA_FOLDER,
  whenHeld: 'refuse',
});
const message = z.object({ channel: z.string(), text: z.string() });
const runner = await run({
  ...workerOptions(database),
  concurrency,
  preset: { worker: { localQueue: { size: concurrency } } },
  noHandleSignals: true,
  logger: new Logger(() => () => {}),
  taskList: {
    say: async (payload) => {
      const { channel, text } = message.parse(payload);
      await slack.chat.postMessage({ channel, text });
    },
  },
});
const server = createServer((_, response) => response.end('ready')).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`{"url":"http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}"}\n`);
});
// What is due at a moment is put in as a whole: moment, channels, text.
process.stdin.on('data', (data: Buffer) => {
  const { at, channels, text } = z
    .object({ at: z.string(), channels: z.array(z.string()), text: z.string() })
    .parse(JSON.parse(data.toString('utf8')));
  void database.pool
    .query(
      `SELECT graphile_worker.add_job('say', json_build_object('channel', channel, 'text', $2::text), run_at := $1::timestamptz)
         FROM unnest($3::text[]) AS channel`,
      [at, text, channels],
    )
    .then(() => process.stdout.write('planned\n'));
});
process.on('SIGTERM', () => void runner.stop().finally(() => process.exit(0)));
