import type { PagerChange } from '../../src/domain/pager-news.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { members } from './policy.ts';

/** What is told of pages; of those that the pager had already, and everything that people may do to a page in the pager, with a text as long as they like. */
export function pagerNoticesOf(text: string): Record<'pagerChange' | 'attached', Notice[]> {
  const to = Array.from({ length: 20 }, () => ({ id: 'PBEN001', name: text }));
  const changes: PagerChange[] = [
    { what: 'acknowledged' },
    { what: 'resolved' },
    { what: 'reassigned', to },
    { what: 'noted', text },
  ];
  const by = { user: null, name: text };
  const attached = { type: 'attached', ring: 'inc:1.9', title: text, named: false, acknowledged: by } as const;
  const about = { by, via: 'PagerDuty', user: members.ben };
  const pagerChange: Notice[] = changes.map((change) => ({ type: 'pagerChange', ...about, change }));
  return { pagerChange, attached: [attached] };
}
