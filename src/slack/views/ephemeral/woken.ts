import type { Facts } from '../facts.ts';
import { nameOf } from '../../../domain/incident.ts';
import { mention } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { clip } from '../../limits.ts';
import { type Rendered, button, buttonRow, section } from '../build-blocks.ts';
import { valueOf } from '../incident-buttons.ts';
import { alternateTo, wokenWords } from '../woken.ts';

/** Who would be paged, by whom and what for; `as` is the expert of the policy that they are wanted as. */
type Paging = { user: string; by: string; why: string | null; as: { expert: string; person: string } | null };

// A button carries it: of its 2,000 characters signs that are escaped take two.
const longestWhy = 600;

/** To who pages somebody by hand: that person was woken already. Nobody is called until a button is pressed. */
export function renderWoken(
  facts: Pick<Facts, 'incident' | 'policy' | 'now' | 'woken'>,
  { user, by, why, as }: Paging,
): Rendered {
  const { incident, now, woken = {} } = facts;
  const rest = woken[user];
  const alternate = alternateTo(user, by, facts);
  const told = rest === undefined ? '' : `${mention(user)} ${wokenWords(rest, now)}. `;
  const other = alternate === null ? undefined : woken[alternate];
  const who =
    alternate === null
      ? 'The policy names nobody who could come instead.'
      : `The alternate is ${mention(alternate)}${other === undefined ? '' : `, who ${wokenWords(other, now)}`}.`;
  const kept = { asked: now.toISOString(), here: 'yes', ...(why === null ? {} : { why: clip(why, longestWhy) }) };
  const page = (label: string, action: string, whom: string, more: Record<string, string>, primary: boolean) =>
    button({ label, action, value: valueOf(incident, { user: whom, ...kept, ...more }), primary });
  return {
    text: `The page for ${nameOf(incident)} has not gone out yet.`,
    blocks: [
      section(`${told}The page for ${nameOf(incident)} has not gone out yet. ${who}`),
      ...buttonRow([
        ...(alternate === null ? [] : [page('Page the alternate instead', actions.pageAlternate, alternate, {}, true)]),
        page('Page anyway', actions.pageAnyway, user, as ?? {}, false),
      ]),
    ],
  };
}
