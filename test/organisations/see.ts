import { expect } from 'vitest';
import { isQuiet, severityOf } from '../../src/domain/policy.ts';
import { count } from '../../src/domain/wording.ts';
import { type Walk, roleHolder } from './walk.ts';

/** The message of the incident's channel that came in that minute and reads like this, without the times of its day. */
export function readAt({ channel, minuteOf }: Walk, minute: number, pattern: RegExp): string {
  const then = channel.messages().filter(({ at }) => minuteOf(at) === Math.floor(minute));
  const found = then.find(({ text }) => pattern.test(text));
  if (found === undefined)
    throw new Error(`At ${minute} min nothing reads like ${pattern}:\n${then.map(({ text }) => text).join('\n---\n')}`);
  return timeless(found.text);
}

/** What somebody was answered by a command in the channel, or what its form shows. */
export async function asked({ world, where }: Walk, command: string): Promise<string> {
  const { lena } = world;
  await lena.runs(`/incident ${command}`, where);
  await world.settle();
  if (!lena.hasModal()) return timeless(lena.ephemerals(where.in).at(-1) ?? '');
  const form = lena.modal();
  const text = form.text();
  await form.close();
  return timeless(text);
}

/** Days and hours of this run as letters, so that every run reads the same. */
export function timeless(text: string): string {
  return text
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, 'YYYY-MM-DD')
    .replaceAll(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ [A-Z][a-z]{2}\b/g, 'DAY')
    .replaceAll(/\b([A-Z][a-z]{2} \d+, \d{4}|today|tomorrow|yesterday) (?=\d\d:\d\d)/g, '')
    .replaceAll(/\b\d\d:\d\d\b/g, 'HH:MM')
    .replaceAll(/\b(of week) \d\b/g, '$1 n')
    .replaceAll(/INC-\d+/g, 'INC-n');
}

/** The name that a pattern like `incident-YYYYMMDD-HHMM` means for an incident declared then. */
export function stamped(pattern: string, at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  const digits = time.replaceAll(':', '');
  return pattern
    .replace('YYYY-MM-DD', day)
    .replace('YYYYMMDD', day.replaceAll('-', ''))
    .replace('HHMMSS', digits.slice(0, 6))
    .replace('HHMM', digits.slice(0, 4));
}

/** Each step of the ladder reached its person at its minute, or before it where the time to respond was over. */
export function seeCalls({ world, severity, who, minuteOf, planned, start }: Walk): string {
  const { policy } = world.bot.ctx.runbooks.current;
  const { ladder, firstAction } = severityOf(policy, severity);
  const steps = ladder.filter(
    ({ kind, condition }) => condition === null && (kind === 'inform' || firstAction !== 'ticket'),
  );
  return steps
    .map(({ after, kind, target }) => {
      const what = kind === 'inform' ? 'informed' : 'called';
      const minute = planned.find((line) => line.what === what && line.whom === target)?.minute ?? Infinity;
      expect(minute).toBeLessThanOrEqual(after / 60_000);
      const person = who(roleHolder(policy, target));
      const told = person.directMessages().filter(({ at }) => at >= start && minuteOf(at) === minute);
      expect(told, `${person.name} at ${minute} min`).not.toEqual([]);
      const early = minute * 60_000 < after ? ', before its time' : '';
      return `${minute} min ${timeless(person.name)}${kind === 'inform' ? ' (informed)' : ''}${early}`;
    })
    .join('<br>');
}

/** Whoever was called is not called again once somebody has answered. */
export function seeAnswer({ world, planned, course, start, minuteOf }: Walk): string {
  const { policy } = world.bot.ctx.runbooks.current;
  const calls = Object.keys(policy.people).flatMap((key) =>
    world
      .person(policy.people[key]?.slack ?? '')
      .directMessages()
      .filter(({ at, text }) => at >= start && /You are needed|You are asked|You answered|You took/.test(text))
      .map(({ at }) => minuteOf(at)),
  );
  const before = calls.filter((minute) => minute < course.answer);
  expect(before).not.toEqual([]);
  expect(calls.filter((minute) => minute > course.answer)).toEqual([]);
  const again = planned.filter(({ what, minute }) => what === 'called' && minute < course.answer).length;
  expect(again).toBeGreaterThan(0);
  return `${count(before.length, 'call', 'calls')} until the answer at ${Math.floor(course.answer)} min, none after it`;
}

/** Updates are asked for and posted in their rhythm. */
export function seeRhythm(walk: Walk): string {
  const { planned } = walk;
  const posted = planned
    .filter(({ what, where }) => what === 'update' && where === 'channel')
    .map(({ minute }) => minute);
  const nudged = planned.filter(({ what }) => what === 'nudge').map(({ minute }) => minute);
  posted.forEach((minute, index) => readAt(walk, minute, new RegExp(`Update #${index + 1}\\b`)));
  for (const minute of nudged) readAt(walk, minute, /[Uu]pdate #\d+/);
  return posted.length === 0 ? '' : `asked for at ${some(nudged)} min; posted at ${some(posted)} min`;
}

function some(minutes: number[]): string {
  return `${minutes.slice(0, 3).join(', ')}${minutes.length > 3 ? ' …' : ''}`;
}

/** The first thing that is done, as the channel says it. */
export function seeFirstAction(walk: Walk): string {
  const { policy } = walk.world.bot.ctx.runbooks.current;
  const severity = severityOf(policy, walk.severity);
  const said = { page: /^I call .* now\./, notify: /^I message .* in Slack now\./, ticket: /Create a ticket\./ };
  if (severity.firstAction !== 'ticket' && severity.ladder.length === 0) return '';
  const found = readAt(walk, 0, said[severity.firstAction]);
  expect(isQuiet(severity)).toBe(severity.firstAction !== 'page');
  return found.split('\n')[0] ?? '';
}
