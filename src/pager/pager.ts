import type { KnownBlock } from '@slack/types';
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
  /** False: people of this severity are told in Slack, and no phone rings for it whatever the pager can do. */
  rings: boolean;
  /** How it reads in Slack, with its buttons; a pager outside of Slack has no use for it. */
  message: { text: string; blocks: KnownBlock[] };
};

/** What became of a page. `message` is where it is in Slack, so that it can be edited once it is answered. */
export type Paged = PageAnswer & { message?: { channel: string; ts: string } };

/** Where people are reached. Today by Slack; a real pager answers the same four ways. */
export type Pager = {
  /** Whether a phone can ring through it: messages say so when not. */
  rings: boolean;
  /** Sends it, once. Throws only for what a later try may mend. */
  page(page: Page): Promise<Paged>;
  /** What became of a page whose answer was lost; null when it never arrived. */
  find(page: Page): Promise<Paged | null>;
};
