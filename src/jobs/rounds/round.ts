import type { Ctx } from '../../context.ts';
import type { PlannedOwnEffect } from '../../domain/own-effects.ts';

/** Something that Muster looks at again and again for no incident. A new one is a line in go-round.ts. */
export type Round = {
  /** Its job is one row of the queue for all replicas. */
  name: string;
  /** When a start has it looked at; a look that is planned before then, or overdue, stays. Null: never. */
  first: (ctx: Ctx, now: Date) => Date | null;
  /** When it is looked at after a look. Null: not before the next start. */
  next: (ctx: Ctx, now: Date) => Date | null;
  /** What there is to tell by now. What has an id that was told is not told again. */
  due: (ctx: Ctx, now: Date) => Promise<PlannedOwnEffect[]>;
};
