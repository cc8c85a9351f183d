import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Database } from '../db/connect.ts';
import { loadIncident } from '../db/incidents.ts';
import { readAllEntries } from '../db/timeline.ts';
import { nameOf } from '../domain/incident.ts';
import { type Entry, factKinds } from '../domain/timeline.ts';
import { firstFault } from '../domain/verify-record.ts';
import { UserError } from '../errors.ts';
import type { CliCommand, Terminal } from './command.ts';
import { requireIncident, withRecord } from './open-record.ts';

/** Checks that timelines read as they were recorded, in the database or in an exported file. */
export const verify: CliCommand = {
  usage: 'verify INC-42 | --all | <exported file>.json',
  does: 'checks that a timeline reads as it was recorded, and names the first entry that does not',
  async run(args, terminal) {
    const options = { all: { type: 'boolean' }, workspace: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name] = positionals;
    if (name?.endsWith('.json')) return verifyFile(name, terminal);
    return withRecord(terminal, async (db) => {
      if (values.all !== true) return verifyOne(db, (await requireIncident(db, name, values.workspace)).id, terminal);
      const rows = await db.prisma.incident.findMany({
        where: { workspace: values.workspace },
        orderBy: [{ workspace: 'asc' }, { number: 'asc' }],
        select: { id: true },
      });
      if (rows.length === 0) terminal.out('No incident is recorded yet.');
      let worst = 0;
      for (const { id } of rows) worst = Math.max(worst, await verifyOne(db, id, terminal));
      return worst;
    });
  },
};

async function verifyOne(db: Database, id: string, terminal: Terminal): Promise<number> {
  // One snapshot: an entry that is added between the two reads would look like a fault.
  const { incident, entries } = await db.prisma.$transaction(
    async (tx) => ({ incident: await loadIncident(tx, id), entries: await readAllEntries(tx, id) }),
    { isolationLevel: 'RepeatableRead' },
  );
  if (incident === null) throw new Error(`Incident ${id} went away while it was read`);
  return report(nameOf(incident), entries, incident.head, terminal);
}

const entrySchema = z.object({
  seq: z.number(),
  at: z.coerce.date(),
  recordedAt: z.coerce.date(),
  kind: z.enum(factKinds),
  actor: z.string().nullable(),
  body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])).nullable(),
  salt: z.string().nullable(),
  source: z.string().nullable(),
  digest: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
const exportSchema = z.object({
  name: z.string(),
  head: z.object({ seq: z.number(), hash: z.string() }),
  entries: z.array(entrySchema),
});

async function verifyFile(file: string, terminal: Terminal): Promise<number> {
  const exported = exportSchema.safeParse(await readJson(file));
  if (!exported.success)
    throw new UserError(
      'not-an-export',
      `${file} is not an export of Muster, or was changed beyond reading.`,
      'Give the .json that `muster export` wrote.',
      { cause: exported.error },
    );
  const { name, entries, head } = exported.data;
  return report(name, entries, head, terminal);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UserError('unreadable', `${file} cannot be read as JSON.`, 'Give the .json that `muster export` wrote.', {
      cause,
    });
  }
}

function report(name: string, entries: Entry[], head: { seq: number; hash: string }, terminal: Terminal): number {
  const fault = firstFault(entries, head);
  if (fault === null) {
    const redacted = entries.filter((entry) => entry.body === null).length;
    const count = `${entries.length} ${entries.length === 1 ? 'entry holds' : 'entries hold'}`;
    terminal.out(`${name}: ${count}${redacted > 0 ? `, ${redacted} of them redacted` : ''}. Head ${head.hash}`);
    return 0;
  }
  terminal.err(
    `${name}: entry ${fault.seq} does not hold: ${fault.problem}. Compare it with an export or a backup from before.`,
  );
  return 1;
}
