import type { Button, KnownBlock } from '@slack/types';
import { type Incident, isOpen, nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { named } from './name-things.ts';
import { type Seen, otherName, otherOf } from './other-incidents.ts';
import { timeOf } from './tell-time.ts';

/** In the channel of a new incident: another one may be the same. Answered, it shows the answer. */
export function renderMergeOffer(notice: Extract<Notice, { type: 'mergeOffer' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const others = notice.others.flatMap((id) => otherOf(id, facts) ?? []).filter(({ hidden }) => !hidden);
  const names = others.map(otherName).join(' or ');
  const settled = settledLine(incident, others, facts);
  const text = settled ?? `Is it the same as ${names || 'another incident'}?`;
  if (settled !== null || others.length === 0 || !isOpen(incident)) return { text, blocks: [section(text)] };
  return { text, blocks: offerBlocks(incident, others, facts.now) };
}

/** A line and the two ways to merge for each incident that may be the same, and *Not the same*. `here` marks an answer that one person sees. */
export function offerBlocks(incident: Incident, others: Seen[], now: Date, here = false): KnownBlock[] {
  const mark: Record<string, string> = here ? { here: 'yes' } : {};
  const open = others.filter((other) => isOpen(other.incident));
  return open.flatMap((other, index) => [
    section(
      `*${nameOf(other.incident)}*, declared ${timeOf(other.incident.moments.declared, now)}, may be the same: ${oneLine(other.incident.title, 600)}`,
    ),
    ...buttonRow([
      ...mergeButtons(incident, other.incident, mark),
      ...(index === open.length - 1 ? [notTheSame(incident, mark)] : []),
    ]),
  ]);
}

function mergeButtons(incident: Incident, other: Incident, mark: Record<string, string>): Button[] {
  return [
    button({
      label: `Merge into ${nameOf(other)}`,
      action: actions.merge,
      variant: `into-${other.number}`,
      value: { incident: incident.id, into: other.id, ...mark },
    }),
    button({
      label: `Merge ${nameOf(other)} into this`,
      action: actions.merge,
      variant: `from-${other.number}`,
      value: { incident: other.id, into: incident.id, ...mark },
    }),
  ];
}

function notTheSame(incident: Incident, mark: Record<string, string>): Button {
  return button({ label: 'Not the same', action: actions.declineMerge, value: valueOf(incident, mark) });
}

/** *Undo merge*; `id` is the incident that was merged. */
export function undoMergeButton(id: string): Button {
  return button({ label: 'Undo merge', action: actions.undoMerge, value: { incident: id } });
}

function settledLine(incident: Incident, others: Seen[], facts: Facts): string | null {
  if (incident.merged !== null) return `✓ ${nameOf(incident)} was merged into INC-${incident.merged.into.number}.`;
  const here = incident.absorbed.filter(
    ({ id, until }) => until === null && others.some((one) => one.incident.id === id),
  );
  if (here.length > 0)
    return `✓ ${here.map(nameOf).join(' and ')} ${here.length === 1 ? 'was' : 'were'} merged into ${nameOf(incident)}.`;
  const by = incident.mergeOffer?.declinedBy ?? null;
  const names = others.map(({ incident: other }) => nameOf(other)).join(' or ');
  return by === null ? null : `Not the same as ${names}, says ${named(by, facts)}.`;
}
