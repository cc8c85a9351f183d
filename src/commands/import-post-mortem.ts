import type { Ctx } from '../context.ts';
import { lockIncident } from '../db/incidents.ts';
import type { Incident } from '../domain/incident.ts';
import { maskSecrets } from '../domain/mask-secrets.ts';
import { UserError } from '../errors.ts';

const longest = 1_000_000;

/** Keeps a post-mortem that people edited as the next version. Null when it reads as the latest one already does. */
export async function importPostMortem(
  ctx: Pick<Ctx, 'db' | 'now'>,
  { incident, markdown: given }: { incident: Incident; markdown: string },
): Promise<{ version: number } | null> {
  const { id: incidentId, workspace } = incident;
  const markdown = maskSecrets(given).masked;
  if (markdown.trim() === '')
    throw new UserError('post-mortem-empty', 'That file is empty.', 'Give the edited post-mortem as Markdown.');
  if (markdown.length > longest || markdown.includes('\0'))
    throw new UserError(
      'post-mortem-unreadable',
      'That file is not a Markdown text of at most 1 MB.',
      'Give the edited post-mortem as Markdown.',
    );
  return ctx.db.prisma.$transaction(async (tx) => {
    await lockIncident(tx, incidentId);
    const latest = await tx.postMortem.findFirst({ where: { incidentId }, orderBy: { version: 'desc' } });
    if (latest?.markdown === markdown) return null;
    const version = (latest?.version ?? 0) + 1;
    await tx.postMortem.create({
      data: { incidentId, workspace, version, markdown, createdAt: ctx.now(), generated: false },
    });
    return { version };
  });
}
