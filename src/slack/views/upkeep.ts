import type { KnownBlock } from '@slack/types';
import { titleOf, type Policy } from '../../domain/policy.ts';
import {
  type ReviewDue,
  type Reviewed,
  type UpkeepRecord,
  nextReviewDay,
  reviewDue,
  snoozedUntil,
  tellDay,
  upkeepOf,
} from '../../domain/upkeep.ts';
import { count, mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { button, buttonRow, context, type Rendered, section } from './build-blocks.ts';
import { cutMarkup } from './cut-markup.ts';
import { oneLine } from './escape-text.ts';
import { timeOf } from './tell-time.ts';

/** What a word about the runbook itself is made from. `owner`: the member who has it, null where none is named. */
export type ReviewFacts = {
  policy: Policy;
  owner: string | null;
  record: UpkeepRecord;
  now: Date;
  command: string;
};

/** The reminder to read the runbook again, as things are now: due, put off, or done. */
export function renderReview(facts: ReviewFacts): Rendered {
  const { policy, record, now } = facts;
  const due = reviewDue(policy, record, now);
  if (due === null) return done(facts);
  const until = snoozedUntil(record, now);
  const head = `*${dueSentence(facts)}*`;
  const put =
    until === null || record.snoozed === null
      ? []
      : [`Put off until ${timeOf(until, now)} by ${mention(record.snoozed.by)}.`];
  const lines = [head, ...reasons(policy, due), ...occasions(policy), lastRead(facts), ...put];
  return {
    text: dueSentence(facts),
    blocks: [
      section(cutMarkup(lines.join('\n'), 2900)),
      ...buttonRow([
        button({ label: 'I have read it', action: actions.reviewed, value: {}, primary: true }),
        ...(until === null ? [button({ label: 'Remind me in 4 weeks', action: actions.snoozeReview, value: {} })] : []),
      ]),
      context(`With a date for the next time: \`${facts.command} runbook reviewed in 3 months\``),
    ],
  };
}

function dueSentence({ policy, owner }: ReviewFacts): string {
  const { owner: key } = upkeepOf(policy);
  const what = `The runbook of ${oneLine(policy.organisation, 100)} is to be read again`;
  if (owner !== null || key === null) return `${what}.`;
  return `${what} by ${oneLine(policy.people[key]?.name ?? titleOf(policy, key), 100)}.`;
}

function reasons(policy: Policy, { day, incidents }: ReviewDue): string[] {
  const after = upkeepOf(policy).after.map((key) => oneLine(key, 40));
  return [
    ...(day === null ? [] : [`• Its date was ${tellDay(day)}.`]),
    ...(incidents === 0
      ? []
      : [
          `• ${count(incidents, 'incident', 'incidents')} of ${either(after)} ${incidents === 1 ? 'was' : 'were'} resolved since.`,
        ]),
  ];
}

function occasions(policy: Policy): string[] {
  const { also } = upkeepOf(policy);
  return also.length === 0 ? [] : [`Read it also when: ${also.map((one) => oneLine(one, 150)).join('; ')}.`];
}

function lastRead({ record, now }: ReviewFacts): string {
  const { reviewed } = record;
  if (reviewed === null) return 'Nobody has said so far that it was read.';
  return `Last read by ${mention(reviewed.by)}, ${timeOf(reviewed.at, now)}.`;
}

/** Once it was read. */
function done(facts: ReviewFacts): Rendered {
  const { policy, record, now } = facts;
  const blocks = (head: string, buttons: KnownBlock[]) => [
    section(cutMarkup(`${head} ${nextSentence(facts)}`, 2900)),
    ...buttons,
  ];
  const { reviewed } = record;
  const what = `The runbook of ${oneLine(policy.organisation, 100)}`;
  if (reviewed === null)
    return { text: `${what} need not be read now.`, blocks: blocks(`${what} need not be read now.`, []) };
  const head = `✓ ${what} was read by ${mention(reviewed.by)}, ${timeOf(reviewed.at, now)}.`;
  return { text: head, blocks: blocks(head, notRead(reviewed)) };
}

function notRead({ at }: Reviewed): KnownBlock[] {
  return buttonRow([button({ label: 'Not read', action: actions.undoReview, value: { review: at.toISOString() } })]);
}

/** What came of it, to who said so. */
export function renderReviewed(facts: ReviewFacts, said: string): Rendered {
  const text = `${said} ${nextSentence(facts)}`;
  return {
    text,
    blocks: [section(cutMarkup(text, 2900)), ...(facts.record.reviewed === null ? [] : notRead(facts.record.reviewed))],
  };
}

function nextSentence({ policy, record, now }: ReviewFacts): string {
  const day = nextReviewDay(policy, record.reviewed);
  const { after } = upkeepOf(policy);
  const incident = after.length === 0 ? null : `after an incident of ${either(after.map((key) => oneLine(key, 40)))}`;
  const due = reviewDue(policy, record, now);
  if (due !== null) return 'It is to be read again now.';
  const when = [...(day === null ? [] : [`on ${tellDay(day)}`]), ...(incident === null ? [] : [incident])];
  return when.length === 0 ? 'No next time is planned.' : `Next: ${when.join(', and ')}.`;
}

function either(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
