// What one incident leaves in PostgreSQL and asks of Slack, and what a replica costs while nothing happens: the figures of
// docs/scale.md. DATABASE_URL names an empty database on a server: DATABASE_URL=postgresql://… npm run bench:scale [-- 20]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { makeLog } from '../src/log.ts';
import { assembleWorld, type World } from '../test/support/assemble-world.ts';

const databaseUrl = process.env.DATABASE_URL;
if (databaseUrl === undefined) throw new Error('Set DATABASE_URL to an empty database on a PostgreSQL server.');
const count = Number(process.argv[2] ?? 10);
const idleFor = 20;

const numbers = z.record(z.string(), z.coerce.number());
const measured = z.tuple([numbers]);
const sized = z.array(z.object({ name: z.string(), rows: z.coerce.number(), bytes: z.coerce.number() }));

const folder = await mkdtemp(join(tmpdir(), 'muster-scale-'));
const watch = new pg.Client({ connectionString: databaseUrl, application_name: 'watch' });
await watch.connect();
const world = await assembleWorld({ database: { folder, databaseUrl }, log: makeLog({ level: 'fatal' }) });
try {
  await measure(world);
} finally {
  await world.close();
  await watch.end();
  await rm(folder, { recursive: true, force: true });
}

async function measure(world: World): Promise<void> {
  // The first fills caches and makes what there is once.
  await liveThrough(world, 'warm up');
  const [before, sizes, calls] = [await counters(), await tables(), world.sandbox.calls.length];
  let peak = 0;
  for (let n = 1; n <= count; n += 1) {
    await liveThrough(world, `disk ${n} is full`);
    peak = Math.max(peak, (await counters())['connections'] ?? 0);
  }
  const [after, grown] = [await counters(), await tables()];
  const each = (what: string) => (((after[what] ?? 0) - (before[what] ?? 0)) / count).toFixed(0);
  console.log(
    `${count} incidents of P1, from the declaration to the close, with 3 updates, 5 notes and what is due in 2 h\n`,
  );
  console.log('| per incident | |\n|---|---|');
  for (const what of ['transactions', 'rows inserted', 'rows updated', 'rows deleted'])
    console.log(`| ${what} | ${each(what)} |`);
  for (const { name, rows, bytes } of grown) {
    const was = sizes.find((one) => one.name === name) ?? { rows: 0, bytes: 0 };
    if (rows > was.rows)
      console.log(
        `| ${name} | ${((rows - was.rows) / count).toFixed(0)} rows, ${((bytes - was.bytes) / count / 1024).toFixed(1)} kB with indexes |`,
      );
  }
  const asked = new Map<string, number>();
  for (const { method } of world.sandbox.calls.slice(calls)) asked.set(method, (asked.get(method) ?? 0) + 1);
  for (const [method, times] of [...asked].toSorted(([, a], [, b]) => b - a))
    console.log(`| calls of ${method} | ${(times / count).toFixed(1)} |`);
  console.log(`| connections of one replica, at most | ${peak} |`);

  await delay(2000);
  const quiet = await counters();
  await delay(idleFor * 1000);
  const still = await counters();
  const rate = ((still['transactions'] ?? 0) - (quiet['transactions'] ?? 0)) / idleFor;
  console.log(`| transactions a second of an idle replica | ${rate.toFixed(1)} |`);
}

/** Declared, commanded, told about, resolved and closed, by what people type and press. */
async function liveThrough({ ana, ben, sandbox, clock, settle }: World, title: string): Promise<void> {
  await ben.runs(`/incident declare P1 ${title}`, { in: '#general' });
  await settle();
  const channel = sandbox.channels().find(({ name }) => name.includes(title.replaceAll(' ', '-')));
  const where = { in: `#${channel?.name}` } as const;
  await ana.clicks('Take command', where);
  for (let n = 1; n <= 5; n += 1) await ben.runs(`/incident note graph ${n} shows the errors of the last hour`, where);
  for (let n = 1; n <= 3; n += 1) {
    await ana.runs(`/incident update step ${n} is done, errors fall from ${50 - n * 10} % to ${40 - n * 10} %`, where);
    await settle();
    await clock.forward({ minutes: 40 });
  }
  await ana.runs('/incident resolve a bigger disk', where);
  await settle();
  await ana.runs('/incident close', where);
  await settle();
}

async function counters(): Promise<Record<string, number>> {
  // A backend tells its figures once a second.
  await delay(1200);
  const { rows } = await watch.query(
    `SELECT xact_commit AS transactions, tup_inserted AS "rows inserted", tup_updated AS "rows updated", tup_deleted AS "rows deleted",
       (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'muster') AS connections
     FROM pg_stat_database WHERE datname = current_database()`,
  );
  const [found] = measured.parse(rows);
  return found;
}

async function tables(): Promise<z.infer<typeof sized>> {
  await watch.query('VACUUM ANALYZE');
  const { rows } = await watch.query(
    `SELECT relname AS name, n_live_tup AS rows, pg_total_relation_size(relid) AS bytes FROM pg_stat_user_tables
     WHERE schemaname = 'public' ORDER BY relname`,
  );
  return sized.parse(rows);
}
