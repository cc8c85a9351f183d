import type { Notice } from '../../domain/notices.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { nameInSentence } from './name-things.ts';
import { durationOf, timeOf } from './tell-time.ts';

/** Lists are cut here, with the number of what is left out: the message must fit. */
const MOST_LINES = 15;

/** The bot was away: since when, what came late because of it, and what comes next. */
export function renderConfession(notice: Extract<Notice, { type: 'confession' }>, facts: Facts): Rendered {
  const { now, incident } = facts;
  const away = durationOf(new Date(notice.to).getTime() - new Date(notice.from).getTime());
  const head =
    notice.lost === true
      ? `I had lost a timer of ${nameInSentence(incident)}, and found it at ${timeOf(notice.to, now)}.`
      : `I was down from ${timeOf(notice.from, now)} to ${timeOf(notice.to, now)} (${away}).`;
  const late = notice.late.map((line) => paragraph(withClocks(line, now), 180));
  const since = new Date(notice.to);
  const planned = notice.planned.map((plan) => {
    const overdue = new Date(plan.at) < since ? 'overdue since ' : '';
    return `${oneLine(plan.title, 80)} ${overdue}${timeOf(plan.at, now)}`;
  });
  return {
    text: `${nameInSentence(incident)}: ${head}`,
    blocks: [
      section(head),
      section(`Late, told now: ${listed(late, 'nothing')}`),
      section(`Planned from here: ${listed(planned, 'nothing')}`),
    ],
  };
}

/** The times of a line on the reader's clock: the domain knows neither their zone nor Slack's marks, so they come as ISO. */
export function withClocks(line: string, now: Date): string {
  return line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => timeOf(at, now));
}

function listed(lines: string[], none: string): string {
  const rest = lines.length - MOST_LINES;
  const shown = rest > 0 ? [...lines.slice(0, MOST_LINES), `${rest} more`] : lines;
  return `${shown.length === 0 ? none : shown.join(', ')}.`;
}
