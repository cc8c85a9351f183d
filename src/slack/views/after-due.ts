import { isOpen, nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Notice } from '../../domain/notices.ts';
import { count } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { postMortem, valueOf } from './incident-buttons.ts';
import { channelLink, privateName, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** To the owner, after the resolution: what is due now, and where it is done. */
export function renderAfterDue(notice: Extract<Notice, { type: 'afterDue' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const owner = incident.resolution?.owner ?? null;
  const hidden = incident.private && (owner === null || !isInsider(incident, owner));
  const sentence = sentenceOf(notice, facts);
  const head = hidden
    ? `${privateName(incident)}: ${sentence}`
    : `*${withKind(incident, nameOf(incident))}*: ${sentence}`;
  const title = hidden ? '' : `\n${oneLine(incident.title, 600)}`;
  return { text: head, blocks: [section(`${head}${title}`), ...buttonRow(buttonsOf(notice, facts))] };
}

function sentenceOf(notice: Extract<Notice, { type: 'afterDue' }>, facts: Facts): string {
  const { incident, now } = facts;
  const due = timeOf(notice.due, now);
  if (isOpen(incident)) return 'is open again; nothing is due until it is resolved.';
  const where = incident.channel === null || incident.private ? '' : ` in ${channelLink(incident.channel.id)}`;
  switch (notice.what) {
    case 'closing': {
      if (incident.status !== 'resolved') return '✓ closed.';
      const open = incident.closing.filter((item) => item.doneAt === null).length;
      const left = open === 0 ? 'every item is ticked' : `${count(open, 'item is', 'items are')} open`;
      return `the closing checklist is due ${due}; ${left}. Tick what is done${where}, then close it.`;
    }
    case 'meeting':
      return `the review meeting was to be held by ${due}. If it was not, find a time with those who took part.`;
    case 'report':
      return `the post-mortem is due ${due}. The draft is${where === '' ? ' with the incident' : where}.`;
  }
}

function buttonsOf(notice: Extract<Notice, { type: 'afterDue' }>, facts: Facts) {
  const { incident } = facts;
  if (isOpen(incident)) return [];
  if (notice.what === 'report') return [postMortem(incident)];
  const open = button({ label: 'Show the incident', action: actions.showPanel, value: valueOf(incident) });
  return incident.status === 'resolved' ? [open] : [];
}
