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
