import { describe, expect, it } from 'vitest';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, listOf, minute, resolved, staffed, updated } from '../../support/facts.ts';
import { flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';
import { proves } from '../../promises/proves.ts';

const headline = (...facts: Parameters<typeof factsAt>) =>
  flatten(renderNotice({ type: 'headline' }, factsAt(...facts)).blocks);

describe('the headline', () => {
  it('offers every vacant role at first, command before all', () => {
    expect(headline(1)).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Investigating* — Checkout returns 500
      Impact: All customers, card payments
      ~ Since 02:48 UTC · Declared 03:01 UTC by @gil
      Incident Commander: *nobody yet*
      Technical Lead: *nobody yet*
      Communications Lead: *nobody yet*
      Next update due 03:16 UTC
      Next step 03:06 UTC: Technical Lead
      [Take command*] [Take tech lead] [Take comms]
      [Post update] [Page someone] [Severity] [Monitoring] [Runbook] [Resolve]
      [I'm on it] [Escalate] [Assign a role] [Note] [Timeline] [Catch me up] [Call off] [More]"
    `);
    proves('S3', 'S5');
  });

  it('names who has a role since when, and makes the update the next step', () => {
    expect(
      headline(31, { ...staffed, ...updated, cadence: { due: minute(45), stage: 0, snoozed: true, asks: [] } }),
    ).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Investigating* — Checkout returns 500
      Impact: All customers, card payments
      ~ Since 02:48 UTC · Declared 03:01 UTC by @gil
      @ana has command since 03:04 UTC
      @ben is Technical Lead, since 03:06 UTC
      Communications Lead: *nobody yet*
      Next update due 03:46 UTC (snoozed)
      Next step 03:16 UTC: Engineering Manager
      Last update: #2 by Cy Tan, 03:31 UTC
      [Take comms] [Hand over command] [Hand over tech lead]
      [Post update*] [Page someone] [Severity] [Monitoring] [Runbook] [Resolve]
      [Escalate] [Assign a role] [Note] [Timeline] [Catch me up] [Call off] [More]"
    `);
    proves('S4');
  });

  it('says that an update is overdue, that the fix is watched, and no longer offers to', () => {
    expect(
      headline(50, {
        ...staffed,
        status: 'monitoring',
        soakUntil: minute(70),
        cadence: { due: minute(45), stage: 2, snoozed: false, asks: [] },
      }),
    ).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Monitoring* — Checkout returns 500
      Impact: All customers, card payments
      ~ Since 02:48 UTC · Declared 03:01 UTC by @gil
      @ana has command since 03:04 UTC
      @ben is Technical Lead, since 03:06 UTC
      Communications Lead: *nobody yet*
      *Update #1 is overdue* since 03:46 UTC
      The fix is watched until 04:11 UTC
      [Take comms] [Hand over command] [Hand over tech lead]
      [Post update*] [Page someone] [Severity] [Runbook] [Resolve]
      [Escalate] [Assign a role] [Note] [Timeline] [Catch me up] [Call off] [More]"
    `);
  });

  it('says who is asked to take over a role', () => {
    const request = {
      id: 'x',
      role: 'commander',
      from: members.ana,
      to: members.dee,
      askedBy: members.ana,
      askedAt: minute(9),
      until: minute(14),
    };
    expect(headline(10, { ...staffed, handovers: { commander: request } })).toContain(
      '@ana has command since 03:04 UTC · Dee Novak is asked to take over',
    );
  });

  it('shows a drill as a drill', () => {
    expect(headline(1, { kind: 'drill' })).toMatch(
      /^\*DRILL · INC-42 · P0 Critical · Investigating\* — Checkout returns 500\n/,
    );
  });

  it('asks for the closing list once it is resolved, and says who ticked what', () => {
    expect(headline(90, resolved)).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Resolved* — Checkout returns 500
      What it was: A bad release
      Fix: Rolled back
      Customers: not known yet
      ~ Resolved 04:10 UTC after 1 h 22 min (since 02:48 UTC) · Ana Ruiz owns the post-mortem
      ~ Checklists: Closing checklist 1 of 2
      [Close] [Reopen] [Post-mortem] [Checklists] [More]"
    `);
  });

  it('makes closing the next step when every item is ticked', () => {
    const items = [{ text: 'Service stable', doneBy: members.ana, doneAt: minute(80) }];
    const checklists = [listOf('closure', 'Closing checklist', { items })];
    expect(headline(90, { ...resolved, checklists })).toContain('[Close*] [Reopen] [Post-mortem]');
  });

  it('is quiet once it is closed', () => {
    expect(headline(200, { ...resolved, status: 'closed', statusSince: minute(130) })).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Closed* — Checkout returns 500
      What it was: A bad release
      Fix: Rolled back
      Customers: not known yet
      ~ Resolved 04:10 UTC after 1 h 22 min (since 02:48 UTC) · Ana Ruiz owns the post-mortem
      ~ Closed 05:11 UTC by Ana Ruiz
      [Reopen] [Post-mortem] [Archive channel] [More]"
    `);
  });

  it('is quiet once it is called off', () => {
    expect(
      headline(20, { status: 'cancelled', statusSince: minute(19), statusBy: members.gil }),
    ).toMatchInlineSnapshot(`
      "*INC-42 · P0 Critical · Cancelled* — Checkout returns 500
      ~ Called off 03:20 UTC by @gil
      [Reopen] [Archive channel] [More]"
    `);
  });

  it('has no word that goes stale: it is not edited while time passes', () => {
    const at = (n: number) =>
      headline(n, { ...staffed, ...updated, cadence: { due: minute(45), stage: 0, snoozed: false, asks: [] } });
    expect(at(40)).toBe(at(31));
  });

  it('gives every time the day where that is not today', () => {
    expect(headline(24 * 60)).toContain('Declared 2 Mar 03:01 UTC by @gil');
  });

  it('survives a severity that the policy no longer has', () => {
    // planOf and its kin need the severity; the resolved headline must not.
    expect(headline(90, { ...resolved, severity: 'SEV-9' })).toMatch(/^\*INC-42 · SEV-9 · Resolved\*/);
  });
});
