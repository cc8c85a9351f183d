import { holderOf, nameOf } from '../../domain/incident.ts';
import type { Called, DueItem } from '../../domain/notices.ts';
import { mention } from '../../domain/wording.ts';
import { oneLine } from './escape-text.ts';
import { dutyLine } from './duty-line.ts';
import type { Facts } from './facts.ts';
import { livenessSentence } from './liveness.ts';
import { named, toHold } from './name-things.ts';
import { nudgeSentence } from './nudge.ts';
import { roleKeyOf } from './role-key-of.ts';
import { taskDueSentence } from './task-blocks.ts';
import { durationOf, timeOf } from './tell-time.ts';

/** One thing that a timer says; null where its answer stands for it. */
export function dueSentence(item: DueItem, answered: boolean, facts: Facts): string | null {
  const { incident, policy, now } = facts;
  switch (item.type) {
    case 'overdue':
      return answered ? null : overdueSentence(item, facts);
    case 'nudge':
      return answered ? null : nudgeSentence(item, facts);
    case 'step':
      return stepSentence(item, facts);
    case 'ladderEnd':
      return ladderEndSentence(item, answered, facts);
    case 'respondWithin': {
      const waited = durationOf(new Date(item.planned).getTime() - new Date(item.since).getTime());
      return `Nobody ${answered ? 'had' : 'has'} answered within ${waited} (since ${timeOf(item.since, now)}).`;
    }
    case 'noCommander': {
      if (answered) return null;
      const drill = incident.kind === 'drill';
      const who = whoIs(item.called, facts, !drill && !item.page);
      if (item.called.user === null) return `Nobody has command. ${who}`;
      if (drill) return `Nobody has command. ${who} would be called now.`;
      if (item.waiting !== undefined)
        return `Nobody has command. ${whoIs(item.called, facts, false)} was called ${timeOf(item.waiting, now)} and has not answered yet.`;
      if (item.page) return `Nobody has command. I am asking ${who} to take it.`;
      return `Nobody has command. ${who}: please take it, or find who can.`;
    }
    case 'commanderSilent':
    case 'commandSought':
      return livenessSentence(item, answered, facts);
    case 'lapse':
      return lapseSentence(item, facts);
    case 'handoverUnanswered': {
      const key = roleKeyOf(policy, item.role);
      const holder = holderOf(incident, key);
      const stays = holder === null ? 'Nobody has it.' : `${named(holder, facts)} keeps it.`;
      return `${named(item.to, facts)} has not answered the request to ${toHold(policy, key)}.${answered ? '' : ` ${stays}`}`;
    }
    case 'rolesUnfilled':
      return answered
        ? null
        : `Nobody has ${item.roles.length === 1 ? 'this role' : 'these roles'} yet: ${item.roles.map((role) => oneLine(role, 60)).join(', ')}.`;
    case 'soakEnded': {
      const ask = item.ask === null ? 'Is it over?' : `${mention(item.ask)}: is it over?`;
      return `The fix has been watched for ${durationOf(policy.soak)}. ${ask} If so, resolve it.`;
    }
    case 'parkEnded':
      return parkEndedSentence(item, answered, facts);
    case 'taskDue':
      return answered ? null : taskDueSentence(item, facts);
    case 'silent':
      return `Nothing has been recorded since ${timeOf(item.since, now)}. ${mention(item.ask)}: is it still going on? If so, post an update; if not, resolve it.`;
  }
}

function parkEndedSentence(item: Extract<DueItem, { type: 'parkEnded' }>, answered: boolean, facts: Facts): string {
  const { incident, now } = facts;
  const who = answered ? named(item.ask, facts) : mention(item.ask);
  const why = item.why === null ? '' : ` It waited for: “${oneLine(item.why, 300)}”.`;
  const awake = `${who}: ${nameOf(incident)} is awake; it had been parked since ${timeOf(item.since, now)}.${why}`;
  if (answered) return awake;
  const due = incident.cadence.due === null ? '' : ` Next update due ${timeOf(incident.cadence.due, now)}.`;
  return `${awake}${due}${incident.status === 'monitoring' ? ' If it is over, resolve it.' : ''}`;
}

function overdueSentence(item: Extract<DueItem, { type: 'overdue' }>, facts: Facts): string {
  const { due, snoozed } = facts.incident.cadence;
  const was = `Update #${item.number} was due ${timeOf(item.due, facts.now)}`;
  if (snoozed && due !== null && due > new Date(item.due)) return `${was}; snoozed to *${timeOf(due, facts.now)}*.`;
  const update = `${was}.`;
  const ask = item.ask.map(mention).join(' ');
  switch (item.stage) {
    case 'due':
      return `${update} ${ask}: please post it.`;
    case 'commander':
      return `${update} ${ask}: please post it${item.ask.length > 1 ? ', whoever is free first' : ''}.`;
    case 'standIn':
      return `${update} ${ask}: please step in and post it.`;
  }
}

