import { describe, expect, it } from 'vitest';
import { validateView } from '../../../sandbox/block-kit/validate.ts';
import { debtorsOf } from '../../../src/domain/dues.ts';
import { homeOf } from '../../../src/domain/home.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Task } from '../../../src/domain/task-schema.ts';
import { renderHome } from '../../../src/slack/views/home.ts';
import { repeated, textsOf } from '../../support/every-notice.ts';
import { anIncident, minute, resolved, staffed, taskOf, updated } from '../../support/facts.ts';
import { fullestMonth, month, nothing } from '../../support/glances.ts';
import { members, policy } from '../../support/policy.ts';
import { knownNames, writeView } from '../../wording/write-view.ts';
import { proves } from '../../promises/proves.ts';

const { ana, ben, cy, dee, gil } = members;

function other(changes: Partial<Incident>): Incident {
  return anIncident({ id: `inc${changes.number}`, channel: { id: 'C0987654321', name: 'inc-other' }, ...changes });
}

function aTask(task: Partial<Task>): Task {
  return { ...taskOf('T1', 'a task'), owner: null, due: null, by: gil, at: minute(60), ...task };
}

type Read = Partial<Parameters<typeof homeOf>[1]>;

function homeFor(user: string, read: Read = {}, at = 70, by: Policy = policy) {
  const home = homeOf(user, { mine: [], open: [], owing: [], glance: nothing, ...read }, () => policy);
  const shown = { user, home, policy: by, policyOf: () => policy, now: minute(at), names: knownNames };
  return renderHome({ ...shown, command: '/incident' });
}

const handover = { role: 'commander', from: ana, to: dee, askedBy: ana, askedAt: minute(9), until: minute(74) };
const asked = { ...staffed, handovers: { commander: { id: 'inc:7.1', ...handover } } };

