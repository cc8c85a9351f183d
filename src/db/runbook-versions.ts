import { z } from 'zod';
import type { Tx } from './incidents.ts';
import { ask, type Askable } from './plain.ts';

/** A version as it is stored: path → text. */
export type KeptFiles = Record<string, string>;

const filesSchema = z.record(z.string(), z.string());

/** Stores a version unless it is there. Replicas that start at once may all do it. */
export async function keepVersion(tx: Askable, version: { hash: string; files: KeptFiles; now: Date }): Promise<void> {
  const { hash, files, now } = version;
  // Asked first: the files need not travel with every declaration.
  if ((await ask(tx, 'SELECT hash FROM runbook_version WHERE hash = $1::text', [hash])).length > 0) return;
  const text = `INSERT INTO runbook_version (hash, files, created_at) VALUES ($1::text, $2::jsonb, $3::timestamptz)
    ON CONFLICT DO NOTHING`;
  await ask(tx, text, [hash, JSON.stringify(files), now.toISOString()]);
}

/** The files of those versions that there are. */
export async function readVersions(tx: Askable, hashes: string[]): Promise<{ hash: string; files: KeptFiles }[]> {
  const text = `SELECT hash, files FROM runbook_version WHERE hash IN (SELECT jsonb_array_elements_text($1::jsonb))`;
  const rows = await ask<{ hash: string; files: unknown }>(tx, text, [JSON.stringify(hashes)]);
  return rows.map(({ hash, files }) => ({ hash, files: filesSchema.parse(files) }));
}

/** Deletes every version that no incident goes on by, but for the current one, with what is searched of it. Answers how many. */
export async function dropUnusedVersions(tx: Tx, current: string): Promise<number> {
  await tx.$executeRaw`
    DELETE FROM problem WHERE runbook <> ${current}
      AND NOT EXISTS (SELECT 1 FROM incident WHERE policy_hash = problem.runbook)`;
  return tx.$executeRaw`
    DELETE FROM runbook_version WHERE hash <> ${current}
      AND NOT EXISTS (SELECT 1 FROM incident WHERE policy_hash = runbook_version.hash)`;
}
