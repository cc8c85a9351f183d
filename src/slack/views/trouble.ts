import type { Notice } from '../../domain/notices.ts';
import { nameOf } from '../../domain/incident.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';

/** Something that could not be done, and what to do instead. */
export function renderTrouble(notice: Extract<Notice, { type: 'trouble' }>, facts: Facts): Rendered {
  const head = `✗ ${paragraph(notice.what, 1500)}`;
  return {
    text: `${nameOf(facts.incident)}: ${paragraph(notice.what, 300)}`,
    blocks: [section(head), section(paragraph(notice.remedy, 1500)), ...retryRow(notice, facts)],
  };
}

function retryRow({ retry }: Extract<Notice, { type: 'trouble' }>, { incident }: Facts) {
  if (retry === undefined) return [];
  return buttonRow([button({ label: 'Retry', action: actions.retry, value: valueOf(incident, { effect: retry }) })]);
}
