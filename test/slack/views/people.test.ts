import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, resolved, staffed, updated } from '../../support/facts.ts';
import { buttonsIn, flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';
import { proves } from '../../promises/proves.ts';

const shown = (notice: Notice, ...facts: Parameters<typeof factsAt>) =>
  flatten(renderNotice(notice, factsAt(...facts)).blocks);
const call = (changes: Partial<Extract<Notice, { type: 'call' }>> = {}): Notice => ({
  type: 'call',
  user: members.ben,
  call: 'reach',
  why: null,
  by: null,
  ...changes,
});
const reached = { reached: { [members.ben]: minute(5) } };
const answer = (user: string, n: number): Partial<Incident> => ({
  ...reached,
  acknowledgements: [{ user, at: minute(n) }],
  standing: { user, at: minute(n) },
});

describe('a call', () => {
  it('says what it is about and what to press', () => {
    expect(shown(call(), 5, reached)).toMatchInlineSnapshot(`
      "You are needed.
      *INC-42 · P0 Critical* — Checkout returns 500
      Impact: All customers, card payments
      ~ Since 02:48 UTC · #C0123456789
      [I'm on it*] [Join]"
    `);
  });

  it('by hand says who asks and why', () => {
    expect(
      shown(call({ call: 'page', by: members.ana, why: 'the queue is stuck' }), 5, reached),
    ).toMatchInlineSnapshot(`
      "Ana Ruiz asks you to come.
      *INC-42 · P0 Critical* — Checkout returns 500
      “the queue is stuck”
      Impact: All customers, card payments
      ~ Since 02:48 UTC · #C0123456789
      [I'm on it*] [Join]"
    `);
  });

  it('that only informs asks for nothing', () => {
    expect(shown(call({ call: 'inform' }), 5, reached)).toMatch(
      /^For you to know\. Nothing to do unless you are asked\.\n/,
    );
    expect(buttonsIn(renderNotice(call({ call: 'inform' }), factsAt(5, reached)).blocks)).toEqual(['Join']);
  });

  it('shows that it was answered', () => {
    expect(shown(call(), 6, answer(members.ben, 6))).toMatch(/^✓ You answered 03:07 UTC\.\n/);
  });

  it('is over when somebody else answered after it', () => {
    expect(shown(call(), 6, answer(members.ana, 6))).toMatch(/^✓ Ana Ruiz answered 03:07 UTC\. You can stand down\.\n/);
  });

  it('stands when the answer was there before it', () => {
    expect(shown(call(), 6, answer(members.ana, 3))).toMatch(/^You are needed\.\n/);
  });

  it('for command stands until somebody has command', () => {
    const forCommand = call({ why: 'nobody has command' });
    expect(shown(forCommand, 6, answer(members.ana, 6))).toMatch(/^You are needed: nobody has command\.[^\n]*\n/);
    expect(buttonsIn(renderNotice(forCommand, factsAt(6, answer(members.ana, 6))).blocks)).toContain('Take command');
    expect(shown(forCommand, 6, { ...reached, ...staffed })).toMatch(/^✓ Ana Ruiz answered 03:04 UTC/);
  });

  it('by hand stands although somebody else answered', () => {
    expect(shown(call({ call: 'page', by: members.ana }), 6, answer(members.ana, 6))).toMatch(
      /^Ana Ruiz asks you to come\.\n/,
    );
  });

  it('is over with the incident', () => {
    const blocks = renderNotice(call(), factsAt(70, { ...resolved, ...reached })).blocks;
    expect(flatten(blocks)).toMatch(/^Resolved 04:10 UTC\. Nothing to do for you\.\n/);
    expect(buttonsIn(blocks)).toEqual([]);
  });

  it('of a private incident says only its number', () => {
    expect(shown(call({ by: members.ana, why: 'the board leaked' }), 5, { ...reached, private: true })).toBe(
      "You are needed.\n*Private incident INC-42*\n[I'm on it*] [Join]",
    );
    proves('P5.2');
  });

  it('that comes late says so', () => {
    expect(shown(call(), 9, reached, { late: minute(5) })).toContain('~ Sent late: this was due 03:06 UTC (INC-42)');
  });
});

describe('a stand-down', () => {
  const notice: Notice = { type: 'standDown', user: members.lena, reason: 'It is P2 now' };

  it('says why', () => {
    expect(shown(notice, 20)).toBe('*INC-42*: you can stand down. It is P2 now.\nCheckout returns 500');
  });

  it('tells an outsider of a private incident nothing', () => {
    expect(shown(notice, 20, { private: true })).toBe('Private incident INC-42: you can stand down. Thank you.');
  });
});

describe('a handover', () => {
  const until = minute(14);
  const notice: Notice = {
    type: 'handover',
    role: 'commander',
    from: members.ana,
    to: members.dee,
    askedBy: members.ana,
    until: iso(14),
  };
  const request = {
    id: 'inc:7.1',
    role: 'commander',
    from: members.ana,
    to: members.dee,
    askedBy: members.ana,
    askedAt: minute(9),
    until,
  };
  const pending = { ...staffed, ...updated, handovers: { commander: request } };

  it('asks with the briefing attached', () => {
    expect(shown(notice, 9, pending)).toMatchInlineSnapshot(`
      "Ana Ruiz asks you to take command of INC-42. Until you accept, Ana Ruiz keeps it.
      *INC-42 · P0 Critical* — Checkout returns 500
      Impact: All customers, card payments
      Update #2 (03:31 UTC): Ben rolled back checkout 41 → 40; errors 38 % → 4 %
      ~ Investigating since 03:01 UTC · Impact since 02:48 UTC · Next update due 03:16 UTC · #C0123456789
      ~ Incident Commander: Ana Ruiz · Technical Lead: Ben Okafor · Communications Lead: nobody yet
      ~ I will wait for your answer until 03:15 UTC.
      [Accept*] [Not now]"
    `);
  });

  it('of a vacant role says that nobody has it', () => {
    const vacant: Notice = { ...notice, from: null, askedBy: members.gil };
    expect(shown(vacant, 9, { handovers: { commander: { ...request, from: null } } })).toContain(
      '@gil asks you to take command of INC-42. Nobody has it now.',
    );
  });

  it('carries the request in its buttons', () => {
    const { blocks } = renderNotice(notice, factsAt(9, pending));
    expect(JSON.stringify(blocks)).toContain('\\"request\\":\\"inc:7.1\\"');
  });

  it('of a private incident shows an outsider no title and no briefing', () => {
    const asked = shown(notice, 9, { ...pending, private: true });
    expect(asked).toContain('You are asked to take command of private incident INC-42.');
    expect(asked).not.toMatch(/Checkout|customers|rolled back|Ana/);
  });

  it.each<[string, number, Partial<Incident>, string]>([
    [
      'accepted',
      11,
      { roles: { commander: { user: members.dee, since: minute(11) } } },
      '✓ You took over 03:12 UTC: Incident Commander of INC-42.',
    ],
    ['declined', 11, staffed, 'The request to take command of INC-42 is closed. Ana Ruiz keeps it.'],
    [
      'not answered',
      14,
      staffed,
      'The request to take command of INC-42 is closed (it ran until 03:15 UTC). Ana Ruiz keeps it.',
    ],
    [
      'replaced',
      11,
      { ...staffed, handovers: { commander: { ...request, to: members.ben, until: minute(16) } } },
      'Not needed any more: Ben Okafor is asked to take command of INC-42 now.',
    ],
    [
      'overtaken',
      11,
      { roles: { commander: { user: members.ben, since: minute(10) } } },
      'Not needed any more: Ben Okafor took over 03:11 UTC as Incident Commander of INC-42.',
    ],
    ['left behind', 70, resolved, 'Not needed any more: INC-42 is resolved.'],
  ])('%s says so, with nothing to press', (_, n, changes, text) => {
    expect(shown(notice, n, changes)).toBe(text);
  });
});
