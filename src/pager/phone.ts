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

/** How phones ring. */
export type Phone = {
  /** Rings it, once. Throws only for what a later try may mend. */
  ring(ring: Ring): Promise<RingAnswer>;
  /** What became of a page whose answer was lost; null when it never arrived, or nobody can tell: then it is sent again. */
  find(ring: Ring): Promise<RingAnswer | null>;
  settle(settlement: Settlement): Promise<void>;
  /** Writes onto the page of another incident that this one waits for the same person, too. False where it cannot. */
  mention(page: NonNullable<RingState['page']>, also: string): Promise<boolean>;
};
