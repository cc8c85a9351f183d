import type { KnownBlock } from '@slack/types';
import type { Glance } from '../../domain/glance.ts';
import { type Median, type MonthInFigures, volumeOf } from '../../domain/month.ts';
import type { Policy } from '../../domain/policy.ts';
import { isMet, targetsOf } from '../../domain/targets.ts';
import { context, section } from './build-blocks.ts';
import { splitMarkup } from './cut-markup.ts';
import { oneLine } from './escape-text.ts';
import { durationOf } from './tell-time.ts';

/** One figure of a month as it reads, and whether it kept the target; null without one. `of` is of how many it is known. */
type Figure = { text: string; of: string | null; met: boolean | null };
type Row = { name: string; target: string | null; read: (figures: MonthInFigures) => Figure };

const mostSeverities = 12;
const mostLevels = 10;

/** This calendar month beside the one before it, and both beside what the policy wants to reach; nothing where both are empty. */
export function monthBlocks({ month, before }: Glance, policy: Policy): KnownBlock[] {
  if (month.declared === 0 && before.declared === 0) return [];
  const lines = rowsOf(policy, [month, before]).map((row, index) => line(row, index === 0, month, before));
  return [
    ...splitMarkup([`*${month.name} so far, beside ${before.name}*`, ...lines].join('\n')).map((part) => section(part)),
    context('Times are medians. Drills and merged incidents are not counted, private ones only where you are in them.'),
    ...serviceLine(policy),
  ];
}

// The policy wants these, too, and only monitoring knows them.
function serviceLine({ targets }: Policy): KnownBlock[] {
  const levels = targets.service.slice(0, mostLevels).map((level) => oneLine(level, 100));
  return levels.length === 0 ? [] : [context(`Wanted as well, to be seen in your monitoring: ${levels.join(' · ')}`)];
}

function rowsOf(policy: Policy, months: MonthInFigures[]): Row[] {
  const { targets } = policy;
  return [
    { name: 'Incidents', target: null, read: ({ declared }) => figure(declared === 0 ? 'none' : String(declared)) },
    ...volumeRow(policy),
    { name: 'False positives', target: null, read: (figures) => share(figures.falsePositives, figures) },
    { name: 'Repeats', target: null, read: (figures) => share(figures.repeats, figures) },
    timeRow('Time to detect', targets.detect, ({ toDetect }) => toDetect),
    timeRow('Time to acknowledge', null, ({ toAcknowledge }) => toAcknowledge),
    ...acknowledgeRows(policy, months),
    timeRow('Time to mitigate', targets.mitigate, ({ toMitigate }) => toMitigate),
    timeRow('Time to resolve', targets.resolve, ({ toResolve }) => toResolve),
  ];
}

// What was called off was no incident to have fewer of.
function volumeRow(policy: Policy): Row[] {
  const target = policy.targets.incidentsPerMonth;
  if (target === null) return [];
  const named = target.severities.slice(0, mostSeverities).map((key) => oneLine(key, 40));
  const read = (figures: MonthInFigures): Figure => {
    const volume = volumeOf(figures, policy);
    return { ...figure(String(volume?.count ?? 0)), met: volume?.met ?? null };
  };
  return [{ name: `${named.join(', ')}, not called off`, target: `fewer than ${target.fewerThan}`, read }];
}

function acknowledgeRows(policy: Policy, months: MonthInFigures[]): Row[] {
  const occurred = new Set(months.flatMap(({ bySeverity }) => bySeverity.map(({ severity }) => severity)));
  return policy.severities
    .filter(({ key }) => occurred.has(key) && targetsOf(policy, key).tta !== null)
    .slice(0, mostSeverities)
    .map(({ key }) =>
      timeRow(
        `Time to acknowledge ${oneLine(key, 40)}`,
        targetsOf(policy, key).tta,
        ({ bySeverity }) => bySeverity.find(({ severity }) => severity === key)?.toAcknowledge ?? null,
        ({ bySeverity }) => bySeverity.find(({ severity }) => severity === key)?.declared ?? 0,
      ),
    );
}

function figure(text: string): Figure {
  return { text, of: null, met: null };
}

function share(part: number, { declared }: MonthInFigures): Figure {
  return figure(part === 0 ? 'none' : `${part} of ${declared} (${Math.round((part / declared) * 100)} %)`);
}

// A duration that nobody knows is neither zero nor in the median.
function timeRow(
  name: string,
  target: number | null,
  read: (figures: MonthInFigures) => Median,
  whole: (figures: MonthInFigures) => number = ({ declared }) => declared,
): Row {
  return {
    name,
    target: target === null ? null : durationOf(target),
    read: (figures) => {
      const median = read(figures);
      if (median === null) return figure('unknown');
      const of = median.known === whole(figures) ? null : `known for ${median.known} of ${whole(figures)}`;
      return { text: durationOf(median.ms), of, met: isMet({ ms: median.ms, unknown: null }, target) };
    },
  };
}

function line({ name, target, read }: Row, first: boolean, month: MonthInFigures, before: MonthInFigures): string {
  return [
    `${name}: ${told(month.declared === 0 && !first ? figure('–') : read(month), target)}`,
    ...(before.declared === 0 && !first ? [] : [`${before.name} ${told(read(before), null)}`]),
  ].join(' · ');
}

function told({ text, of, met }: Figure, target: string | null): string {
  const word = met === null ? null : met ? 'met' : 'missed';
  const aims = target === null ? [word] : [`target ${target}`, word];
  const notes = [of, aims.filter((one) => one !== null).join(', ')].filter((one) => one !== null && one !== '');
  return notes.length === 0 ? text : `${text} (${notes.join('; ')})`;
}
