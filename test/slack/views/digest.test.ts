import { expect, it } from 'vitest';
import type { AgendaPoint } from '../../../src/domain/runbook-parts.ts';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { factsAt, iso, minute, resolved } from '../../support/facts.ts';
import { buttonsIn, flatten, read } from '../../support/flatten.ts';
import { members, policy } from '../../support/policy.ts';

const items = (['checklist', 'meeting', 'report'] as const).map((what, n) => ({
  key: what === 'checklist' ? 'list:closure' : what,
  what,
  due: iso(129 + n * 2880),
  overdue: n === 0,
}));
const digest: Notice = { type: 'digest', user: members.ana, items };
const render = (...facts: Parameters<typeof factsAt>) => renderNotice(digest, factsAt(...facts));
const shown = (...facts: Parameters<typeof factsAt>) => flatten(render(...facts).blocks);

it('The digest says how much is due, what to do about each, and where', () => {
  expect(shown(2949, resolved)).toMatchInlineSnapshot(`
    "*INC-42*: 3 things are due, 1 of them is overdue.
    Checkout returns 500
    • *Closing checklist*, was due 2 Mar 08:00 UTC: 1 box is open. Tick what is done in #C0123456789, then close the incident.
    • *Review meeting*, due 08:00 UTC. If it was not held yet, find a time with those who took part. [Done]
    • *Post-mortem*, due 6 Mar 08:00 UTC. The draft is in #C0123456789. [Done]
    [Show the incident] [Checklists] [Post-mortem]"
  `);
});

it('The digest has the agenda of the review meeting in the order of the policy, and whom it wants to come', () => {
  const agenda = [
    { topic: 'Timeline', minutes: 10, points: ['When did it begin?', 'When was it over?'] },
    { topic: 'Root cause', minutes: 20, points: [] },
  ];
  const attend = (attendees: string[], agenda: AgendaPoint[]) => ({
    policy: { ...policy, review: { ...policy.review, attendees, agenda } },
  });
  expect(shown(2949, resolved, attend(['Who had a role', 'Leads'], agenda))).toContain(
    [
      'If it was not held yet, find a time for: Who had a role, Leads.',
      'Agenda (30 min):',
      '1. Timeline (10 min): When did it begin? · When was it over?',
      '2. Root cause (20 min)',
    ].join('\n'),
  );
  const open = shown(2949, resolved, attend([], [...agenda, { topic: 'Next', minutes: null, points: [] }]));
  expect(open).toContain('with those who took part.\nAgenda:\n1. Timeline (10 min)');
  expect(open).toContain('3. Next');
  const outsider = renderNotice(
    { ...digest, user: members.vic },
    factsAt(2949, { ...resolved, private: true }, attend(['Leads'], agenda)),
  );
  expect(flatten(outsider.blocks)).not.toMatch(/Agenda|Leads/);
  const done = resolved.after?.map((item) => ({ ...item, doneAt: minute(200), doneBy: members.ana }));
  expect(shown(2949, { ...resolved, after: done ?? [] }, attend([], agenda))).not.toContain('Agenda');
});

it('The digest is edited when things are done, and says when nothing is left', () => {
  const done = resolved.after?.map((item) => ({ ...item, doneAt: minute(200), doneBy: members.ana }));
  const half = shown(2949, { ...resolved, after: done ?? [] });
  expect(half).toMatch(/“Closing checklist” is overdue\./);
  expect(half).toMatch(/✓ Review meeting\s+\[Not done\]/);
  const closed = shown(2949, { ...resolved, status: 'closed', after: done ?? [] });
  expect(closed).toMatch(/✓ nothing is left to do here\./);
  expect(closed).not.toMatch(/Show the incident/);
});

it('The digest asks for nothing when the incident is open again', () => {
  const again = render(2949, { ...resolved, status: 'investigating', after: [] });
  expect(flatten(again.blocks)).toMatch(/Closing checklist: not due now: the incident is open again/);
  expect(buttonsIn(again.blocks)).toEqual([]);
});

it('The digest of a private incident tells somebody who is not in it nothing but its number', () => {
  const outsider: Notice = { ...digest, user: members.vic };
  const blocks = renderNotice(outsider, factsAt(2949, { ...resolved, private: true })).blocks;
  expect(flatten(blocks)).toMatch(/^Private incident INC-42: 3 things are due/);
  expect(flatten(blocks)).not.toMatch(/Checkout|#C0/);
  expect(read(render(2949, { ...resolved, private: true }).text)).toBe('Private incident INC-42');
});
