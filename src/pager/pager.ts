import type { KnownBlock } from '@slack/types';
import type { PageAnswer } from '../domain/commands.ts';

/** One person to be written to about one incident. */
export type Page = {
  /** The effect's id: the pager makes one page of it however often it is asked. */
  key: string;
  /** Slack member id. */
  user: string;
  /** How it reads in Slack, with its buttons. */
  message: { text: string; blocks: KnownBlock[] };
};

/** What became of a page. `message` is where it is in Slack, so that it can be edited once it is answered. */
export type Paged = PageAnswer & { message?: { channel: string; ts: string } };

/** How people are written to. Their phones are rung by the port of phone.ts, beside it. */
export type Pager = {
  /** Sends it, once. Throws only for what a later try may mend. */
  page(page: Page): Promise<Paged>;
  /** What became of a page whose answer was lost; null when it never arrived. */
  find(page: Page): Promise<Paged | null>;
};
