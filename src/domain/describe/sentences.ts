import type { FactKind } from '../timeline.ts';
import { privacySentences } from './privacy.ts';
import { livenessSentences } from './liveness-sentences.ts';
import { sizingSentences } from './sizing-sentences.ts';
import { problemSentences } from './problem-sentences.ts';
import { taskSentences } from './task-sentences.ts';
import { mergeSentences } from './merge-sentences.ts';
import { pagerSentences } from './pager-sentences.ts';
import { capital, joined, type Reader, words } from './read-entry.ts';

/** The line of each kind of fact. A feature with many kinds keeps its own file beside this one. */
export const sentences: Record<FactKind, (said: Reader) => string> = {
  declared: (said) =>
    joined([
      `${said.actor} declared ${declaredKind(said)}${said.say('severity')}: ${said.say('title')}`,
      part('affected', said.text('affected')),
      part('impact', said.text('impact')),
      said.yes('exposure') ? 'data or access could be exposed' : null,
      part('from the message', said.text('quote')),
    ]),
  channelOpened: (said) => `channel #${said.say('name')} was opened`,
  channelRenamed: (said) =>
    `the channel was renamed${said.has('from') ? ` from #${said.say('from')}` : ''} to #${said.say('to')}`,
  channelLost: (said) =>
    `the channel cannot be posted in: ${lostReasons[said.text('reason') ?? ''] ?? said.say('reason')}`,
  archiveAsked: (said) => `${said.actor} had the channel archived`,
  channelBack: () => 'the channel can be posted in again',
  severityChanged: (said) =>
    `${said.actor} changed the severity from ${said.say('from')} to ${said.say('to')}${said.because('why')}`,
  statusChanged: (said) =>
    `${said.actor} changed the status from ${said.status('from')} to ${said.status('to')}${said.because('why')}`,
  resolved: (said) =>
    joined(
      [
        `${said.actor} resolved it`,
        `What it was: ${said.say('what')}`,
        `Fix: ${said.say('fix')}`,
        `Customers: ${said.say('customers')}`,
        `Post-mortem: ${said.person('owner') ?? 'nobody yet'}`,
      ],
      '. ',
    ),
  closed: (said) =>
    `${said.actor} closed it${said.list('openItems') === '' ? '' : `; not done: ${said.list('openItems')}`}`,
  reopened: (said) => `${said.actor} reopened it (it was ${said.status('from')})${said.because('why')}`,
  cancelled: (said) =>
    `${said.actor} called it off${cancelReasons[said.text('reason') ?? ''] ?? ''}${said.because('text')}`,
  ...mergeSentences,
  roleTaken: (said) =>
    `${said.person('user') ?? said.actor} took the role ${said.role('role')}${said.person('from') === null ? '' : ` from ${said.person('from')}${heldSince(said)}`}`,
  roleLeft: (said) =>
    `${said.person('user') ?? said.actor} left the role ${said.role('role')}${said.has('since') ? `, held since ${said.time('since')}` : ''}`,
  handoverRequested: (said) =>
    `${said.actor} asked ${said.person('to')} to take the role ${said.role('role')}${said.person('from') === null || said.person('from') === said.actor ? '' : ` from ${said.person('from')}`}${offShift(said)}`,
  handoverPlanned: (said) =>
    `${said.actor} planned to ask ${said.person('to')}${said.person('insteadOf') === null ? '' : `, instead of ${said.person('insteadOf')},`} to take the role ${said.role('role')} at ${said.time('due')}${offShift(said)}`,
  handoverDropped: (said) =>
    `${said.person('to')} is not asked to take the role ${said.role('role')} at ${said.time('due')}: ${said.actor} ${said.text('reason') === 'taken' ? 'has it now' : 'called it off'}`,
  handoverDeclined: (said) => `${said.person('to')} could not take the role ${said.role('role')}`,
  handoverUnanswered: (said) => `${said.person('to')} did not answer the request to take the role ${said.role('role')}`,
  updatePosted: (said) =>
    `${said.actor} posted update #${said.number('number')} (${said.status('status')}${said.has('due') ? `; the next by ${said.time('due')}` : ''})${updateText(said)}`,
  updateNudged: (said) =>
    `${said.person('ask')} was asked for update #${said.number('number')}, due ${said.time('due')}`,
  updateOverdue: (said) =>
    `update #${said.number('number')} was overdue (due ${said.time('due')}, reminder ${overdueStages[said.text('stage') ?? ''] ?? 'again'})`,
  snoozed: (said) =>
    `${said.actor} snoozed update #${said.number('number')} from ${said.time('from')} to ${said.time('to')}`,
  parked: (said) =>
    `${said.actor} parked it until ${said.time('until')}; ${said.person('watching')} watches${said.because('why')}`,
  parkEnded: (said) =>
    `it woke ${wakeReasons[said.text('reason') ?? ''] ?? ''}, parked since ${said.time('since')}${said.text('reason') === 'time' ? '' : `, before ${said.time('until')}`}`,
  acknowledged: (said) =>
    `${said.actor} answered${said.list('stopped') === '' ? '' : `; not called any more: ${said.list('stopped')}`}`,
  stepFired: (said) => stepSaid(said),
  stepSkipped: (said) =>
    `did not call ${said.say('target')}: ${said.person('user') ?? 'the person'} ${said.say('reason')}`,
  stepCancelled: (said) =>
    `${said.say('target')} is no longer called${said.yes('fired') ? '; they were told to stand down' : ''}`,
  ladderRepeated: (said) =>
    `nobody had answered; ${said.yes('drill') ? 'would have ' : ''}${said.yes('quiet') ? 'messaged' : 'called'} again, round ${said.number('round') + 1}: ${said.list('tried')}`,
  respondWithinMissed: (said) => `nobody had answered in the time that ${said.say('severity')} allows`,
  ...pagerSentences,
  note: (said) => `${said.actor} noted: ${said.say('text')}`,
  messagePinned: (said) => `${said.person('author') ?? 'an app'} ${wroteOrPosted(said)}`,
  messageEdited: (said) => `a message on the timeline was edited: ${said.say('text')}`,
  messageUnpinned: (said) =>
    `a message was ${said.text('reason') === 'deleted' ? 'deleted in Slack; the record keeps it' : `taken off the timeline by ${said.actor}`}`,
  momentCorrected: (said) =>
    said.has('name') && !said.has('from')
      ? `${said.actor} set “${said.say('name')}” to ${said.time('to')}`
      : `${said.actor} corrected “${said.text('name') ?? words(said.say('moment'))}” from ${said.time('from')} to ${said.time('to')}`,
  edited: (said) =>
    said.text('field') === 'exposure'
      ? `${said.actor} ${said.text('to') === 'yes' ? 'recorded that data or access could be exposed' : 'recorded that no data or access was exposed'}`
      : `${said.actor} corrected “${said.say('field')}” from “${said.say('from')}” to “${said.say('to')}”`,
  repeatLinked: (said) => `${said.actor} recorded the same cause as INC-${said.number('number')}`,
  repeatUnlinked: (said) => `${said.actor} took back that the cause is that of INC-${said.number('number')}`,
  closingTicked: (said) => `${said.actor} marked “${said.say('item')}” as ${said.yes('done') ? 'done' : 'not done'}`,
  boxTicked: (said) =>
    `${said.actor} ${said.yes('done') ? 'ticked' : 'took back the tick of'} “${said.say('item')}” (${said.say('list')})`,
  outsideSent: (said) =>
    `${said.actor} ${said.yes('sent') ? 'sent' : 'did not send after all'}: ${said.say('name')} (${said.status('status')})`,
  ...taskSentences,
  ...problemSentences,
  ...sizingSentences,
  ...livenessSentences,
  redacted: (said) =>
    `${said.actor} redacted ${said.list('entries').includes(',') ? 'entries' : 'entry'} ${said.list('entries')} for good${said.because('why')}`,
  rolesUnfilled: (said) => `nobody had these roles: ${said.list('roles')}`,
  silence: (said) => `nothing had been recorded since ${said.time('since')}`,
  soakEnded: () => 'the fix had been watched long enough; resolving was offered',
  followUpTold: (said) =>
    `${followUp(said)} was ${said.yes('overdue') ? 'overdue' : 'due'}; ${said.person('owner') ?? 'its owner'} was told`,
  followUpDone: (said) => `${said.actor} marked ${followUp(said)} as ${said.yes('done') ? 'done' : 'not done'}`,
  ...privacySentences,
  joined: (said) => `${said.actor} joined`,
  replanned: (said) =>
    `${said.actor} re-planned it: it goes on by runbook ${said.say('to')}${said.yes('undo') ? ' again' : ''} instead of ${said.say('from')}`,
  confessed: (said) =>
    `${said.has('lost') ? `a timer of Muster's was lost and found again at ${said.time('to')}` : `Muster was down from ${said.time('from')} to ${said.time('to')}`}${said.list('late') === '' ? '' : `; late: ${said.list('late')}`}${said.list('skipped') === '' ? '' : `; skipped: ${said.list('skipped')}`}`,
  effectFailed: (said) => `${said.say('what')} did not work: ${said.say('reason')}`,
  postMortemDrafted: (said) => `draft ${said.number('version')} of the post-mortem was written`,
  permissionUnchecked: (said) =>
    `${said.actor}'s permission to ${verbs[said.text('permission') ?? ''] ?? 'do this'} could not be checked with Slack`,
};

