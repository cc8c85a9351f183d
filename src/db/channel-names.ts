import type { Tx } from './incidents.ts';

type Of = { workspace: string; incidentId: string };

/** Keeps a channel's name for an incident before Slack is asked for it. False when another incident has asked for it. */
export async function keepName(tx: Tx, { workspace, incidentId }: Of, name: string): Promise<boolean> {
  const kept = await tx.$executeRaw`
    INSERT INTO channel_name AS kept (workspace, name, incident_id) VALUES (${workspace}, ${name}, ${incidentId})
    ON CONFLICT (workspace, name) DO UPDATE SET name = excluded.name WHERE kept.incident_id = excluded.incident_id`;
  return kept === 1;
}

/** The names that an incident has asked for. */
export async function keptNames(tx: Tx, { workspace, incidentId }: Of): Promise<Set<string>> {
  const rows = await tx.channelName.findMany({ where: { workspace, incidentId }, select: { name: true } });
  return new Set(rows.map(({ name }) => name));
}
