import type { RingAnswer } from '../domain/commands.ts';
import type { Settled } from '../domain/effects.ts';
import type { RingState } from '../domain/ring-state.ts';

/** One person whose phone is to ring. Nothing of a private incident but its number may be in `title`. */
export type Ring = {
  /** The effect's id: the pager makes one page of it however often it is asked. */
  key: string;
  /** Slack member id. */
  user: string;
  /** Their id in the pager, where the policy says it; else they are looked up. */
  pagerId: string | null;
  title: string;
  urgent: boolean;
};

/** What the pager is to be told of a page. `by` is who answered; `title` what it shall read from now on, where it is veiled. */
export type Settlement = {
  key: string;
  page: RingState['page'];
  to: Settled;
  by: string | null;
  title: string;
};

/** A page as it is in the pager now. `by` is who made it so, null for the pager itself; `changedAt` tells its states apart. */
export type PageNow = {
  id: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  assignees: { id: string; name: string }[];
  by: { id: string; name: string } | null;
  changedAt: string;
};

/** A note that somebody wrote onto a page there. `by` is null for what no person wrote. */
export type PageNote = { id: string; text: string; at: Date; by: { id: string; name: string } | null };
/** A page as it is in the pager, whoever made it. `number` is how people there call it. */
export type PageFound = PageNow & { url: string; number: number | null; title: string };

/** Who has each schedule, by its id: nobody perhaps, or the pager knows no such schedule. */
export type Duties = ReadonlyMap<string, { id: string; name: string; email: string | null } | 'nobody' | 'unknown'>;

/** How phones ring. */
export type Phone = {
  /** Rings it, once. Throws only for what a later try may mend. */
  ring(ring: Ring): Promise<RingAnswer>;
  /** What became of a page whose answer was lost; null when it never arrived, or nobody can tell: then it is sent again. */
  find(ring: Ring): Promise<RingAnswer | null>;
  settle(settlement: Settlement): Promise<void>;
  /** One page, whoever made it; null where the pager knows none of that id. Null itself: nothing can be looked up. */
  read: ((id: string, signal?: AbortSignal) => Promise<PageFound | null>) | null;
  /** Every page since then as it is there now, by one request; none where nothing can be looked up. */
  look(since: Date): Promise<PageNow[]>;
  /** The notes on one page, by one request; none where nothing can be looked up. */
  notes(page: string): Promise<PageNote[]>;
  /** Who has those schedules now. */
  onCall(schedules: readonly string[]): Promise<Duties>;
  /** E-mail address of somebody by the pager's own id; null where it does not say one. */
  addressOf(pagerId: string): Promise<string | null>;
  /** Writes onto the page of another incident that this one waits for the same person, too. False where it cannot. */
  mention(page: NonNullable<RingState['page']>, also: string): Promise<boolean>;
};
