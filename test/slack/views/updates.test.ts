import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, resolved, staffed, updated } from '../../support/facts.ts';
import { buttonsIn, flatten, read } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';
import { proves } from '../../promises/proves.ts';

const update: Extract<Notice, { type: 'update' }> = {
  type: 'update',
  number: 3,
  by: members.cy,
  at: iso(44),
  status: 'identified',
  text: null,
  know: 'A release broke the card form',
  done: 'Rolled back to 40',
  next: 'Watch the error rate',
  eta: '15 minutes',
  noChangeSince: null,
  nextDue: iso(59),
};
const nudge: Notice = { type: 'nudge', number: 3, due: iso(45), ask: members.cy };
const due = { due: minute(45), stage: 1, snoozed: false, asks: [] };
const third = { count: 3, last: { number: 3, at: minute(43), by: members.cy, text: 'Rolled back' }, noChangeStreak: 0 };

const shown = (notice: Notice, ...facts: Parameters<typeof factsAt>) =>
  flatten(renderNotice(notice, factsAt(...facts)).blocks);

describe('an update', () => {
  it('says who tells what, and when the next one comes', () => {
    expect(shown(update, 44, staffed)).toMatchInlineSnapshot(`
      "*Update #3* · INC-42 · P0 Critical · Identified · Cy Tan, 03:45 UTC
      *We know:* A release broke the card form
      *We did:* Rolled back to 40
      *Next:* Watch the error rate
      *Expected:* 15 minutes
      ~ Next update due 04:00 UTC"
    `);
  });

  it('is one sentence where one was given, and promises nothing when no timer runs', () => {
    const said: Notice = {
      ...update,
      text: 'Errors are at 4 %',
      know: null,
      done: null,
      next: null,
      eta: null,
      nextDue: null,
    };
    expect(shown(said, 44)).toMatchInlineSnapshot(`
      "*Update #3* · INC-42 · P0 Critical · Identified · Cy Tan, 03:45 UTC
      Errors are at 4 %"
    `);
  });

  it('without a change names the one that still holds', () => {
    const none = { ...update, know: null, done: null, next: null, eta: null };
    expect(shown({ ...none, noChangeSince: { number: 2, at: iso(30) } }, 44)).toMatchInlineSnapshot(`
      "*Update #3* · INC-42 · P0 Critical · Identified · Cy Tan, 03:45 UTC
      No change since #2 (03:31 UTC).
      ~ Next update due 04:00 UTC"
    `);
    expect(shown({ ...none, noChangeSince: { number: 0, at: iso(0) } }, 14)).toContain(
      'No change since the declaration (03:01 UTC).',
    );
  });

  it('is previewed with its first words', () => {
    expect(read(renderNotice(update, factsAt(44)).text)).toBe(
      '*Update #3* · INC-42 · P0 Critical · Identified · Cy Tan, 03:45 UTC: A release broke the card form',
    );
  });
});

describe('the reminder of an update', () => {
  it('asks one person, in time, with what was said last', () => {
    expect(shown(nudge, 42, { ...staffed, ...updated, cadence: due })).toMatchInlineSnapshot(`
      "@cy Update #3 is due at 03:46 UTC, in 3 min.
      ~ #2 said (03:31 UTC): Ben rolled back checkout 41 → 40; errors 38 % → 4 %
      [Post update*] [No change] [Snooze 5 min] [Snooze 15 min]"
    `);
  });

  it('offers command too while nobody has it', () => {
    expect(
      shown({ ...nudge, number: 1, due: iso(15) }, 12, { cadence: { ...due, due: minute(15) } }),
    ).toMatchInlineSnapshot(`
      "@cy Update #1 is due at 03:16 UTC, in 3 min.
      ~ No update has been posted yet.
      [Post update*] [No change] [Snooze 5 min] [Snooze 15 min] [Take command]"
    `);
    proves('F17', 'S12');
  });

  it('becomes a tick once the update is there', () => {
    expect(shown(nudge, 43, { ...staffed, updates: third, cadence: due })).toBe('✓ Update #3 by Cy Tan (03:44 UTC)');
  });

  it('stays ticked after later updates', () => {
    const updates = { ...third, count: 4, last: { ...third.last, number: 4 } };
    expect(shown(nudge, 60, { ...staffed, updates, cadence: due })).toBe('✓ Update #3 is posted');
  });

  it('shows the old and the new time once it is snoozed, and cannot be snoozed again', () => {
    expect(
      shown(nudge, 43, { ...staffed, ...updated, cadence: { ...due, due: minute(50), snoozed: true } }),
    ).toMatchInlineSnapshot(`
      "@cy Update #3: snoozed 03:46 UTC → *03:51 UTC*.
      ~ #2 said (03:31 UTC): Ben rolled back checkout 41 → 40; errors 38 % → 4 %
      [Post update*] [No change]"
    `);
  });

  it('shows the new time when a change of severity moved it', () => {
    expect(shown(nudge, 43, { ...staffed, ...updated, cadence: { ...due, due: minute(44) } })).toContain(
      '@cy Update #3: due 03:46 UTC → *03:45 UTC*.',
    );
  });

  it('has nothing to press once the incident is over', () => {
    const over = renderNotice(nudge, factsAt(70, resolved)).blocks;
    expect(flatten(over)).toBe('Update #3 is not needed any more: INC-42 is resolved');
    expect(buttonsIn(over)).toEqual([]);
  });
});
