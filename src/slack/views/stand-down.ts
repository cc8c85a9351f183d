import { nameOf } from '../../domain/incident.ts';
import { isInsider } from '../../domain/is-insider.ts';
import type { Notice } from '../../domain/notices.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { privateName, withKind } from './name-things.ts';

/** To one person who was called: you can stand down. */
export function renderStandDown(notice: Extract<Notice, { type: 'standDown' }>, facts: Facts): Rendered {
  const { incident } = facts;
  if (incident.private && !isInsider(incident, notice.user)) {
    const text = `${privateName(incident)}: you can stand down. Thank you.`;
    return { text, blocks: [section(text)] };
  }
  const head = `*${withKind(incident, nameOf(incident))}*: you can stand down.`;
  const text = `${head} ${paragraph(notice.reason, 1000)}.`;
  return { text, blocks: [section(`${text}\n${oneLine(incident.title, 600)}`)] };
}
