import type { Effect } from '../domain/effects.ts';
import type { Notice } from '../domain/notices.ts';
import { withdrawnNames } from './withdrawal-lines.ts';

/** What was tried, as it begins a sentence: "Pinning the headline did not work". */
export function stepName(effect: Effect): string {
  switch (effect.type) {
    case 'openChannel':
      return 'Opening the channel';
    case 'post':
      return `Posting ${messageName(effect.notice)}`;
    case 'refresh':
      return 'Editing a message';
    case 'pin':
      return 'Pinning the headline';
    case 'setTopic':
      return 'Setting the topic';
    case 'addBookmark':
      return `Adding the bookmark “${effect.title}”`;
    case 'invite':
      return 'Inviting people';
    case 'page':
      return effect.title === '' ? 'Calling the person who was paged' : `Calling the ${effect.title}`;
    case 'draftPostMortem':
      return 'Writing the post-mortem draft';
    case 'refreshHomes':
      return 'Bringing every Home up to date';
    case 'archiveChannel':
      return 'Archiving the channel';
    case 'withdraw':
      return withdrawnNames[effect.part];
  }
}

function messageName(notice: Notice): string {
  return notice.type === 'update' ? `update #${notice.number}` : messageNames[notice.type];
}

const messageNames: Record<Exclude<Notice['type'], 'update'>, string> = {
  headline: 'the headline',
  announcement: 'the announcement',
  receipt: 'the receipt',
  mergeOffer: 'what may be the same incident',
  change: 'what was changed',
  nudge: 'the reminder of the update',
  due: 'what is due',
  call: 'the call to a person',
  standDown: 'the word to stand down',
  handover: 'the request to take over',
  confession: 'when I was down',
  trouble: 'what did not work',
  madePrivate: 'who could have seen it',
  movedAway: 'the last line in the old channel',
  task: 'the task',
  followed: 'the word to a follower',
  digest: 'what is due from a person',
};
