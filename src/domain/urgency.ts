import type { Effect } from './effects.ts';
import type { Notice } from './notices.ts';

/** 0: somebody is called, or an urgent incident speaks; 1: what people read; 2: what keeps things tidy. */
export type Urgency = 0 | 1 | 2;

/** Somebody is asked to come or to answer. */
const asking: ReadonlySet<Notice['type']> = new Set(['call', 'engaged', 'handover']);
/** Read when there is time. */
const unhurried: ReadonlySet<Notice['type']> = new Set(['followed', 'digest', 'runbookChanged', 'movedAway']);

/** How much hurry an effect has where Slack takes only so many. `pressing`: its incident is open and of an urgent severity. */
export function urgencyOf(effect: Effect, pressing: boolean): Urgency {
  switch (effect.type) {
    case 'page':
    case 'ring':
    case 'settleRing':
    case 'attach':
    case 'openChannel':
    case 'invite':
    case 'withdraw':
      return 0;
    case 'post':
      if (asking.has(effect.notice.type)) return 0;
      if (unhurried.has(effect.notice.type)) return 2;
      return pressing ? 0 : 1;
    case 'refresh':
      // Everybody looks at it after a press; older messages are out of sight.
      return effect.target.endsWith(':headline') ? 1 : 2;
    case 'pin':
    case 'setTopic':
    case 'addBookmark':
    case 'draftPostMortem':
    case 'refreshHomes':
    case 'archiveChannel':
      return 2;
  }
}
