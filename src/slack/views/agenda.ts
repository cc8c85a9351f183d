import { type Policy, titleOf } from '../../domain/policy.ts';
import { cutMarkup } from './cut-markup.ts';
import { oneLine } from './escape-text.ts';

// Beside what else one message may hold.
const longestAgenda = 2000;
const longestWanted = 600;
const most = 20;

/** For whom a time is to be found: whom the policy wants to come, or those who took part. */
export function whoMeets(policy: Policy): string {
  const wanted = policy.review.attendees.slice(0, most).map((key) => oneLine(titleOf(policy, key), 80));
  return wanted.length === 0 ? ' with those who took part' : cutMarkup(` for: ${wanted.join(', ')}`, longestWanted);
}

/** What the meeting goes through, in the order of the policy, a line each; empty where it has no agenda. */
export function agendaText({ review }: Pick<Policy, 'review'>): string {
  const { agenda } = review;
  if (agenda.length === 0) return '';
  const lines = agenda.slice(0, most).map(({ topic, minutes, points }, index) => {
    const time = minutes === null ? '' : ` (${minutes} min)`;
    const asked = points.slice(0, most).map((point) => oneLine(point, 150));
    return `${index + 1}. ${oneLine(topic, 100)}${time}${asked.length === 0 ? '' : `: ${asked.join(' · ')}`}`;
  });
  return cutMarkup([`Agenda${wholeTime(agenda)}:`, ...lines].join('\n'), longestAgenda);
}

// A sum that leaves a point out would be less than the meeting takes.
function wholeTime(agenda: readonly { minutes: number | null }[]): string {
  const whole = agenda.reduce((sum, { minutes }) => sum + (minutes ?? Number.NaN), 0);
  return Number.isNaN(whole) ? '' : ` (${whole} min)`;
}
