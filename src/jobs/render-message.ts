import { z } from 'zod';
import { readNames } from '../commands/read-names.ts';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';
import type { Notice } from '../domain/notices.ts';
import type { Rendered } from '../slack/views/build-blocks.ts';
import { oneLine } from '../slack/views/escape-text.ts';
import { renderNotice } from '../slack/views/render-notice.ts';
import type { Situation } from './effects/effect-job.ts';
import { factsFor } from './load-facts.ts';

const invitation = z.object({ users: z.array(z.string()) });
const mention = /<@([UW][A-Z0-9]+)>/g;

/**
 * A message as it reads now. `sentAt` is when it was first posted, on an edit; null when it is posted now. In a private incident
 * nobody is mentioned before they are in the channel: edits go out beside the invitation, and may be faster.
 */
export async function renderMessage(
  ctx: Ctx,
  situation: Situation,
  notice: Notice,
  sentAt: Date | null,
): Promise<Rendered> {
  const rendered = renderNotice(notice, await factsFor(ctx, situation, notice, sentAt));
  if (!situation.incident.private) return rendered;
  const outside = await notYetInside(ctx, situation.incident);
  return outside.length === 0 ? rendered : byName(rendered, outside, await readNames(ctx, outside));
}

/** Who was to be invited and is not known to be in the channel. */
async function notYetInside(ctx: Ctx, { id }: Incident): Promise<string[]> {
  const rows = await ctx.db.prisma.effect.findMany({
    where: { incidentId: id, type: 'invite', state: { not: 'sent' } },
    select: { payload: true },
  });
  return rows.flatMap(({ payload }) => invitation.safeParse(payload).data?.users ?? []);
}

function byName({ text, blocks }: Rendered, users: string[], nameOf: (user: string) => string): Rendered {
  const plainly = (value: unknown): unknown =>
    typeof value === 'string'
      ? value.replace(mention, (whole, user: string) => (users.includes(user) ? oneLine(nameOf(user), 80) : whole))
      : value;
  return { text, blocks: JSON.parse(JSON.stringify(blocks), (_, value) => plainly(value)) };
}
