import type { Moved } from './missed.ts';
import type { DueItem, Notice } from './notices.ts';
import type { Plan } from './plan-of.ts';

/** What is said after Muster or Slack was away. */
export type Away =
  /** The bot was down: what was late, what was skipped, what was moved, what is planned now. Lines have ISO times. */
  | {
      type: 'confession';
      from: string;
      to: string;
      late: string[];
      /** Messages of before do not say. */
      skipped?: string[];
      moved?: Moved[];
      planned: Plan[];
      /** It was not down; a timer was missing. */
      lost?: boolean;
    }
  /**
   * Slack was away: what `carried` effects and `own` were to say; of the timers `skipped` (ISO times) and `asked` still.
   * `person`: to somebody who follows.
   */
  | {
      type: 'whileAway';
      place: 'channel' | 'thread' | 'person';
      since: string;
      carried: string[];
      skipped: string[];
      asked: DueItem[];
      own: Notice;
    };