const verbs: Record<string, string> = {
  declare: 'declare incidents',
  see: 'join it',
  respond: 'change it',
  take: 'take or give a role',
  resolve: 'end it',
  page: 'page somebody',
};

const wakeReasons: Record<string, string> = {
  time: 'by itself',
  asked: 'by hand',
  severity: 'with the change of severity',
  status: 'because users felt it again',
  runbook: 'with another runbook',
};
// A picture alone says nothing in words.
function wroteOrPosted(said: Reader): string {
  const files = said.list('files');
  const text = said.text('text');
  if (files === '') return `wrote: ${said.say('text')}`;
  return text === null ? `posted ${files}` : joined([`wrote: ${text}`, `with ${files}`]);
}

const lostReasons: Record<string, string> = {
  archived: 'it was archived',
  botRemoved: 'Muster was removed from it',
  deleted: 'it was deleted',
};
const cancelReasons: Record<string, string> = {
  'nothing was wrong': ', nothing was wrong',
  duplicate: ', a duplicate',
  'planned work': ', planned work',
};
const overdueStages: Record<string, string> = {
  due: 'to its owner',
  commander: 'to the commander too',
  standIn: 'to the stand-in',
};
const followUps: Record<string, string> = {
  closing: 'the closing checklist',
  meeting: 'the review meeting',
  report: 'the post-mortem',
};

