import type { PagerChange } from '../../src/domain/commands.ts';
import type { Notice } from '../../src/domain/notices.ts';
import { members } from './policy.ts';

/** Everything that people may do to a page in the pager, with a text as long as they like. */
export function pagerChangesOf(text: string): Notice[] {
  const to = Array.from({ length: 20 }, () => ({ id: 'PBEN001', name: text }));
  const changes: PagerChange[] = [
    { what: 'acknowledged' },
    { what: 'resolved' },
    { what: 'reassigned', to },
    { what: 'noted', text },
  ];
  const by = { user: null, name: text };
  return changes.map((change) => ({ type: 'pagerChange', by, via: 'PagerDuty', user: members.ben, change }));
}