describe('the Home', () => {
  it('is kind when there is nothing', () => {
    expect(writeView(homeFor(ana))).toMatchInlineSnapshot(`
      "[Declare an incident]
      As of 04:11 UTC
      *Your open incidents*
      You are in none.
      *Due from you*
      Nothing is due from you.
      *Open now*
      Nothing is open.
      ———
      *Last 30 days*
      Nothing was declared."
    `);
  });

  it('puts the update that is due longest before the others, and what waits for nothing last', () => {
    const due = (at: number) => ({ ...staffed, cadence: { due: minute(at), stage: 0, snoozed: false, asks: [] } });
    const mine = [
      other({ number: 50, ...due(80) }),
      other({ number: 49, ...due(20) }),
      other({ number: 51, reached: {} }),
    ];
    const { mine: shown } = homeOf(ana, { mine, open: [], owing: [], glance: nothing }, () => policy);
    expect(shown.map(({ number }) => number)).toEqual([49, 50, 51]);
  });

  it('tells my part in each of my incidents, what is asked of me first, with the buttons that answer it', () => {
    const inOne = other({ number: 41, title: 'Search is slow', severity: 'P2', ...staffed, invited: [ana] });
    const called = other({ number: 40, title: 'Mails are late', reached: { [ana]: minute(60) }, invited: [ana] });
    expect(writeView(homeFor(ana, { mine: [inOne, called], open: [inOne, called] }))).toMatchInlineSnapshot(`
      "[Declare an incident]
      As of 04:11 UTC
      *Your open incidents*
      *INC-40 · P0 Critical · Investigating* — Mails are late
      No commander yet · #C0987654321
      *You are needed:* called 04:01 UTC, and nobody has answered yet
      [I'm on it]
      *INC-41 · P2 Medium · Investigating* — Search is slow
      You have command · #C0987654321
      *Your update #1 is overdue* since 03:16 UTC
      [Post update]
      *Due from you*
      Nothing is due from you.
      *Open now*
      Nothing else is open.
      ———
      *Last 30 days*
      Nothing was declared."
    `);
    proves('S24');
  });

  it('offers to answer a handover, and to join what somebody is not in', () => {
    const open = [
      anIncident(asked),
      other({ number: 40, title: 'Mails are late', followers: [dee] }),
      other({ number: 41, title: 'Search <!here> is slow', severity: 'P2' }),
    ];
    expect(writeView(homeFor(dee, { open, glance: month }))).toMatchInlineSnapshot(`
      "[Declare an incident]
      As of 04:11 UTC
      *Your open incidents*
      *INC-42 · P0 Critical · Investigating* — Checkout returns 500
      Ana Ruiz has command · #C0123456789
      *You are asked to take command*, until 04:15 UTC
      [Accept] [Not now]
      *Due from you*
      Nothing is due from you.
      *Open now*
      *INC-40 · P0 Critical · Investigating* — Mails are late
      No commander yet · since 03:01 UTC · #C0987654321
      [Join] [Unfollow]
      *INC-41 · P2 Medium · Investigating* — Search <!here> is slow
      No commander yet · since 03:01 UTC · #C0987654321
      [Join] [Follow]
      ———
      *Last 30 days*: 14 incidents
      \`\`\`P0 Critical  2  ██
      P1 High      8  ████████
      P2 Medium    4  ████\`\`\`
      *March so far, beside February*
      Incidents: 9 · February 12
      False positives: 2 of 9 (22 %) · February none
      Repeats: 1 of 9 (11 %) · February 3 of 12 (25 %)
      Time to detect: unknown · February 2 min
      Time to acknowledge: 4 min (known for 8 of 9) · February 25 min
      Time to mitigate: 1 h 5 min · February 1 h 10 min
      Time to resolve: 5 h (known for 2 of 9) · February 3 h
      Times are medians. Drills and merged incidents are not counted, private ones only where you are in them."
    `);
  });

  it('names what is due from me, overdue first, with its tick', () => {
    const owing = anIncident({
      ...resolved,
      after: [
        { what: 'meeting', since: minute(69), due: minute(3000), doneAt: null, doneBy: null },
        { what: 'report', since: minute(69), due: minute(4000), doneAt: minute(75), doneBy: ana },
      ],
      tasks: [
        aTask({ id: 'A1', kind: 'action', text: 'alert on <errors>', owner: ana, due: minute(5000) }),
        aTask({ id: 'A2', kind: 'action', text: 'nobody took it', due: minute(400) }),
        aTask({ id: 'A3', kind: 'action', text: 'done', owner: ana, doneAt: minute(70) }),
        aTask({ id: 'T1', text: 'tell the bank', owner: ana }),
        aTask({ id: 'T2', text: 'flush the cache', owner: ben }),
      ],
    });
    expect(writeView(homeFor(ana, { owing: [owing] }, 600))).toMatchInlineSnapshot(`
      "[Declare an incident]
      As of 13:01 UTC
      *Your open incidents*
      You are in none.
      *Due from you*
      *Closing checklist*, *overdue* since 08:00 UTC, 1 box is open
      INC-42 — Checkout returns 500 · #C0123456789
      *Action item A2*: nobody took it, *overdue* since 09:41 UTC
      INC-42 — Checkout returns 500 · #C0123456789
      [Done] [Start]
      *Review meeting*, due 4 Mar 08:00 UTC
      INC-42 — Checkout returns 500 · #C0123456789
      [Done]
      *Action item A1*: alert on <errors>, due 5 Mar 14:21 UTC
      INC-42 — Checkout returns 500 · #C0123456789
      [Done] [Start]
      *Task T1*: tell the bank
      INC-42 — Checkout returns 500 · #C0123456789
      [Done] [Start]
      *Open now*
      Nothing is open.
      ———
      *Last 30 days*
      Nothing was declared."
    `);
    expect(writeView(homeFor(ben, { owing: [owing] }, 600))).toMatch(
      /Due from you\*\n\*Task T2\*: flush the cache\nINC-42/,
    );
    expect(writeView(homeFor(cy, { owing: [owing] }, 600))).toContain('Nothing is due from you.');
    expect([debtorsOf(owing).toSorted(), debtorsOf(anIncident())]).toEqual([[ana, ben], []]);
    proves('S24');
  });

  it('says nothing of a private incident to who is not in it, and only its number to who is asked into it', () => {
    const secret = { private: true, title: 'Zebra', impact: 'Zebra', affected: 'Zebra', severity: 'P0' };
    const open = [anIncident({ ...asked, ...secret, invited: [] })];
    expect(JSON.stringify(homeFor(cy, { open }))).not.toMatch(/Zebra|INC-42|rivate/);
    const invited = writeView(homeFor(dee, { open }));
    expect(invited).toContain('*Private incident INC-42*\n*You are asked to take command*');
    expect(invited).toContain('[Accept] [Not now]');
    expect(JSON.stringify(homeFor(dee, { open }))).not.toMatch(/Zebra|Critical|C0123456789|P0/);
    // Who owned the write-up and left the channel reads no word of it either.
    const owing = anIncident({
      ...resolved,
      ...secret,
      roles: {},
      invited: [],
      declaredBy: gil,
      after: [{ what: 'meeting', since: minute(69), due: minute(3000), doneAt: null, doneBy: null }],
    });
    const left = homeFor(ana, { owing: [owing] });
    expect(writeView(left)).toContain('*Review meeting*, due');
    expect(JSON.stringify(left)).not.toMatch(/Zebra|C0123456789/);
  });

  it('draws many incidents of one severity as a bar of bounded length', () => {
    const glance = {
      ...month,
      total: 5001,
      bySeverity: [
        { severity: 'P1', count: 5000 },
        { severity: 'gone', count: 1 },
      ],
    };
    expect(writeView(homeFor(ana, { glance }))).toContain(`P1 High  5000  ${'█'.repeat(20)}\ngone        1  █`);
  });

  it.each(textsOf(150))('keeps to Slack’s limits with everything in it, at its longest', (title) => {
    const many = repeated(50, (n) =>
      other({
        ...asked,
        ...updated,
        number: 999_999_900 + n,
        title,
        kind: 'drill',
        handovers: Object.fromEntries(
          repeated(8, (k) => [`role-${k}`, { id: `inc:${k}`, ...handover, role: `role-${k}` }]),
        ),
        reached: { [dee]: minute(60) },
        roles: { comms: { user: dee, since: minute(1) } },
        invited: [dee],
      }),
    );
    const owing = repeated(50, (n) =>
      other({
        ...resolved,
        number: n,
        title,
        resolution: { what: null, fix: null, customers: null, owner: dee },
        after: [{ what: 'meeting', since: minute(69), due: minute(3000), doneAt: null, doneBy: null }],
      }),
    );
    const nobodys = { roles: {}, handovers: {}, reached: {}, invited: [] };
    const strangers = many.map((one) => ({ ...one, id: `x${one.id}`, ...nobodys }));
    const { glance, wanting } = fullestMonth(title);
    expect(validateView(homeFor(dee, { mine: many, open: strangers, owing, glance }, 70, wanting))).toEqual([]);
    proves('S25');
  });
});
