import type { Ctx } from '../context.ts';
import { type WithdrawnPart, surfaceId, withdrawId, withdrawnParts } from '../domain/effects.ts';
import type { Incident } from '../domain/incident.ts';
import type { ReceiptLine } from '../slack/views/facts.ts';

/** How each part is called in a line. */
const withdrawnNames: Record<WithdrawnPart, string> = {
  audience: 'Who could have seen it',
  announcement: 'Announcement and its thread',
  files: 'Files in the old channel',
  messages: 'My messages in the old channel',
  header: 'Its topic and bookmarks',
  name: 'Its name',
};

/** Whether an effect takes something back, or says farewell: the message of the private channel has a line for it. */
export function isWithdrawal(incidentId: string, { id }: { id: string }): boolean {
  return namesOf(incidentId).has(id);
}

/** A line for each part that is taken back, as it stands now. */
export async function withdrawalLines(ctx: Ctx, incident: Incident): Promise<ReceiptLine[]> {
  const names = namesOf(incident.id);
  const rows = await ctx.db.prisma.effect.findMany({
    where: { id: { in: [...names.keys()] }, state: { not: 'cancelled' } },
    orderBy: { seq: 'asc' },
  });
  return rows.flatMap(({ id, state, error }): ReceiptLine[] => {
    // Once it is known it is told in words.
    if (id === withdrawId(incident.id, 'audience') && state !== 'failed') return [];
    const stands = state === 'sent' ? 'done' : state === 'failed' ? 'failed' : 'waiting';
    return [{ effectId: id, label: names.get(id) ?? '', state: stands, reason: state === 'failed' ? error : null }];
  });
}

function namesOf(incidentId: string): Map<string, string> {
  return new Map([
    ...withdrawnParts.map((part): [string, string] => [withdrawId(incidentId, part), withdrawnNames[part]]),
    [surfaceId(incidentId, 'farewell'), 'A line that says it moved'],
  ]);
}
