import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { postMortemFileName } from '../commands/draft-post-mortem.ts';
import { makeRunbooks } from '../commands/make-runbooks.ts';
import { readAbsorbed } from '../commands/read-record.ts';
import type { Database } from '../db/connect.ts';
import { loadIncident } from '../db/incidents.ts';
import { readAllEntries } from '../db/timeline.ts';
import { describeEntry } from '../domain/describe-entry.ts';
import { type Incident, nameOf } from '../domain/incident.ts';
import { plainMarkdown } from '../domain/plain-markdown.ts';
import type { Policy } from '../domain/policy.ts';
import { type Entry, firstBroken } from '../domain/timeline.ts';
import { type RecordEntry, inOrder } from '../domain/record-parts.ts';
import { firstFault } from '../domain/verify-record.ts';
import { loadRunbook, type Runbook } from '../policy/load-runbook.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { CliCommand, Terminal } from './command.ts';
import { readEffects, type ToldEffect } from './read-effects.ts';
import { requireIncident, withRecord } from './open-record.ts';
import { counted } from './tell-verified.ts';

/** Writes all that is recorded of an incident into a folder. */
export const exportIncident: CliCommand = {
  usage: 'export INC-42 [--out folder]',
  does: 'writes the whole record of an incident: JSON that can be verified, Markdown, and its post-mortems',
  noted: 'after',
  async run(args, terminal) {
    const options = { out: { type: 'string' }, workspace: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const loaded = await runbookFor(terminal);
    return withRecord(terminal, async (db) => {
      const { id } = await requireIncident(db, positionals[0], values.workspace);
      const { incident, entries, absorbed, versions, effects } = await readRecord(db, id);
      const runbooks = makeRunbooks({
        db,
        now: terminal.now,
        loaded,
        whenUnreadable: ({ problem }) => terminal.err(problem),
      });
      const { policy } = await runbooks.of(incident);
      const folder = values.out ?? nameOf(incident);
      const files = [
        {
          name: `${nameOf(incident).toLowerCase()}.json`,
          text: tellJson({ incident, entries, absorbed, versions, effects }, terminal.now()),
        },
        {
          name: `${nameOf(incident).toLowerCase()}.md`,
          text: tellMarkdown(
            incident,
            [...entries.map((entry) => ({ ...entry, of: null })), ...absorbed.flatMap((one) => one.entries)],
            policy,
          ),
        },
        ...versions.map(({ version, markdown }) => ({ name: postMortemFileName(incident, version), text: markdown })),
      ];
      // Only for whoever exports it: a record may be of a private incident.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const { name, text } of files) await writeFile(join(folder, name), text, { mode: 0o600 });
      terminal.out(
        `${nameOf(incident)}, written to ${folder}: ${counted(entries.length, 'entry', 'entries')}, ${counted(versions.length, 'version', 'versions')} of the post-mortem:`,
      );
      for (const { name } of files) terminal.out(`  ${name}`);
      for (const one of absorbed) {
        const broken = firstBroken(one.entries);
        if (broken === null) continue;
        terminal.err(
          `${one.of}: entry ${broken.seq} does not hold: ${broken.problem}. The files show it as it is now.`,
        );
        return 1;
      }
      const fault = firstFault(entries, incident.head);
      if (fault === null) return 0;
      terminal.err(
        `${nameOf(incident)}: entry ${fault.seq} does not hold: ${fault.problem}. The files show it as it is now.`,
      );
      return 1;
    });
  },
};

type Version = { version: number; markdown: string; generated: boolean; createdAt: Date };

type Whole = {
  incident: Incident;
  entries: Entry[];
  /** What was merged into it, chain by chain. */
  absorbed: { of: string; entries: RecordEntry[] }[];
  versions: Version[];
  effects: ToldEffect[];
};

async function readRecord(db: Database, id: string): Promise<Whole> {
  const read = await db.prisma.$transaction(
    async (tx) => {
      const incident = await loadIncident(tx, id);
      return {
        incident,
        entries: await readAllEntries(tx, id),
        absorbed: incident === null ? [] : await readAbsorbed(tx, incident),
        versions: await tx.postMortem.findMany({ where: { incidentId: id }, orderBy: { version: 'asc' } }),
        effects: await readEffects(tx, id),
      };
    },
    { isolationLevel: 'RepeatableRead' },
  );
  if (read.incident === null) throw new Error(`Incident ${id} went away while it was read`);
  return { ...read, incident: read.incident };
}

/** A broken policy must not keep anybody from the record: it only lends the words. */
async function runbookFor({ env, err }: Terminal): Promise<Runbook> {
  const generic = resolve(import.meta.dirname, '../../runbooks/generic');
  try {
    return await loadRunbook(env.RUNBOOK?.trim() || generic);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    err(`${error.message}\nThe export uses the names of runbooks/generic instead.`);
    return loadRunbook(generic);
  }
}

function tellJson({ incident, entries, absorbed, versions, effects }: Whole, now: Date): string {
  const postMortems = versions.map(({ version, generated, createdAt }) => ({
    version,
    generated,
    createdAt,
    file: postMortemFileName(incident, version),
  }));
  const record = {
    format: 1,
    name: nameOf(incident),
    exportedAt: now,
    head: incident.head,
    incident,
    entries,
    // Of incidents that were merged into it: each is a chain of its own.
    absorbed: absorbed.map((one) => ({ name: one.of, entries: one.entries.map(({ of: _, ...entry }) => entry) })),
    postMortems,
    effects,
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The record for reading: every entry with both of its times, in the order in which it was recorded. */
function tellMarkdown(incident: Incident, entries: RecordEntry[], policy: Policy): string {
  const names = new Map(
    Object.values(policy.people).flatMap(({ slack, name }) => (slack && name ? [[slack, name]] : [])),
  );
  const name = (user: string) => names.get(user) ?? user;
  const time = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ');
  const rows = inOrder(entries).map((entry) => {
    const told = plainMarkdown(describeEntry(entry, { policy, name }), name);
    return `| ${entry.of === null ? '' : `${entry.of} · `}${entry.seq} | ${time(entry.at)} | ${time(entry.recordedAt)} | ${told} |`;
  });
  return [
    `# ${nameOf(incident)}: ${plainMarkdown(incident.title, name)}`,
    '',
    `${incident.severity}, ${incident.status}${incident.private ? ', private' : ''}. Times are UTC. The chain ends with entry ${incident.head.seq}, hash ${incident.head.hash}.`,
    '',
    '| # | Happened | Recorded | What |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
