import { describe, expect, it } from 'vitest';
import { readWhen, unreadableWhen } from '../../src/slack/parse-when.ts';

// Tuesday 2026-03-24, 15:20 in Berlin, 10:20 in New York. Europe's clocks change on Sunday the 29th.
const now = new Date('2026-03-24T14:20:00Z');
const read = (text: string, zone = 'Europe/Berlin') => {
  const found = readWhen(text, { zone, now, dayStart: 9 * 60 });
  return found && `${found.at.toISOString().slice(0, 16)}|${found.rest}`;
};

describe('a time to come', () => {
  it.each([
    ['2h', '2026-03-24T16:20|'],
    ['for 90 minutes', '2026-03-24T15:50|'],
    ['in 3 days', '2026-03-27T14:20|'],
    ['16:00', '2026-03-24T15:00|'],
    ['at 16.00', '2026-03-24T15:00|'],
    ['5pm', '2026-03-24T16:00|'],
    ['12am', '2026-03-24T23:00|'],
    ['14:30', '2026-03-25T13:30|'],
    ['until tomorrow 09:00', '2026-03-25T08:00|'],
    ['until tomorrow at 9:30 <@U1|ben> the vendor', '2026-03-25T08:30|<@U1|ben> the vendor'],
    ['tomorrow', '2026-03-25T08:00|'],
    ['monday', '2026-03-30T07:00|'],
    ['next Mon, waiting for the vendor', '2026-03-30T07:00|waiting for the vendor'],
    ['tuesday', '2026-03-31T07:00|'],
    ['tue 18:00', '2026-03-24T17:00|'],
    ['thursday 9am', '2026-03-26T08:00|'],
    ['2026-04-01', '2026-04-01T07:00|'],
    ['2026-04-01 12:15', '2026-04-01T10:15|'],
    ['2026-03-25 2 people are away', '2026-03-25T08:00|2 people are away'],
  ])('“%s” is %s', (text, at) => {
    expect(read(text)).toBe(at);
  });

  it('is on the clock of who says it', () => {
    expect(read('tomorrow 09:00', 'America/New_York')).toBe('2026-03-25T13:00|');
  });

  it.each(['', 'soon', '9', '25:00', '13pm', '2026-02-30', 'mondayish', '@ben'])('“%s” is none', (text) => {
    expect(read(text)).toBeNull();
  });

  it('that cannot be read is asked for with examples', () => {
    expect(unreadableWhen('soon')).toMatchObject({
      message: 'I cannot read a time in “soon”.',
      remedy: expect.stringContaining('`tomorrow 09:00`'),
    });
    expect(unreadableWhen(' ').message).toBe('The time is missing.');
  });
});
