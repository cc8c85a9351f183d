import type { Prisma } from './generated/client.ts';
import type { Tx } from './incidents.ts';

/** Takes body and salt out of entries. Their digests stay: they tell nothing, and the chain holds. */
export async function eraseEntries(tx: Tx, incidentId: string, seqs: number[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE timeline_entry SET body = NULL, salt = NULL WHERE incident_id = ${incidentId} AND seq = ANY(${seqs}::int[])`;
}

/** Takes the channel's name, which tells the title, out of what came of opening it. */
export async function eraseChannelName(tx: Tx, incidentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE effect SET result = result - 'name' WHERE incident_id = ${incidentId} AND type = 'openChannel' AND result IS NOT NULL`;
  await tx.channelName.deleteMany({ where: { incidentId } });
}

/** Stores what is left of messages' facts. */
export async function eraseMessages(tx: Tx, changed: { id: string; payload: unknown }[]): Promise<void> {
  for (const { id, payload } of changed) {
    const left: Prisma.InputJsonObject = JSON.parse(JSON.stringify(payload));
    await tx.effect.update({ where: { id }, data: { payload: left }, select: { id: true } });
  }
}

/** A version whose file must never be read again, nor one that is still on its way: it may hold what was redacted. */
export const erasedFile = '';

/** Stores what is left of a post-mortem's versions; their files are deleted and not read again. */
export async function eraseVersions(
  tx: Tx,
  incidentId: string,
  versions: { version: number; markdown: string }[],
): Promise<void> {
  for (const { version, markdown } of versions)
    await tx.postMortem.update({
      where: { incidentId_version: { incidentId, version } },
      data: { markdown, fileId: erasedFile },
      select: { version: true },
    });
}

/** How many entries of these incidents are redacted. */
export function countErased(tx: Tx, incidents: string[]): Promise<number> {
  return tx.timelineEntry.count({ where: { incidentId: { in: incidents }, salt: null } });
}

/** Calls off drafts that wait, because a redaction writes a newer one; one that has files to erase stays. */
export async function dropWaitingDrafts(tx: Tx, incidentId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE effect SET state = 'cancelled', error = 'A redaction has it written again.', finished_at = ${now}
    WHERE incident_id = ${incidentId} AND type = 'draftPostMortem' AND state = 'planned' AND payload->'erase' IS NULL`;
}
