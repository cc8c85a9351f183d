import { describe, expect, it } from 'vitest';
import { parseReview } from '../../src/slack/parse-review.ts';

// In Berlin it is the 2nd of December already.
const clock = { now: new Date('2026-12-01T23:30:00Z'), timezone: 'Europe/Berlin' };

describe('What is said of the runbook itself', () => {
  it.each([
    ['reviewed', { type: 'reviewed', next: null }],
    ['Reviewed 2027-03-01', { type: 'reviewed', next: '2027-03-01' }],
    ['reviewed next 2027-03-01', { type: 'reviewed', next: '2027-03-01' }],
    ['reviewed in 3 months', { type: 'reviewed', next: '2027-03-02' }],
    ['reviewed in a quarter', { type: 'reviewed', next: '2027-03-02' }],
    ['reviewed 2 weeks', { type: 'reviewed', next: '2026-12-16' }],
    ['reviewed undo', { type: 'undo' }],
    ['snooze', { type: 'snooze' }],
    ['', null],
    ['latency', null],
    ['snooze of the alert', null],
  ])('%j', (text, expected) => {
    expect(parseReview(text, clock)).toEqual(expected);
  });

  it.each([
    'reviewed 2026-02-31',
    'reviewed soon',
    'reviewed 2026-12-02',
    'reviewed in 99 years',
    'reviewed 2020-01-01',
  ])('%j is refused, saying what to write', (text) => {
    expect(() => parseReview(text, clock)).toThrow(/cannot/);
  });
});
