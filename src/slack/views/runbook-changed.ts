import type { Button } from '@slack/types';
import { type Incident, isOpen } from '../../domain/incident.ts';
import type { Change, Notice } from '../../domain/notices.ts';
import { shortHash } from '../../domain/runbook-state.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { nameInSentence, named } from './name-things.ts';
import { replanLine } from './replan-line.ts';
import { timeOf } from './tell-time.ts';

type Changed = Extract<Notice, { type: 'runbookChanged' }>;

/** The runbook was changed since the incident was declared, and what *Re-plan* would make of it; settled, it says how. */
export function renderRunbookChanged(notice: Changed, facts: Facts): Rendered {
  const { incident } = facts;
  const settled = settledLine(notice, facts);
  if (settled !== null) return { text: settled, blocks: [section(settled)] };
  const name = nameInSentence(incident);
  const head = notice.unreadable
    ? `The runbook that ${name} was declared under cannot be read any more, so the one as it is now stands in.`
    : `The runbook was changed since ${name} was declared. ${name} goes on by the one it has.`;
  const moves = notice.replan === null ? '' : replanLine(notice.replan, facts);
  const then = moves === '' ? 'it moves no time of what is to come.' : moves;
  return {
    text: head,
    blocks: [
      section(head),
      section(`*Re-plan* goes on by the new one: ${then}`),
      ...buttonRow(isOpen(incident) ? [replanButton(incident)] : []),
      context('Who was called is not called again, and roles stay. The commander decides; it can be undone.'),
    ],
  };
}

/** *Re-plan*. */
export function replanButton(incident: Incident): Button {
  return button({ label: 'Re-plan', action: actions.replan, value: valueOf(incident) });
}

/** *Undo* on the latest re-plan, as long as the incident goes on by it. */
export function undoReplan({ to, undo }: Extract<Change, { what: 'replanned' }>, incident: Incident): Button[] {
  if (incident.runbook !== to || incident.replanned?.to !== to) return [];
  const value = valueOf(incident, { to: 'before', from: shortHash(to) });
  return [button({ label: undo ? 'Re-plan again' : 'Undo', action: actions.replan, value })];
}

function settledLine({ from, to }: Changed, facts: Facts): string | null {
  const { incident, now } = facts;
  const { runbook, replanned, runbookOffer } = incident;
  const name = nameInSentence(incident);
  const byWhom = replanned === null ? '' : ` (${timeOf(replanned.at, now)}, by ${named(replanned.by, facts)})`;
  if (runbook === to) return `✓ The runbook was changed, and ${name} was re-planned by it${byWhom}.`;
  if (runbookOffer?.to === to && runbookOffer.open) return null;
  if (replanned?.from === to && replanned.to === runbook)
    return `The runbook was changed; ${name} was re-planned by it, and that was taken back${byWhom}.`;
  if (runbookOffer === null && runbook === from)
    return `The runbook was changed for a while and is as it was again; nothing changed for ${name}.`;
  return `The runbook was changed, and was changed again since.`;
}