function stepSentence(item: Extract<DueItem, { type: 'step' }>, facts: Facts): string {
  const { called } = item;
  if (called.user === null) return `${nobodyNamed(called, item.kind)}${dutyLine(item)}`;
  const again = item.round > 0 ? `, round ${item.round + 1}` : '';
  const early = {
    respondWithin: ' Called before its time, because nobody had answered.',
    unreached: ' Called before its time, because the page before could not be delivered.',
    asked: item.by === null ? ' Called before its time.' : ` ${named(item.by, facts)} escalated.`,
    none: '',
  }[item.early ?? 'none'];
  const why = `${early}${dutyLine(item)}`;
  if (facts.incident.kind === 'drill')
    return `${whoIs(called, facts, false)} would be ${item.kind === 'inform' ? 'informed' : 'called'} now${again}.${why}`;
  if (item.kind === 'inform') return `${whoIs(called, facts, false)} is informed${again}.${why}`;
  if (item.quiet) return `I message ${whoIs(called, facts, false)} in Slack now${again}.${why}`;
  return `I call ${whoIs(called, facts, false)} now${again}.${why}`;
}

function nobodyNamed(called: Called, kind: 'reach' | 'inform'): string {
  const need = kind === 'inform' ? 'should know of this' : 'is needed';
  return `${oneLine(called.title, 80)} ${need}, but the policy names nobody. If you know who it is, page them.`;
}

/** `Ben Okafor (Technical Lead)`. Who is called or informed gets a message of their own: a mention would disturb them twice. */
function whoIs(called: Called, facts: Facts, mentioned: boolean): string {
  const title = oneLine(called.title, 80);
  if (called.user === null) return `${title}: the policy names nobody. If you know who it is, page them.`;
  if (mentioned) return `${mention(called.user)} (${title})`;
  return `${called.name === null ? named(called.user, facts) : oneLine(called.name, 80)} (${title})`;
}

function ladderEndSentence(item: Extract<DueItem, { type: 'ladderEnd' }>, answered: boolean, facts: Facts): string {
  const { now } = facts;
  const call = item.quiet ? 'message' : 'call';
  if (answered) return `Nobody had answered by ${timeOf(item.planned, now)}.`;
  const waited = durationOf(new Date(item.planned).getTime() - facts.incident.ladder.start.getTime());
  const drill = facts.incident.kind === 'drill';
  const tried = item.tried.slice(0, 10).map((one) => {
    const title = oneLine(one.title, 60);
    if (one.user === null) return `• ${title}: the policy names nobody`;
    const phone = one.phone === null ? 'no phone number in the policy' : `phone ${oneLine(one.phone, 40)}`;
    return `• ${named(one.user, facts)} (${title}): ${drill ? '' : `called ${timeOf(one.at, now)}, `}${phone}`;
  });
  const start = facts.incident.ladder.start;
  // An answer that lapsed was an answer: who gave it reads this, too.
  const lapsed = facts.incident.acknowledgements.some(({ at }) => at >= start && at < new Date(item.planned));
  if (item.by !== null)
    return [
      `${named(item.by, facts)} escalated. ${drill ? 'These would be called again now:' : `I ${call} everybody on the ladder again:`}`,
      ...tried,
    ].join('\n');
  const nobody = lapsed ? `Nobody is on it, ${waited} after the first call` : `Nobody has answered for ${waited}`;
  return [
    `${nobody}. ${drill ? 'These would be called again now:' : item.quiet ? 'I message these again now:' : 'I call again now:'}`,
    ...tried,
    `Next round ${timeOf(item.again, now)}.`,
  ].join('\n');
}

function lapseSentence(item: Extract<DueItem, { type: 'lapse' }>, facts: Facts): string {
  const answered = `${mention(item.user)} answered ${timeOf(item.since, facts.now)}`;
  const silence = `nothing has been heard since${item.heard === undefined ? '' : ` ${timeOf(item.heard, facts.now)}`}`;
  const what = item.reason === 'noCommander' ? 'nobody has taken command since' : silence;
  const titles = item.resumes.slice(0, 10).map((title) => oneLine(title, 80));
  const then = titles.length === 0 ? '' : ` Calling goes on: ${titles.join(', ')}.`;
  return `${answered}; ${what}.${then}`;
}
