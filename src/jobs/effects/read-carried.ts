import type { EffectModel } from '../../db/generated/models.ts';
import type { Tx } from '../../db/incidents.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Waited } from '../../domain/while-away.ts';
import { parseEffect } from './parse-effect.ts';

type Digest = Extract<Notice, { type: 'whileAway' }>;

/** What a digest stands for, and what it was to say itself, in the order in which it was to be said. */
export async function readCarried(
  tx: Tx,
  row: Pick<EffectModel, 'id' | 'dueAt' | 'seq'>,
  digest: Digest,
): Promise<Waited[]> {
  const rows = await tx.effect.findMany({
    where: { id: { in: digest.carried } },
    select: { id: true, dueAt: true, seq: true, payload: true },
  });
  const waited = rows.flatMap(({ id, dueAt, seq, payload }) => {
    const notice = ownNotice(payload);
    return notice === null ? [] : [{ id, at: dueAt, seq, notice }];
  });
  return [...waited, { id: row.id, at: row.dueAt, seq: row.seq, notice: digest.own }]
    .sort((a, b) => a.at.getTime() - b.at.getTime() || Number(a.seq - b.seq))
    .map(({ id, at, notice }) => ({ id, at, notice }));
}

/** What a post was to say itself, also where it came to stand for others; null for what is no post. */
export function ownNotice(payload: unknown): Notice | null {
  const effect = parseEffect(payload);
  if (effect.type !== 'post') return null;
  return effect.notice.type === 'whileAway' ? effect.notice.own : effect.notice;
}
