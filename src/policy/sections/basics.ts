import { didYouMean } from '../did-you-mean.ts';
import { parseBusinessHours } from '../parse-business-hours.ts';
import { type Parsed, quote } from '../parse-duration.ts';
import { parseRetention } from '../parse-retention.ts';
import { cell, section, wall } from './section.ts';

/** The clock on the wall. */
export const timezone = cell(parseTimezone).describe('Where the clock hangs: UTC, or a place like Europe/Berlin.');

/** When people work. */
export const businessHours = cell(parseBusinessHours).meta({
  pattern: String.raw`^.+ \d{1,2}:\d\d *- *\d{1,2}:\d\d$`,
  description: 'When people work: Mon-Fri 09:00-18:00.',
});

/** What is asked when nothing happens. */
export const reminders = section({
  silence: wall.describe('Nothing on the record for so long: the commander is asked whether it goes on.'),
  roles_unfilled: wall.describe('After so long, vacant roles are named.'),
}).describe('What is asked when nothing happens.');

/** How long a record is kept. */
export const retention = section({
  closed_after: cell(parseRetention).meta({
    pattern: String.raw`^\d{1,4} *(day|week|month|year)s?$`,
    description: '2 years, 18 months or 90 days after it was over; never less than 30 days.',
  }),
})
  .optional()
  .describe('How long incidents that are over are kept; without it for ever.');

function parseTimezone(value: string): Parsed<string> {
  try {
    // An offset like +02:00 is accepted by Intl but has no summer time; people mean a place.
    if (/^[A-Za-z]/.test(value))
      return { value: new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone };
  } catch {
    // told below
  }
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const hint = didYouMean(value, zones, '').startsWith('Did')
    ? didYouMean(value, zones, '')
    : 'Write UTC or a place like Europe/Berlin.';
  return { problem: `${quote(value)} is not a time zone. ${hint}` };
}
