// The genuine play as a process of its own, so that a bot with planted bugs can play it; the record goes where it is told.
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { genuineRecord } from './genuine.ts';

const env = z
  .object({ MUSTER_TEST_FOLDER: z.string(), MUSTER_TEST_URL: z.string().optional(), MUSTER_TEST_RECORD: z.string() })
  .parse(process.env);

const record = await genuineRecord({ folder: env.MUSTER_TEST_FOLDER, databaseUrl: env.MUSTER_TEST_URL });
await writeFile(env.MUSTER_TEST_RECORD, JSON.stringify(record));
process.exit(0);
