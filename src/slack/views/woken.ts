import type { Button } from '@slack/types';
import type { DueItem } from '../../domain/notices.ts';
import { alternatesOf, type Woken } from '../../domain/woken.ts';
import { actions } from '../ids.ts';
import { button } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** "was woken twice in the last 12 hours, last 03:12". */
export function wokenWords({ times, last }: Woken, now: Date): string {
  const often = ['', 'once', 'twice'][times] ?? `${times} times`;
  return `was woken ${often} in the last 12 hours, ${times === 1 ? '' : 'last '}${timeOf(last, now)}`;
}

/** Who should come instead of somebody: the nearest who has slept, else the nearest. Null where the policy names nobody. */
export function alternateTo(
  user: string,
  by: string | null,
  facts: Pick<Facts, 'incident' | 'policy' | 'now' | 'woken'>,
): string | null {
  const { incident, policy, now, woken = {} } = facts;
  const others = alternatesOf(incident, policy, user, by, now);
  return others.find((one) => woken[one] === undefined) ?? others[0] ?? null;
}

/** A line for each person whom these call although they were woken already: the call did not wait for it. */
export function wokenLines(items: DueItem[], facts: Facts): string[] {
  const { incident, woken = {}, now } = facts;
  return [...new Set(items.flatMap(calledBy))].flatMap((user) => {
    const rest = woken[user];
    if (rest === undefined) return [];
    const said = `${named(user, facts)} ${wokenWords(rest, now)}.`;
    const instead = incident.pages[user]?.instead ?? null;
    if (instead !== null) return [`${said} ${named(instead, facts)} is called instead.`];
    const alternate = items.some((item) => item.type !== 'ladderEnd') ? alternateTo(user, null, facts) : null;
    return [
      alternate === null ? said : `${said} The alternate is ${named(alternate, facts)}${alsoWoken(alternate, facts)}.`,
    ];
  });
}

function alsoWoken(alternate: string, { woken = {}, now }: Facts): string {
  const rest = woken[alternate];
  return rest === undefined ? '' : `, who ${wokenWords(rest, now)}`;
}

/** *Page the alternate instead*, where somebody is called who was woken already and somebody else could come. */
export function alternateButton(item: DueItem, facts: Facts): Button[] {
  const { incident, woken = {}, now } = facts;
  const user = calledBy(item)[0];
  if (user === undefined || item.type === 'ladderEnd' || woken[user] === undefined) return [];
  if ((incident.pages[user]?.instead ?? null) !== null) return [];
  const alternate = alternateTo(user, null, facts);
  if (alternate === null) return [];
  const value = valueOf(incident, { user: alternate, instead: user, asked: now.toISOString() });
  return [button({ label: 'Page the alternate instead', action: actions.pageAlternate, variant: user, value })];
}

/** Whom a timer called and waits for. */
export function calledBy(item: DueItem): string[] {
  if (item.type === 'ladderEnd') return item.quiet ? [] : item.tried.flatMap(({ user }) => user ?? []);
  const calls =
    (item.type === 'step' && item.kind === 'reach' && item.quiet !== true) ||
    (item.type === 'noCommander' && item.page);
  return calls && item.called.user !== null ? [item.called.user] : [];
}
