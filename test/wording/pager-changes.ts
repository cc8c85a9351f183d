import type { PagerAuthor, PagerChange } from '../../src/domain/commands.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import { troubles } from './troubles.ts';
import type { Example } from './write-view.ts';

const { ana, ben } = members;
const done = (change: PagerChange, by: PagerAuthor = { user: ana, name: 'Ana Ruiz' }, user: string = ana) =>
  example(change.what, { type: 'pagerChange', by, via: 'PagerDuty', user, change }, 3);

const pagerChanges: Example[] = [
  done({ what: 'acknowledged' }),
  done({ what: 'acknowledged' }, { user: null, name: 'Pat Doe' }),
  done({ what: 'resolved' }, { user: ana, name: 'Ana Ruiz' }, ben),
  done({ what: 'reassigned', to: [{ id: 'PBEN001', name: 'Ben Okafor' }] }),
  done({ what: 'noted', text: 'it is the cache' }),
];

/** What did not work, and what people did in the pager. */
export const outsideTroubles = { trouble: troubles, pagerChange: pagerChanges };
