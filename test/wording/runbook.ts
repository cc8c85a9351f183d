import type { Notice } from '../../src/domain/notices.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { iso, minute, staffed } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana } = members;
const from = '0a1b2c3d'.repeat(8);
const to = '4e5f6a7b'.repeat(8);
const latest = { from, to, by: ana, at: minute(9), message: 'inc:9.1' };
const asked = { ...staffed, runbook: from, runbookOffer: { message: 'inc:8.1', to, open: true } };
/** It was re-planned by Ana at minute 9. */
const moved: Partial<Incident> = { ...staffed, runbook: to, replanned: latest };

const replan = {
  update: { from: iso(20), to: iso(15) },
  steps: [
    { target: 'Engineering Manager', from: iso(15), to: iso(12) },
    { target: 'VP Engineering', from: null, to: iso(12) },
    { target: 'CTO', from: iso(30), to: null },
  ],
};
const changed = (more: Partial<Extract<Notice, { type: 'runbookChanged' }>> = {}) =>
  ({ type: 'runbookChanged', from, to, unreadable: false, replan, ...more }) as const;

/** The runbook was changed while an incident is open, and what came of it. */
export const runbookMessages: Example[] = [
  example('changed, with what it would move', changed(), 10, asked),
  example('changed, and it would move nothing', changed({ replan: null }), 10, asked),
  example('the old one cannot be read any more', changed({ unreadable: true, replan: null }), 10, asked),
  example('private', changed(), 10, { ...asked, private: true }),
  example('re-planned', changed(), 10, moved),
  example('taken back', changed(), 10, { ...moved, runbook: from, replanned: { ...latest, from: to, to: from } }),
  example('put back as it was', changed(), 10, { ...asked, runbookOffer: null }),
  example('changed again', changed(), 10, { ...asked, runbookOffer: { message: 'inc:9.1', to: 'other', open: true } }),
  example('over', changed(), 10, { ...asked, status: 'resolved' }),
];

const told = (undo: boolean) =>
  ({
    type: 'change',
    by: ana,
    at: iso(9),
    change: { what: 'replanned', from, to, undo },
    replan: undo ? null : replan,
  }) as const;

/** Somebody re-planned it. */
export const replanChanges: Example[] = [
  example('re-planned', told(false), 9, moved),
  example('re-planned back', told(true), 9, moved),
  example('re-planned, and another time since', told(false), 9, { ...moved, runbook: 'other' }),
];
