import type { Notice } from '../../domain/notices.ts';
import { isOpen, nameOf } from '../../domain/incident.ts';
import { attachedName } from '../../domain/rings.ts';
import type { RingState } from '../../domain/ring-state.ts';
import { type Rendered, context, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { withKind } from './name-things.ts';

type Attached = Extract<Notice, { type: 'attached' }>;

/** A page that the pager had already belongs to this incident: whom it rings, and what ends it. */
export function renderAttached(notice: Attached, facts: Facts): Rendered {
  const { incident } = facts;
  const ring = incident.rings[notice.ring];
  if (ring === undefined) return { text: nameOf(incident), blocks: [section('Attached to a page of the pager.')] };
  const name = attachedName(ring);
  const link = ring.page === null ? name : linkTo(ring.page.url, name);
  return {
    text: `${withKind(incident, nameOf(incident))}: attached to ${name}.`,
    blocks: [
      section(`Attached to ${link}: ${oneLine(notice.title, 300)}\n${whoIsAsked(notice, ring, facts)}`),
      ...(isOpen(incident) && ring.ended === null ? [context(whatEnds(ring, facts))] : []),
    ],
  };
}

/** The pager's own address of a page, with how the page is called. */
export function linkTo(url: string, name: string): string {
  return `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${oneLine(name, 80)}>`;
}

// By the pager's names: whom it asks need not be in the channel, and a mention would call them to it.
function whoIsAsked({ acknowledged }: Attached, { attached, via }: RingState, { incident }: Facts): string {
  if (acknowledged !== null) return `${oneLine(acknowledged.name, 80)} acknowledged it in ${via} before.`;
  const people = attached?.people ?? [];
  const names = people.slice(0, 5).map(({ name }) => oneLine(name, 80));
  if (names.length === 0) return `It is assigned to nobody in ${via}. Whoever has to answer is called as usual.`;
  const all = people.length > names.length ? [...names, `${people.length - names.length} more`] : names;
  const whom = all.length === 1 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  const mine = people.every(({ user }) => user === incident.declaredBy);
  if (mine) return `It rang ${whom}, who declared this, so I acknowledge it in ${via}.`;
  return `It rings ${whom}, who ${people.length === 1 ? 'is' : 'are'} not paged again. Others are called at their minutes.`;
}

function whatEnds({ via, acknowledged }: RingState, { incident }: Facts): string {
  const until =
    acknowledged === null
      ? `Acknowledge it here or in ${via}; until then ${via} goes on by its own escalation policy. `
      : '';
  const title = incident.private ? ` Its title in ${via} stays as it is.` : '';
  return `${until}Resolving, calling off or merging ${nameOf(incident)} resolves it there, too.${title}`;
}
