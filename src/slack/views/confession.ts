import type { Notice } from '../../domain/notices.ts';
import { longestSection } from '../limits.ts';
import { type Rendered, section } from './build-blocks.ts';
import { cutMarkup } from './cut-markup.ts';
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
  const to = new Date(notice.to);
  const late = notice.late.map((line) => paragraph(withClocks(withLateness(line, to), now), 180));
  const skipped = (notice.skipped ?? []).map((line) => paragraph(withClocks(line, now), 180));
  const planned = notice.planned.map((plan) => {
    const was = notice.moved?.find(({ title, to: at }) => title === plan.title && at === plan.at);
    const overdue = was === undefined && new Date(plan.at) < to ? 'overdue since ' : '';
    const before = was === undefined ? '' : ` instead of ${timeOf(was.from, now)}`;
    return `${oneLine(plan.title, 80)} ${overdue}${timeOf(plan.at, now)}${before}`;
  });
  return {
    text: `${nameInSentence(incident)}: ${head}`,
    blocks: [
      section(head),
      fitting(`Late, told now: ${listed(late, 'nothing')}`),
      // Messages of before do not say.
      ...(notice.skipped === undefined ? [] : [fitting(`Skipped: ${listed(skipped, 'nothing')}`)]),
      fitting(`Planned from here: ${listed(planned, 'nothing')}`),
    ],
  };
}

function fitting(text: string) {
  return section(cutMarkup(text, longestSection));
}

// "(due 03:31)" → "(due 03:31, 3 min late)".
function withLateness(line: string, to: Date): string {
  return line.replace(/\(due (\d{4}-\d\d-\d\dT[\d:.]+Z)\)/, (all, at: string) => {
    const late = to.getTime() - new Date(at).getTime();
    return late < 60_000 ? all : `(due ${at}, ${durationOf(late)} late)`;
  });
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
