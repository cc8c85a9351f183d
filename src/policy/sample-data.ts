import type { PostMortemData } from '../domain/post-mortem.ts';

/** An incident with everything in it, which every template is tried with at start. */
export const fullSample: PostMortemData = {
  organisation: 'Acme',
  timezone: 'UTC',
  incident: {
    name: 'INC-42',
    title: 'Checkout returns 500',
    severity: 'P0',
    severity_name: 'Critical',
    status: 'Resolved',
    drill: true,
    backfill: true,
    private: true,
    affected: 'checkout',
    impact: 'all customers',
    exposure: true,
    declared_by: 'Ana Ruiz',
    channel: '#incident-20261121-checkout',
  },
  summary: { what: 'a full disk', fix: 'a larger disk', customers: 'errors', owner: 'Ana Ruiz' },
  moments: [{ name: 'Declared', at: '2026-11-21 03:01' }],
  measures: [{ short: 'TTD', name: 'Time to detect', value: 'unknown', why: 'not known when: impact started' }],
  roles: [{ role: 'Incident Commander', person: 'Ana Ruiz', from: '2026-11-21 03:04', to: '2026-11-21 04:10' }],
  timeline: [{ at: '2026-11-21 03:01', text: 'Ana Ruiz declared P0: Checkout returns 500' }],
  updates: [
    {
      number: 1,
      at: '2026-11-21 03:16',
      by: 'Cy Tan',
      status: 'Investigating',
      text: 'we look at it',
      know: 'errors',
      done: 'rolled back',
      next: 'watch',
      eta: '04:00',
      no_change_since: 1,
    },
  ],
  open_questions: ['When did the impact start?'],
  actions: [{ id: 'A1', text: 'Alert on disk space', owner: 'Ben Okafor', due: '2026-11-27 17:00', status: 'open' }],
  closing: [{ text: 'The service is stable', done: true, by: 'Ana Ruiz', at: '2026-11-21 04:12' }],
};

/** An incident that was only declared: nothing else is known. */
export const bareSample: PostMortemData = {
  ...fullSample,
  incident: {
    ...fullSample.incident,
    drill: false,
    private: false,
    affected: null,
    impact: null,
    exposure: false,
    channel: null,
  },
  summary: { what: null, fix: null, customers: null, owner: null },
  moments: [],
  measures: [],
  roles: [],
  timeline: [],
  updates: [],
  open_questions: [],
  actions: [],
  closing: [],
};
