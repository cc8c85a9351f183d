import { expect } from 'vitest';
import { severityOf } from '../../src/domain/policy.ts';
import type { Checklist } from '../../src/domain/runbook-parts.ts';
import { readAt, timeless } from './see.ts';
import type { Walk } from './walk.ts';

/** The lists that stand in the channel from a minute on, with every box. */
export function seeLists(walk: Walk, show: Checklist['show'], minute: number): string {
  return listsOf(walk, show)
    .map(({ name, items }) => {
      const text = readAt(walk, minute, new RegExp(`\\*${escaped(name)}\\* · 0 of ${items.length}`));
      for (const item of items) expect(text).toContain(item);
      return `“${name}”, ${items.length} boxes, at ${Math.floor(minute)} min`;
    })
    .join('<br>');
}

/** Ticks the first box of a list and reads who did and when. */
export async function seeTick(walk: Walk, show: Checklist['show']): Promise<string> {
  const [list] = listsOf(walk, show);
  const [item] = list?.items ?? [];
  if (list === undefined || item === undefined) return '';
  const { lena } = walk.world;
  await lena.ticks(item, { ...walk.where, on: new RegExp(escaped(list.name)) });
  await walk.world.settle();
  const text = walk.channel.shows(new RegExp(`\\*${escaped(list.name)}\\* · 1 of ${list.items.length}`));
  const [, who] = /✓ 1 (Lena Vogt, \d\d:\d\d)/.exec(text) ?? [];
  expect(who).toBeDefined();
  return `(x) ${item} ✓ ${timeless(who ?? '')}`;
}

/** The closing list, item by item. */
export function seeClosing(walk: Walk, minute: number): string {
  const { policy } = walk.world.bot.ctx.runbooks.current;
  const found = policy.checklists.find(({ key }) => key === 'closure');
  if (found === undefined) return '';
  const text = readAt(walk, minute, new RegExp(`\\*${escaped(found.name)}\\*`));
  for (const item of found.items) expect(text).toContain(item);
  return found.items.join(' · ');
}

/** Who opens the form to resolve too early is told how long the fix was watched. */
export async function seeSoak(walk: Walk): Promise<string> {
  const { lena } = walk.world;
  await lena.clicks('Resolve', walk.where);
  await walk.world.settle();
  const form = await lena.seesModal(/Resolve/);
  const [warning] = /The fix was watched for \d+ of \d+ min/.exec(form.text()) ?? [];
  await form.close();
  expect(warning).toBeDefined();
  return `${warning}`;
}

function listsOf({ world, severity }: Walk, show: Checklist['show']): Checklist[] {
  const { policy } = world.bot.ctx.runbooks.current;
  const { key } = severityOf(policy, severity);
  return policy.checklists.filter(
    (list) =>
      list.show === show && (list.severities === null || list.severities.includes(key)) && list.items.length > 0,
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
