import type { Database } from '../../db/connect.ts';
import { readUpkeep } from '../../db/reviews.ts';
import { localDay } from '../../domain/duration.ts';
import { type UpkeepRecord, nextReviewDay, reviewDue, tellDay, upkeepOf } from '../../domain/upkeep.ts';
import { type Desk, type Finding, good, odd } from './check.ts';

/** Whether the runbook itself is to be read again. Without the database only the policy's own date is known. */
export async function lookAtReview(
  { policy, terminal }: Pick<Desk, 'policy' | 'terminal'>,
  db: Pick<Database, 'prisma'> | null,
): Promise<Finding[]> {
  if (policy === null) return [];
  const record = db === null ? unknown : await readUpkeep(db.prisma, upkeepOf(policy), null);
  const due = reviewDue(policy, record, terminal.now());
  if (due !== null) {
    const since = `runbook: it is to be read again since ${tellDay(due.day ?? localDay(due.since, policy))}`;
    const said = db === null ? ', unless somebody has said that it was; the running bot knows' : '';
    return [odd(`${since}${said}. To say that it was read: /incident runbook reviewed`)];
  }
  const day = nextReviewDay(policy, record.reviewed);
  return day === null ? [] : [good(`runbook: it is read again on ${tellDay(day)}`)];
}

const unknown: UpkeepRecord = { reviewed: null, snoozed: null, resolved: { count: 0, first: null }, told: null };
