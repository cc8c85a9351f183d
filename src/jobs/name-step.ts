import type { Effect, Settled, WithdrawnPart } from '../domain/effects.ts';
import type { Notice } from '../domain/notices.ts';

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
    case 'ring':
      return effect.title === '' ? 'Paging the person who was asked for' : `Paging the ${effect.title}`;
    case 'attach':
      return `Attaching PagerDuty incident ${effect.page.id}`;
    case 'settleRing':
      return settlings[effect.to];
    case 'draftPostMortem':
      return 'Writing the post-mortem draft';
    case 'refreshHomes':
      return 'Bringing every Home up to date';
    case 'archiveChannel':
      return 'Archiving the channel';
    case 'withdraw':
      return withdrawals[effect.part];
  }
}

const settlings: Record<Settled, string> = {
  acknowledged: 'Acknowledging the page in PagerDuty',
  resolved: 'Resolving the page in PagerDuty',
  veiled: 'Hiding the title of the page in PagerDuty',
};

const withdrawals: Record<WithdrawnPart, string> = {
  audience: 'Asking Slack who could have seen it',
  announcement: 'Taking back the announcement and its thread',
  files: 'Taking back the files in the old channel',
  messages: 'Taking back my messages in the old channel',
  header: 'Taking back the topic and bookmarks of the old channel',
  name: 'Renaming the old channel',
};

function messageName(notice: Notice): string {
  return notice.type === 'update' ? `update #${notice.number}` : messageNames[notice.type];
}

const messageNames: Record<Exclude<Notice['type'], 'update'>, string> = {
  headline: 'the headline',
  announcement: 'the announcement',
  opening: 'the opening text',
  receipt: 'the receipt',
  mergeOffer: 'the question whether it is the same as another incident',
  change: 'the message of what changed',
  nudge: 'the reminder of the update',
  due: 'the reminder of what is due',
  call: 'the call to a person',
  outside: 'the texts for outside',
  standDown: 'the message to stand down',
  handover: 'the request to take over',
  confession: 'the message that I was down',
  whileAway: 'the message of what happened meanwhile',
  attached: 'the message of what was attached',
  pagerChange: 'the message of what was done in the pager',
  trouble: 'the message of what did not work',
  madePrivate: 'the message of who could have seen it',
  movedAway: 'the last line in the old channel',
  checklists: 'the checklist',
  task: 'the task',
  problem: 'the runbook',
  followed: 'the message to a follower',
  digest: 'the list of what somebody has to do',
  ticket: 'the request for a ticket',
  typed: 'the type and its first steps',
  runbookChanged: 'the message that the runbook was changed',
  engaged: 'the message of who was engaged',
};
