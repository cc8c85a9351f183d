import { z } from 'zod';
import type { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/** A version as it is stored: path → text. */
export type KeptFiles = Record<string, string>;

const filesSchema = z.record(z.string(), z.string());

/** Stores a version unless it is there. Replicas that start at once may all do it. */
export async function keepVersion(tx: Tx, version: { hash: string; files: KeptFiles; now: Date }): Promise<void> {
  const { hash, files, now } = version;
  // Asked first: the files need not travel with every declaration.
  if ((await tx.runbookVersion.findUnique({ where: { hash }, select: { hash: true } })) !== null) return;
  const kept: Prisma.InputJsonObject = files;
  await tx.runbookVersion.createMany({ data: [{ hash, files: kept, createdAt: now }], skipDuplicates: true });
}

/** The files of those versions that there are. */
export async function readVersions(tx: Tx, hashes: string[]): Promise<{ hash: string; files: KeptFiles }[]> {
  const rows = await tx.runbookVersion.findMany({
    where: { hash: { in: hashes } },
    select: { hash: true, files: true },
  });
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