function followUp(said: Reader): string {
  return followUps[said.text('what') ?? ''] ?? `“${said.say('what')}”`;
}

function declaredKind(said: Reader): string {
  const kind = { drill: 'a drill, ', backfill: 'afterwards, ' }[said.text('kind') ?? ''] ?? '';
  return said.yes('private') ? `${kind}privately, ` : kind;
}

function stepSaid(said: Reader): string {
  const inform = said.text('kind') === 'inform';
  const who = said.person('user');
  if (who === null)
    return `${said.say('target')} should have been ${inform ? 'informed' : 'called'}, but the policy names nobody${said.text('early') === 'asked' ? `; ${said.actor} escalated` : ''}`;
  const did = inform ? 'informed' : said.yes('quiet') ? 'messaged' : 'called';
  const whom = `${said.say('target')} (${who})`;
  const where = said.yes('quiet') ? ' in Slack' : '';
  return `${said.yes('drill') ? 'would have ' : ''}${did} ${whom}${where}${earlyReasons(said)}`;
}

function heldSince(said: Reader): string {
  return said.has('since') ? `, who had it since ${said.time('since')}` : '';
}

function offShift(said: Reader): string {
  return said.text('offShift') === null ? '' : `, outside their working hours (${said.say('offShift')})`;
}

function updateText(said: Reader): string {
  const since = said.number('noChangeSince') === 0 ? 'the declaration' : `#${said.number('noChangeSince')}`;
  const none = said.has('noChangeSince') ? `no change since ${since}` : null;
  const parts = [
    none,
    said.text('text'),
    part('we know', said.text('know')),
    part('we did', said.text('done')),
    part('next', said.text('next')),
    part('expected', said.text('eta')),
  ].filter((one) => one !== null);
  if (parts.length === 0) return '';
  // "We know: …" has a colon of its own.
  const first = none ?? said.text('text');
  return first === null ? `. ${capital(joined(parts))}` : `: ${joined(parts)}`;
}

function part(label: string, text: string | null): string | null {
  return text === null ? null : `${label}: ${text}`;
}

function earlyReasons(said: Reader): string {
  if (said.text('early') === 'asked') return `, before its time: ${said.actor} escalated`;
  if (said.text('early') === 'unreached') return ', before its time: the page before it could not be delivered';
  return said.text('early') === 'respondWithin' ? ', before its time: nobody had answered' : '';
}
