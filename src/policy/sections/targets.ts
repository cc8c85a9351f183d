import { z } from 'zod';
import type { Targets } from '../../domain/runbook-parts.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Names } from '../names.ts';
import { type Parsed, quote } from '../parse-duration.ts';
import { keyOf } from './named.ts';
import { cell, section, text, wall } from './section.ts';

/** What the team wants to reach. */
export function targets(names: Names) {
  return section({
    detect: wall.optional().describe('From the beginning of the impact until it is noticed.'),
    acknowledge: z
      .record(keyOf(names.severities, 'severities'), wall)
      .default({})
      .describe('From noticing until somebody answers, by severity.'),
    mitigate: wall.optional().describe('Until users no longer feel it.'),
    resolve: wall.optional().describe('Until the impact has ended.'),
    incidents_per_month: cell((value) => parseMonthly(value, names))
      .meta({ pattern: String.raw`^fewer than \d{1,6}( of .+)?$` })
      .optional()
      .describe('fewer than 10 of P0, P1, P2; without severities it is all of them.'),
    service: z.array(text).default([]).describe('Levels of the service in your words: 99.9 % availability.'),
  })
    .prefault({})
    .transform(
      (value): Targets => ({
        detect: value.detect ?? null,
        acknowledge: value.acknowledge,
        mitigate: value.mitigate ?? null,
        resolve: value.resolve ?? null,
        incidentsPerMonth: value.incidents_per_month ?? null,
        service: value.service,
      }),
    )
    .describe('What the team wants to reach; measured and shown, never enforced.');
}

function parseMonthly(value: string, { severities }: Names): Parsed<NonNullable<Targets['incidentsPerMonth']>> {
  const match = /^fewer than (\d{1,6})(?: of (.+))?$/.exec(value);
  if (match === null || Number(match[1]) === 0)
    return { problem: `${quote(value)} is not a number of incidents. Write fewer than 10 of ${severities.join(', ')}` };
  const named = match[2]?.split(/,\s*|\s+and\s+/).map((one) => one.trim()) ?? severities;
  const unknown = named.find((one) => !severities.includes(one));
  if (unknown !== undefined)
    return { problem: `${unknown} is not under severities. ${didYouMean(unknown, severities, 'There are')}` };
  return { value: { severities: [...new Set(named)], fewerThan: Number(match[1]) } };
}
