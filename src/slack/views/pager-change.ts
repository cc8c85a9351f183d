import type { Notice } from '../../domain/notices.ts';
import { isOpen, nameOf } from '../../domain/incident.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { named, withKind } from './name-things.ts';

/** What somebody did to a page in the pager itself. */
export function renderPagerChange(notice: Extract<Notice, { type: 'pagerChange' }>, facts: Facts): Rendered {
  const { incident } = facts;
  const text = sentence(notice, facts);
  return { text: `${withKind(incident, nameOf(incident))}: ${text}`, blocks: [section(text)] };
}

function sentence(notice: Extract<Notice, { type: 'pagerChange' }>, facts: Facts): string {
  const { by, via, user, change } = notice;
  const { incident } = facts;
  const who = by.user === null ? oneLine(by.name, 80) : named(by.user, facts);
  const own = notice.page === undefined;
  const whose = by.user === user ? 'their page' : `the page for ${named(user, facts)}`;
  const page = own ? whose : oneLine(notice.page ?? '', 80);
  // How the pager calls its own says where it is.
  const there = own ? ` in ${via}` : '';
  switch (change.what) {
    case 'acknowledged':
      return `${who} acknowledged ${page}${there}.`;
    case 'resolved':
      return `${who} resolved ${page}${there}.${isOpen(incident) ? ` ${nameOf(incident)} goes on here.` : ''}`;
    case 'reassigned': {
      const to = change.to.slice(0, 5).map(({ name }) => oneLine(name, 80));
      return `${who} gave ${page} to ${to.length === 0 ? 'nobody' : to.join(', ')}${there}.`;
    }
    case 'noted':
      return `${who} noted in ${via}: “${paragraph(change.text, 1500)}”`;
  }
}
