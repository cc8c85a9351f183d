import type { DueItem, Notice } from '../../src/domain/notices.ts';
import { iso } from './facts.ts';

/** What is said after Muster or Slack was away, as full as it gets. */
export function awayNotices(text: string, asked: DueItem[]): Record<'confession' | 'whileAway', Notice[]> {
  return {
    confession: [
      {
        type: 'confession',
        from: iso(0),
        to: iso(9),
        late: Array.from({ length: 40 }, () => `${text} (due ${iso(1)})`),
        skipped: Array.from({ length: 40 }, () => `${text} (due ${iso(1)}), because ${text}`),
        moved: [{ title: text, from: iso(1), to: iso(20) }],
        planned: Array.from({ length: 40 }, () => ({
          what: 'inform',
          target: 'vp',
          title: text,
          user: null,
          at: iso(20),
        })),
      },
    ],
    whileAway: [
      {
        type: 'whileAway',
        place: 'channel',
        since: iso(0),
        carried: [],
        skipped: Array.from({ length: 60 }, () => `${text} (due ${iso(1)})`),
        asked,
        own: { type: 'trouble', what: text, remedy: text },
      },
    ],
  };
}
