import { expect } from 'vitest';
import { tellRhythm } from '../../src/domain/message-facts.ts';
import { severityOf } from '../../src/domain/policy.ts';
import { count } from '../../src/domain/wording.ts';
import { asked, readAt, timeless } from './see.ts';
import type { Walk } from './walk.ts';

/** That nobody has answered is said when the time of the policy is over: its value, and when the channel read it. */
export function seeRespondWithin(walk: Walk): string {
  const { policy } = walk.world.bot.ctx.runbooks.current;
  const overdue = walk.planned.find(({ what }) => what === 'respondWithin');
  if (overdue === undefined) return '';
  const said = readAt(walk, overdue.minute, /Nobody ha[sd] answered (within|for)/).split(/ \(|\. /)[0] ?? '';
  return `${tellRhythm(severityOf(policy, walk.severity).respondWithin)}; at ${overdue.minute} min “${said}”`;
}

/** The runbooks for problems are told, and one of them comes into the channel, where its steps are ticked. */
export async function seeProblems(walk: Walk): Promise<string> {
  const { world, where, channel } = walk;
  const { problems } = world.bot.ctx.runbooks.current;
  const [first] = problems;
  if (first === undefined) return '';
  const listed = await asked(walk, 'runbook zzzz');
  for (const { title } of problems) expect(listed).toContain(title);
  const { lena } = world;
  await lena.runs(`/incident runbook ${first.title}`, where);
  await world.settle();
  const text = channel.shows(new RegExp(`\\*${first.title}\\*[\\s\\S]*posted by Lena Vogt`));
  for (const part of ['Symptoms', 'Checks', 'Fixes']) expect(text).toContain(part);
  await lena.picks('tick_step:c1', 'Done', { on: new RegExp(first.title), in: where.in });
  await world.settle();
  expect(channel.shows(new RegExp(first.title))).toMatch(/✓ Lena Vogt, \d\d:\d\d\s+1\./);
  return `${problems.map(({ title }) => title).join(' · ')}<br>“${first.title}” posted, its first check ticked by Lena Vogt`;
}

/** Moments of its own: those that go with a status were set by it, the others are set by a person. */
export async function seeMoments(walk: Walk): Promise<string> {
  const { world, where, channel, course, minuteOf } = walk;
  const { moments } = world.bot.ctx.runbooks.current.policy;
  const seen: string[] = [];
  for (const { key, name, with: status } of moments) {
    if (status === null) {
      await world.lena.runs(`/incident moment ${key}`, where);
      await world.settle();
      channel.shows(new RegExp(name));
      seen.push(`${name}: set by Lena Vogt`);
      continue;
    }
    const at = (await walk.incident()).ownMoments[key] ?? null;
    const minutes = {
      investigating: 0,
      identified: course.identified,
      monitoring: course.monitoring,
      resolved: course.resolve,
    };
    expect(at === null ? null : minuteOf(at)).toBe(Math.floor(minutes[status]));
    const lines = channel.files().at(-1)?.content?.split('\n') ?? [];
    expect(lines.filter((line) => line.includes(name) && /\d\d:\d\d/.test(line))).not.toEqual([]);
    seen.push(`${name}: at ${Math.floor(minutes[status])} min`);
  }
  return seen.join('<br>');
}

/** What is due after the response is told to whoever owns it, each on its morning. */
export function seeDigests({ world, planned, start }: Walk): string {
  const digests = planned.filter(({ what }) => what === 'digest');
  return digests
    .map(({ at, whom, text }) => {
      const person = world.person(world.bot.ctx.runbooks.current.policy.people[whom ?? '']?.slack ?? world.lena.id);
      const told = person.directMessages().filter((message) => Math.abs(message.at.getTime() - at.getTime()) < 60_000);
      expect(told.map((message) => message.text).join('\n'), `${person.name} at ${at.toISOString()}`).toMatch(
        /due|overdue/,
      );
      const day = Math.floor((at.getTime() - start.getTime()) / 86_400_000);
      const items = timeless(text.replace(/^digest for [^:]*: /, '')).replaceAll(/( since)? (DAY )?HH:MM/g, '');
      return `after ${count(day, 'day', 'days')}: ${items}`;
    })
    .join('<br>');
}
