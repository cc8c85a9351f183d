import type { Notice } from '../../domain/notices.ts';
import { nameOf } from '../../domain/incident.ts';
import { type Rendered, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';

/** Something that could not be done, and what to do instead. */
export function renderTrouble(notice: Extract<Notice, { type: 'trouble' }>, facts: Facts): Rendered {
  const head = `✗ ${paragraph(notice.what, 1500)}`;
  return {
    text: `${nameOf(facts.incident)}: ${paragraph(notice.what, 300)}`,
    blocks: [section(head), section(paragraph(notice.remedy, 1500))],
  };
}
