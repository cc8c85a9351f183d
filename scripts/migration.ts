// Prisma's migrations without its downloads: `npm run db:diff`, `npm run db:migration -- name`, `npm run db:drift`.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../src/db/embedded.ts';
import { readMigrations } from './read-migrations.ts';
import { loadSchemaEngine } from './schema-engine.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SCHEMA = join(ROOT, 'prisma/schema.prisma');
const MIGRATIONS = join(ROOT, 'prisma/migrations');
const NOTHING = '-- This is an empty migration.';

const [task, name] = process.argv.slice(2);
switch (task) {
  case 'diff':
    console.log(await findDifference());
    break;
  case 'drift':
    await failOnDrift();
    break;
  case 'new':
    await writeMigration(name ?? '');
    break;
  default:
    fail('Usage: migration.ts diff | drift | new <name>');
}

async function failOnDrift(): Promise<void> {
  const difference = await findDifference();
  if (difference === NOTHING) console.log('prisma/migrations and prisma/schema.prisma agree.');
  else
    fail(`prisma/migrations lack what prisma/schema.prisma says. Run: npm run db:migration -- <name>\n\n${difference}`);
}

async function writeMigration(title: string): Promise<void> {
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(title)) {
    fail(`"${title}" is no name for a migration: 3 to 61 of a-z, 0-9 and _, as in add_post_mortem.`);
    return;
  }
  const difference = await findDifference();
  if (difference === NOTHING) {
    fail('Nothing to write: prisma/migrations and prisma/schema.prisma agree.');
    return;
  }
  const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, '');
  const folder = join(MIGRATIONS, `${stamp}_${title}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), `${difference}\n`);
  console.log(`Wrote ${folder}/migration.sql. Read it before you commit it.`);
}

/** The SQL that leads from the migrations to the schema. */
async function findDifference(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-'));
  const embedded = await startEmbedded({ folder });
  const pool = new pg.Pool(embedded.connection);
  try {
    const engine = await loadSchemaEngine(pool);
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(MIGRATIONS)) },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: await readFile(SCHEMA, 'utf8') }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return (stdout ?? '').trim() || NOTHING;
  } finally {
    await pool.end();
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
