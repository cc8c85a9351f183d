import { describe, expect, it } from 'vitest';
import type { Called, DueItem } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, staffed } from '../../support/facts.ts';
import { buttonsIn, flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';

const techLead: Called = {
  target: 'tech-lead',
  title: 'Technical Lead',
  name: 'Ben Okafor',
  user: members.ben,
  phone: '+1-555-0102',
};
const manager: Called = {
  target: 'eng-manager',
  title: 'Engineering Manager',
  name: 'Lena Vogt',
  user: members.lena,
  phone: null,
};
const step = (n: number, called: Called, changes: Partial<Extract<DueItem, { type: 'step' }>> = {}): DueItem => ({
  type: 'step',
  planned: iso(n),
  kind: 'reach',
  called,
  round: 0,
  early: null,
  by: null,
  ...changes,
});
const ladderEnd: DueItem = {
  type: 'ladderEnd',
  planned: iso(20),
  tried: [
    { title: 'Incident Commander', user: members.ana, at: iso(0), phone: '+1-555-0100' },
    { title: 'Technical Lead', user: members.ben, at: iso(5), phone: null },
    { title: 'Database Expert', user: null, at: iso(6), phone: null },
  ],
  by: null,
  again: iso(30),
};
const render = (items: DueItem[], ...facts: Parameters<typeof factsAt>) =>
  renderNotice({ type: 'due', items }, factsAt(...facts)).blocks;
const shown = (...args: Parameters<typeof render>) => flatten(render(...args));
const answered = (n: number) => ({
  acknowledgements: [{ user: members.ana, at: minute(n) }],
  standing: { user: members.ana, at: minute(n) },
});

describe('what the timers say', () => {
  it('calls the person whom a step reaches, and does not claim that a phone rang', () => {
    expect(shown([step(5, techLead)], 5)).toMatchInlineSnapshot(`
      "I call Ben Okafor (Technical Lead) now.
      ~ Messaged in Slack. No phone rang.
      [I'm on it*] [Take command]"
    `);
  });

  it('says “accepted” once the pager has accepted the page, and no word of it before', () => {
    expect(shown([step(5, techLead)], 5, {}, { pagerRings: true })).toContain('Messaged in Slack. Not paged yet.');
    const ring = {
      user: String(members.ben),
      title: 'Technical Lead',
      via: 'PagerDuty',
      at: minute(6),
      accepted: true,
      page: null,
      assignee: null,
      movedTo: null,
      acknowledged: null,
      ended: null,
      attached: null,
    };
    const paged = (changes: Partial<typeof ring>) =>
      shown([step(5, techLead)], 6, { rings: { 'inc:2.3': { ...ring, ...changes } } }, { pagerRings: true });
    expect(paged({})).toMatch(/Messaged in Slack\. PagerDuty accepted the page for Ben Okafor [^.]+\./);
    expect(paged({ accepted: false })).toMatch(
      /Queued by PagerDuty [^:]+:\d+ UTC: it pages whom its own policy names\./,
    );
    expect(paged({ user: members.ana })).toContain('Not paged yet.');
    // The page of a later round is told where that round is told.
    const rings = { 'inc:2.3': ring, 'inc:4.1': { ...ring, at: minute(16) } };
    const both = shown([step(5, techLead)], 20, { rings }, { pagerRings: true });
    expect(both.match(/accepted the page/g)).toHaveLength(1);
    expect(shown([step(15, techLead)], 20, { rings }, { pagerRings: true })).toMatch(/accepted the page/);
  });

  it('names who is informed without a mention: they have a message of their own', () => {
    expect(shown([step(15, manager, { kind: 'inform' })], 15)).toBe('Lena Vogt (Engineering Manager) is informed.');
  });

  it('asks who it is when the policy names nobody', () => {
    expect(shown([step(15, { ...manager, user: null, name: null }, { kind: 'inform' })], 15)).toBe(
      'Engineering Manager should know of this, but the policy names nobody. If you know who it is, page them.\n[Page someone]',
    );
  });

  it('says why a step came before its time', () => {
    expect(shown([step(5, techLead, { early: 'asked', by: members.gil })], 5)).toContain(
      '(Technical Lead) now. @gil escalated.',
    );
    expect(shown([step(5, techLead, { early: 'respondWithin' })], 5)).toContain(
      'Called before its time, because nobody had answered.',
    );
  });

  it('shows the answer in place of the buttons, and who is not called any more', () => {
    const { incident } = factsAt(5);
    const ladder = { ...incident.ladder, fired: { 'reach commander': minute(0) } };
    expect(
      shown([step(0, { ...techLead, target: 'commander', title: 'Incident Commander', user: members.ana })], 4, {
        ...answered(4),
        ladder,
        reached: { [members.ana]: minute(0) },
      }),
    ).toMatchInlineSnapshot(`
      "I call Ben Okafor (Incident Commander) now.
      ✓ Ana Ruiz answered 03:05 UTC. Not called any more: Technical Lead."
    `);
  });

  it('is not answered by an answer from before the call', () => {
    // Held since 03:06 by the answer at 03:08, and called by hand at 03:11.
    const state = { ...answered(7), reached: { [members.ben]: minute(10) } };
    expect(buttonsIn(render([step(5, techLead, { early: 'asked' })], 10, state))).toContain("I'm on it");
  });

  it('asks for an overdue update: its owner, then the commander too, then the stand-in', () => {
    const overdue = (stage: 'due' | 'commander' | 'standIn', ask: string[], n: number): DueItem => ({
      type: 'overdue',
      planned: iso(n),
      number: 1,
      due: iso(15),
      stage,
      ask,
    });
    expect(shown([overdue('due', [members.cy], 15)], 15, staffed)).toMatchInlineSnapshot(`
      "Update #1 was due 03:16 UTC. @cy: please post it.
      [Post update*] [No change] [Snooze 5 min] [Snooze 15 min]"
    `);
    expect(shown([overdue('commander', [members.cy, members.ana], 20)], 20, staffed)).toContain(
      '@cy @ana: please post it, whoever is free first.',
    );
    expect(shown([overdue('standIn', [members.dee], 25)], 25, staffed)).toContain('@dee: please step in and post it.');
    const posted = { count: 1, last: { number: 1, at: minute(26), by: members.dee, text: 'x' }, noChangeStreak: 0 };
    expect(shown([overdue('standIn', [members.dee], 25)], 26, { ...staffed, updates: posted })).toBe(
      '✓ Update #1 by Dee Novak (03:27 UTC)',
    );
  });

  it('tells who was tried when, with the phone numbers, when nobody answers', () => {
    expect(shown([ladderEnd], 20)).toMatchInlineSnapshot(`
      "Nobody has answered for 20 min. I call again now:
      • Ana Ruiz (Incident Commander): called 03:01 UTC, phone +1-555-0100
      • Ben Okafor (Technical Lead): called 03:06 UTC, no phone number in the policy
      • Database Expert: the policy names nobody
      Next round 03:31 UTC.
      ~ Messaged in Slack. No phone rang.
      [I'm on it*] [Take command] [Page someone]"
    `);
    expect(shown([ladderEnd], 22, { ...answered(22), reached: { [members.ana]: minute(20) } })).toBe(
      'Nobody had answered by 03:21 UTC.\n✓ Ana Ruiz answered 03:23 UTC. Not called any more: Technical Lead.',
    );
  });

  it('tells a missed answer and the step that it called as one message', () => {
    expect(
      shown(
        [{ type: 'respondWithin', planned: iso(15), since: iso(0) }, step(15, techLead, { early: 'respondWithin' })],
        15,
      ),
    ).toMatchInlineSnapshot(`
      "Nobody has answered within 15 min (since 03:01 UTC).
      I call Ben Okafor (Technical Lead) now. Called before its time, because nobody had answered.
      ~ Messaged in Slack. No phone rang.
      [I'm on it*] [Take command]"
    `);
  });

  it('asks somebody to take command, until one has it', () => {
    const item: DueItem = {
      type: 'noCommander',
      planned: iso(5),
      called: { ...techLead, title: 'Incident Commander', user: members.ana },
      page: true,
    };
    expect(shown([item], 5)).toMatchInlineSnapshot(`
      "Nobody has command. I am asking Ben Okafor (Incident Commander) to take it.
      ~ Messaged in Slack. No phone rang.
      [Take command*] [Page someone]"
    `);
    expect(shown([item], 6, staffed)).toBe('✓ Ana Ruiz has command since 03:04 UTC');
  });

  it('says who answered and what goes on again when an answer lapses', () => {
    const lapse = (reason: 'noCommander' | 'silent', resumes: string[]): DueItem => ({
      type: 'lapse',
      planned: iso(9),
      user: members.ben,
      since: iso(4),
      reason,
      resumes,
    });
    expect(shown([lapse('noCommander', ['Technical Lead'])], 9)).toMatchInlineSnapshot(`
      "@ben answered 03:05 UTC; nobody has taken command since. Calling goes on: Technical Lead.
      [I'm on it*] [Take command]"
    `);
    expect(shown([lapse('silent', [])], 14)).toContain('@ben answered 03:05 UTC; nothing has been heard since.');
  });

  it('tells an unanswered handover with who keeps the role', () => {
    const item: DueItem = {
      type: 'handoverUnanswered',
      planned: iso(9),
      role: 'Incident Commander',
      from: members.ana,
      to: members.dee,
    };
    expect(shown([item], 9, staffed)).toBe(
      'Dee Novak has not answered the request to take command. Ana Ruiz keeps it.\n[Hand over command]',
    );
  });

  it('names the roles that nobody has, and offers them', () => {
    const item: DueItem = { type: 'rolesUnfilled', planned: iso(10), roles: ['Technical Lead', 'Communications Lead'] };
    expect(shown([item], 10)).toBe(
      'Nobody has these roles yet: Technical Lead, Communications Lead.\n[Take tech lead] [Take comms]',
    );
    expect(shown([item], 10, staffed)).toContain('[Take comms]');
  });

  it('offers to resolve when the fix was watched long enough', () => {
    const item: DueItem = { type: 'soakEnded', planned: iso(90), ask: members.ana };
    expect(shown([item], 90, { ...staffed, status: 'monitoring' })).toBe(
      'The fix has been watched for 30 min. @ana: is it over? If so, resolve it.\n[Resolve*] [Post update]',
    );
  });

  it('asks whether a silent incident goes on', () => {
    expect(shown([{ type: 'silent', planned: iso(120), since: iso(0), ask: members.gil }], 120)).toBe(
      'Nothing has been recorded since 03:01 UTC. @gil: is it still going on? If so, post an update; if not, resolve it.\n[Post update*] [Resolve]',
    );
  });
});
