import type { PageAnswer } from '../domain/commands.ts';

/** One person to be reached about one incident. Nothing of a private incident but its number may be in `summary`. */
export type Page = {
  /** The effect's id: the pager makes one page of it however often it is asked. */
  key: string;
  workspace: string;
  incidentId: string;
  /** Slack member id. */
  user: string;
  summary: string;
  urgent: boolean;
};

/** Where people are reached. Today by Slack; a real pager answers the same four ways. */
export type Pager = {
  /** Whether a phone can ring through it: messages say so when not. */
  rings: boolean;
  /** Sends it, once. Throws only for what a later try may mend. */
  page(page: Page): Promise<PageAnswer>;
  /** What became of a page whose answer was lost; null when it never arrived. */
  find(page: Page): Promise<PageAnswer | null>;
};
