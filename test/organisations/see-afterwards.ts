import { expect } from 'vitest';
import { tellDay, upkeepOf } from '../../src/domain/upkeep.ts';
import { asked } from './see.ts';
import type { Walk } from './walk.ts';

/** An action item in the policy's words: its kind, who began with it, and that it is done. The refusal of another kind names all. */
export async function seeActions(walk: Walk): Promise<string> {
  const { actionKinds: kinds } = walk.world.bot.ctx.runbooks.current.policy;
  const [kind] = kinds;
  if (kind !== undefined) expect(await asked(walk, 'action [none] look at it')).toContain(kinds.join(', '));
  await asked(walk, kind === undefined ? 'action look at it' : `action ${kind}: look at it`);
  const of = kind === undefined ? '' : ` · ${kind}`;
  walk.channel.shows(new RegExp(String.raw`\*A1\* look at it — nobody yet${of}$`, 'm'));
  await asked(walk, 'action A1 start');
  walk.channel.shows(new RegExp(String.raw`\*A1\* look at it — Lena Vogt${of} · in progress since`));
  await asked(walk, 'action A1 done');
  walk.channel.shows(new RegExp(String.raw`✓ \*A1\* look at it \(Lena Vogt, .*\)${of}$`, 'm'));
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
