import type { Button, KnownBlock } from '@slack/types';
import { isOpen } from '../../domain/incident.ts';
import { asLabel, mention } from '../../domain/wording.ts';
import { dayAndClockIn } from '../../domain/zone-clock.ts';
import type { CancelReason, Change, EditedField, Notice } from '../../domain/notices.ts';
import { type Rendered, buttonRow, context, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { pageSomeone, takeButtons, takeCommand } from './incident-buttons.ts';
import { isMergeChange, mergeChangeButtons, mergeSentence } from './merge-change.ts';
import { holds, nameInSentence, named, roleName, statusName } from './name-things.ts';
import { parkButton, wakeButton } from './parked.ts';
import { replanLine } from './replan-line.ts';
import { undoReplan } from './runbook-changed.ts';
import { resolutionBlocks } from './resolution-blocks.ts';
import { timeOf } from './tell-time.ts';

type Changed = Extract<Notice, { type: 'change' }>;

/** Who changed what, when and why, and what it did to the timers. */
export function renderChange(notice: Changed, facts: Facts): Rendered {
  const head = sentenceOf(notice, facts);
  const said = withWhy(head, whyOf(notice.change));
  const replan = notice.replan === null ? null : replanLine(notice.replan, facts);
  return {
    text: head,
    blocks: [
      section(said),
      ...(replan === null || replan === '' ? [] : [section(replan)]),
      ...(notice.woke ? [section(`It was parked until ${timeOf(notice.woke, facts.now)}; it is awake now.`)] : []),
      ...moreOf(notice.change, facts),
      ...buttonRow(buttonsOf(notice.change, facts)),
    ],
  };
}

function sentenceOf(notice: Changed, facts: Facts): string {
  const { incident, policy, now } = facts;
  const { change } = notice;
  const by = named(notice.by, facts);
  const name = nameInSentence(incident);
  const at = `(${timeOf(notice.at, now)})`;
  if (isMergeChange(change)) return mergeSentence(change, by, at, facts);
  switch (change.what) {
    case 'severity':
      return `${by} ${direction(change, facts)} ${name} from ${oneLine(change.from, 40)} to *${oneLine(change.to, 40)}* ${at}.`;
    case 'status':
      return `${by} set ${name} from ${statusName(policy, change.from)} to *${statusName(policy, change.to)}* ${at}.`;
    case 'resolved':
      return `${by} resolved ${name} ${at}. Nobody is called any more.`;
    case 'closed':
      return `${by} closed ${name} ${at}.`;
    case 'reopened':
      return `${by} reopened ${name} ${at}; it was ${statusName(policy, change.from).toLowerCase()}. Nobody is called by the clock this time: to get help, page someone.`;
    case 'cancelled':
      return `${by} called off ${name} ${at}${cancelReasons[change.reason]}. Nobody is called any more.`;
    case 'roleTaken': {
      const before = change.from === null ? '' : ` It was with ${named(change.from, facts)}.`;
      return `${named(change.user, facts)} ${holds(policy, change.role)} of ${name} ${at}.${before}`;
    }
    case 'roleLeft':
      return `${named(change.user, facts)} stepped down as ${roleName(policy, change.role)} of ${name} ${at}. ${heldLine(change.role, facts)}`;
    case 'parked': {
      const until = `*${dayAndClockIn(new Date(change.until), change.zone, new Date(notice.at))}* (${timeOf(change.until, now)})`;
      const before = change.from === null ? '' : `, instead of ${timeOf(change.from, now)}`;
      const watching = `${change.watching === notice.by ? named(change.watching, facts) : mention(change.watching)}`;
      return `${by} parked ${name} until ${until}${before}; watching: ${watching}. Reminders and calls pause; it wakes by itself.`;
    }
    case 'woken':
      return `${by} woke ${name} ${at}; it was parked until ${timeOf(change.until, now)}. Its reminders run again.`;
    case 'replanned':
      return change.undo
        ? `${by} took the re-plan of ${name} back ${at}: it goes on by the runbook before.`
        : `${by} re-planned ${name} by the runbook as it is now ${at}. Who was called is not called again; roles stay.`;
    case 'edited':
      return `${by} corrected ${name} ${at}.`;
    case 'triage':
      return `${by} sized up ${name} ${at}.`;
    case 'moment':
      return momentSentence(change, `of ${name} ${at}`, facts, by);
  }
}

const cancelReasons: Record<CancelReason, string> = {
  'nothing was wrong': ': nothing was wrong',
  duplicate: ': a duplicate',
  'planned work': ': planned work',
  other: '',
};

function direction(change: Extract<Change, { what: 'severity' }>, facts: Facts): string {
  const rank = (key: string) => facts.policy.severities.find((severity) => severity.key === key)?.rank;
  const [from, to] = [rank(change.from), rank(change.to)];
  if (from === undefined || to === undefined) return 'moved';
  return to < from ? 'raised' : 'lowered';
}

function heldLine(role: string, facts: Facts): string {
  const held = facts.incident.roles[role];
  if (held === undefined) return 'Nobody has it now.';
  return `${named(held.user, facts)} has it, since ${timeOf(held.since, facts.now)}.`;
}

function momentSentence(
  { moment, name, from, to }: Extract<Change, { what: 'moment' }>,
  where: string,
  { now }: Facts,
  by: string,
): string {
  const called = `“${oneLine(name ?? momentName(moment), 80)}”`;
  if (name !== undefined && from === null) return `${by} set ${called} ${where}: *${momentTime(to, now)}*.`;
  return `${by} corrected ${called} ${where}: ${momentTime(from, now)} → *${momentTime(to, now)}*.`;
}

function momentName(moment: string): string {
  return moment.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function momentTime(at: string | null, now: Date): string {
  return at === null ? 'unknown' : timeOf(at, now);
}

function whyOf(change: Change): string | null {
  switch (change.what) {
    case 'severity':
    case 'status':
    case 'reopened':
      return change.why;
    case 'parked':
      return change.why;
    case 'cancelled':
      return change.text;
    default:
      return null;
  }
}

// The reason ends its line: formatting that somebody typed into it cannot reach what follows.
function withWhy(head: string, why: string | null): string {
  if (why === null) return head;
  const quote = `“${paragraph(why, 2000)}”`;
  return head.endsWith(').') ? `${head.slice(0, -1)}: ${quote}` : `${head}\n${quote}`;
}

function moreOf(change: Change, facts: Facts): KnownBlock[] {
  const { incident, now } = facts;
  if (change.what === 'edited') return change.fields.map(editedBlock);
  if (change.what === 'triage')
    return change.answers.slice(0, 20).map((answer) => answerBlock(answer, change.answers.length, facts));
  if (change.what === 'resolved') return resolutionBlocks(change, facts);
  if (change.what === 'status' && change.to === 'monitoring' && incident.soakUntil !== null)
    return [context(`The fix is watched until ${timeOf(incident.soakUntil, now)}; then I will offer *Resolve*.`)];
  return [];
}

// All blocks of a message share 12,000 characters.
function answerBlock({ key, text }: { key: string; text: string | null }, of: number, { policy }: Facts): KnownBlock {
  const question = policy.triage.questions.find((one) => one.key === key)?.question ?? key;
  const most = Math.min(1100, Math.floor(5000 / of));
  return section(`${oneLine(asLabel(question), 120)} ${text === null ? 'not known yet' : paragraph(text, most)}`);
}

const fieldNames = {
  title: 'Title',
  affected: 'Affected',
  impact: 'Impact',
  exposure: 'Data or access could be exposed',
};

function editedBlock({ field, from, to }: EditedField): KnownBlock {
  const told = (text: string | null) => (text === null ? 'not known yet' : `“${paragraph(text, 1100)}”`);
  if (field === 'exposure') return section(`${fieldNames.exposure}: ${from} → *${to}*`);
  return section(`${fieldNames[field]}: ${told(from)} → ${told(to)}`);
}

function buttonsOf(change: Change, facts: Facts): Button[] {
  if (isMergeChange(change)) return mergeChangeButtons(change, facts);
  if (!isOpen(facts.incident)) return [];
  if (change.what === 'roleLeft') return takeButtons(facts, [change.role]);
  if (change.what === 'parked' && facts.incident.parked?.until.toISOString() === change.until)
    return [wakeButton(facts.incident), parkButton(facts.incident)];
  if (change.what === 'replanned') return undoReplan(change, facts.incident);
  if (change.what === 'reopened') return [...takeCommand(facts), pageSomeone(facts.incident)];
  return [];
}
