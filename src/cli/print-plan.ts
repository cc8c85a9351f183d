import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { foldRepeats } from '../domain/plan-ahead/fold-repeats.ts';
import { mergeEchoes } from '../domain/plan-ahead/merge-echoes.ts';
import { type PlannedIncident, horizonOf, planEvents, planIncident } from '../domain/plan-ahead/plan-incident.ts';
import { severityOf } from '../domain/policy.ts';
import { durationOf } from '../slack/views/tell-time.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** The plan as text, the same for the same policy and time: a line per thing that would be seen, under its day. */
export function printPlan(asked: PlannedIncident): string[] {
  const { policy } = asked;
  const local = (at: Date) => dayjs(at).tz(policy.timezone);
  const lines = foldRepeats(mergeEchoes(planIncident(asked)), horizonOf(asked));
  const printed: string[] = [headOf(asked, local(asked.at).format('dddd D MMMM YYYY HH:mm')), courseOf(asked)];
  let day = '';
  for (const line of lines) {
    const own = local(line.at).format('dddd D MMMM YYYY');
    if (own !== day) printed.push('', own);
    day = own;
    const time = `${local(line.at).format('HH:mm')}  ${sinceOf(line.minute).padStart(11)}`;
    printed.push(`${time}  ${line.places.join(', ').padEnd(22)}  ${line.text}`);
  }
  const last = local(horizonOf(asked)).format('dddd D MMMM HH:mm');
  return [...printed, '', `Looked at until ${last}. Nothing was sent.`];
}

function headOf({ policy, severity, private: hidden, dataBreach }: PlannedIncident, at: string): string {
  const { key, name } = severityOf(policy, severity);
  const more = [...(hidden === true ? ['private'] : []), ...(dataBreach === true ? ['data or access exposed'] : [])];
  const what = [name === key ? key : `${key} ${name}`, ...more].join(', ');
  return `${policy.organisation}: ${what}, declared ${at} (${policy.timezone}) by somebody whom the ladder does not call.`;
}

function courseOf({ events = {}, updates }: PlannedIncident): string {
  const words = { answer: 'answers', take: 'takes command', resolve: 'resolves', close: 'closes' } as const;
  const done = planEvents.flatMap((event) => {
    const minute = events[event];
    if (minute === undefined) return [];
    const what = event === 'identified' || event === 'monitoring' ? `sets ${event}` : words[event];
    return [`${what} at ${sinceOf(minute)}`];
  });
  if (updates === true) done.push('every update is posted a minute before it is due');
  return done.length === 0 ? 'Nobody does anything.' : `Somebody ${done.join(', ')}.`;
}

function sinceOf(minute: number): string {
  return minute === 0 ? '+0 min' : `+${durationOf(minute * 60_000)}`;
}
