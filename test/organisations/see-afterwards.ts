import { expect } from 'vitest';
import { tellDay, upkeepOf } from '../../src/domain/upkeep.ts';
import { asked } from './see.ts';
import type { Walk } from './walk.ts';

/** An action item of each of the policy's kinds, and how far it is; the list shows both. */
export async function seeActions(walk: Walk): Promise<string> {
  const { actionKinds: kinds } = walk.world.bot.ctx.runbooks.current.policy;
  for (const kind of kinds) await asked(walk, `action ${kind}: look at ${kind}`);
  if (kinds.length === 0) await asked(walk, 'action look at it');
  await asked(walk, 'action A1 start');
  const text = await asked(walk, 'actions');
  for (const kind of kinds) expect(text).toContain(` · ${kind}`);
  expect(text).toMatch(/\*A1\* look at .* · in progress since/);
  return [...(kinds.length === 0 ? [] : [kinds.join(' · ')]), 'open → in progress → done'].join('<br>');
}

/** The word to whoever owns the runbook that its date has passed; nothing where the policy names none. */
export function seeUpkeep({ world }: Walk): string {
  const { policy } = world.bot.ctx.runbooks.current;
  const { next, owner, after } = upkeepOf(policy);
  if (next === null) return '';
  const member = owner === null ? null : (policy.people[owner]?.slack ?? null);
  const pattern = /The runbook of .* is to be read again/;
  const told = member === null ? world.announcements().shows(pattern) : world.person(member).sees(pattern);
  const said = `Its date was ${tellDay(next)}`;
  expect(told).toContain(said);
  return [said, ...(after.length === 0 ? [] : [`and after an incident of ${after.join(' or ')}`])].join(', ');
}

/** The month at home: each figure with the target that the policy has for it, and what only monitoring knows. */
export async function seeMeasures({ world, severity }: Walk): Promise<string> {
  const { targets } = world.bot.ctx.runbooks.current.policy;
  const { lena } = world;
  await lena.opensHome();
  await world.settle();
  const text = lena.home().text();
  const lines = text.slice(text.search(/so far, beside/)).split('\n');
  const read = (name: string, target: string | null): string => {
    const line = lines.find((one) => one.startsWith(`${name}: `)) ?? `There is no line “${name}”`;
    expect(line).toMatch(target === null ? /: / : new RegExp(`[(; ]target ${target}[,)]`));
    return `${name}${target === null ? '' : ` (target ${target})`}`;
  };
  const own = targets.acknowledge[severity];
  const { incidentsPerMonth: volume, service } = targets;
  for (const level of service) expect(lines.join('\n')).toContain(level);
  return [
    read('Incidents', null),
    ...(volume === null
      ? []
      : [read(`${volume.severities.join(', ')}, not called off`, `fewer than ${volume.fewerThan}`)]),
    read('False positives', null),
    read('Repeats', null),
    read('Time to detect', spoken(targets.detect)),
    own === undefined ? read('Time to acknowledge', null) : read(`Time to acknowledge ${severity}`, spoken(own)),
    read('Time to mitigate', spoken(targets.mitigate)),
    read('Time to resolve', spoken(targets.resolve)),
    ...service,
  ].join(' · ');
}

/** When the meeting and the report are due, as whoever writes it up reads it, and the agenda in the order of the policy. */
export async function seeAfterwards({ world, incident, channel }: Walk): Promise<string> {
  const { review } = world.bot.ctx.runbooks.current.policy;
  const { after, moments, resolution } = await incident();
  const owner = world.person(resolution?.owner ?? '');
  await owner.opensHome();
  await world.settle();
  const home = owner.home().text();
  const parts = (['meeting', 'report'] as const).map((what) => {
    const due = after.find((one) => one.what === what)?.due ?? new Date(Number.NaN);
    const name = { meeting: 'Review meeting', report: 'Post-mortem' }[what];
    expect(home).toMatch(new RegExp(`\\*${name}`));
    const hours = Math.round((due.getTime() - (moments.resolved?.getTime() ?? 0)) / 3_600_000);
    return `${name} within ${hours} h`;
  });
  const topics = review.agenda.map(({ topic, minutes }) => `${topic}${minutes === null ? '' : ` (${minutes} min)`}`);
  const draft = channel.files().at(-1)?.content ?? '';
  const written = topics.map((topic, index) => draft.indexOf(`${index + 1}. ${topic}`));
  expect(written).toEqual(written.toSorted((a, b) => a - b));
  expect(written).not.toContain(-1);
  return [...parts, ...topics.map((topic, index) => `${index + 1}. ${topic}`)].join('<br>');
}

function spoken(ms: number | null): string | null {
  if (ms === null) return null;
  const minutes = ms / 60_000;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
