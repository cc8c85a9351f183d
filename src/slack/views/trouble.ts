import type { KnownBlock } from '@slack/types';
import type { Notice } from '../../domain/notices.ts';
import { nameOf } from '../../domain/incident.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { timeOf } from './tell-time.ts';

/** Something that could not be done, and what to do instead. */
export function renderTrouble(notice: Extract<Notice, { type: 'trouble' }>, facts: Facts): Rendered {
  const head = `✗ ${paragraph(notice.what, 1500)}`;
  return {
    text: `${nameOf(facts.incident)}: ${paragraph(notice.what, 300)}`,
    blocks: [section(head), ...whatNext(notice, facts)],
  };
}

function whatNext({ remedy, retry }: Extract<Notice, { type: 'trouble' }>, facts: Facts): KnownBlock[] {
  const told = retry === undefined ? undefined : facts.incident.troubles[retry];
  if (told !== undefined && told.mendedAt !== null)
    return [section(`✓ Tried again, and done (${timeOf(told.mendedAt, facts.now)}).`)];
  const again =
    told === undefined || told.again === null
      ? []
      : [section(`✗ Tried again ${timeOf(told.again.at, facts.now)}: ${paragraph(told.again.reason, 500)}.`)];
  const row = told?.trying === true ? [] : retryRow(retry, facts);
  return [...again, section(paragraph(remedy, 1500)), ...row];
}

function retryRow(retry: string | undefined, { incident }: Facts) {
  if (retry === undefined) return [];
  return buttonRow([button({ label: 'Retry', action: actions.retry, value: valueOf(incident, { effect: retry }) })]);
}
