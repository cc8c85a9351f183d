import type { Policy } from '../../src/domain/policy.ts';
import type { FirstAction } from '../../src/domain/runbook-parts.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { members, policy } from './policy.ts';

const dba = {
  key: 'dba',
  title: 'Database Vendor',
  name: null,
  slack: null,
  email: 'dba@example.com',
  phone: '+1-555-0198',
  pagerduty: null,
};
const firstActions: Record<string, FirstAction> = { P2: 'notify', P3: 'ticket' };
const criteria: Record<string, string[]> = { P0: ['more than 20 % of requests fail'] };

/** A policy with everything said that sizes an incident up, and whom to turn to. */
export function sizing(policy: Policy): Policy {
  return {
    ...policy,
    severities: policy.severities.map((severity) => ({
      ...severity,
      firstAction: firstActions[severity.key] ?? 'page',
      criteria: criteria[severity.key] ?? [],
    })),
    triage: {
      ask: 'declare',
      questions: [
        { key: 'users', question: 'How many users are affected?' },
        { key: 'workaround', question: 'Is there a way around it?' },
      ],
    },
    moments: [
      { key: 'team-assembled', name: 'Team assembled', with: null },
      { key: 'service-restored', name: 'Service restored', with: 'monitoring' },
    ],
    experts: [
      {
        key: 'database',
        name: 'Database Administrator',
        people: [policy.roles[0]?.primary ?? '', 'nobody', 'dba'],
      },
      { key: 'vendor', name: 'Vendor', people: ['dba'] },
    ],
    people: { ...policy.people, dba },
    contacts: [
      { name: 'Support of the vendor', reach: '+1 555 0199', severities: ['P0'], roles: null },
      { name: 'Press office', reach: 'press@example.com', severities: null, roles: ['comms'] },
      { name: 'Status of the vendor', reach: 'https://status.example.com/?a=1&b=2', severities: null, roles: null },
      { name: 'Security desk', reach: '#security', severities: ['P1'], roles: null },
    ],
    links: [
      { title: 'Dashboards of checkout', url: 'https://grafana.example.com/checkout', severities: ['P0'], roles: null },
      { title: 'Queries', url: 'https://db.example.com', severities: null, roles: ['tech-lead'] },
    ],
    detection: [
      { signal: 'Error rate', limit: '> 1 %', seen: 'Grafana' },
      { signal: 'Complaints of customers', limit: null, seen: null },
    ],
    review: { ...policy.review, attendees: [policy.roles[0]?.key ?? ''] },
    containment: [
      {
        key: 'database',
        name: 'Database',
        hints: ['Look at the connections: `SELECT count(*) FROM pg_stat_activity;`', 'Restart the pool'],
      },
      { key: 'security', name: 'Security', hints: ['Revoke the keys'] },
    ],
  };
}

/** The small policy so. */
export const sized: Policy = sizing(policy);

/** The same with as many things as a policy may have, each as long as `text` makes it. */
export function talkativeOf(text: (length: number) => string): Policy {
  const many = <T>(make: (n: number) => T): T[] => Array.from({ length: 60 }, (_, n) => make(n));
  const forAll = { severities: null, roles: null };
  return {
    ...sized,
    triage: { ask: 'declare', questions: many((n) => ({ key: `question-${n}`, question: text(1000) })) },
    containment: many((n) => ({ key: `type-${n}`, name: text(300), hints: many(() => text(1000)) })),
    experts: many((n) => ({ key: `expert-${n}`, name: text(300), people: ['dba'] })),
    moments: many((n) => ({ key: `moment-${n}`, name: text(300), with: null })),
    contacts: many((n) => ({ name: text(300), reach: n % 2 === 0 ? text(1000) : '+1 555 0199', ...forAll })),
    links: many((n) => ({ title: text(300), url: `https://example.com/${n}/${'&'.repeat(2000)}`, ...forAll })),
    detection: many(() => ({ signal: text(1000), limit: text(1000), seen: text(1000) })),
    review: {
      ...sized.review,
      attendees: many(() => text(300)),
      agenda: many(() => ({ topic: text(300), minutes: 480, points: many(() => text(300)) })),
    },
  };
}

/** Everything that an incident can say of its size under such a policy. */
export function sizedUpOf(text: (length: number) => string): Partial<Incident> {
  const at = new Date('2026-03-02T03:05:00Z');
  const by = members.ana;
  return {
    type: 'type-2',
    triage: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`question-${n}`, text(1000)])),
    engaged: Array.from({ length: 60 }, (_, n) => ({
      expert: `expert-${n}`,
      user: members.ben,
      by,
      at,
      why: text(1000),
    })),
    ticket: { asked: null, created: { by, at, ref: text(300) } },
    ownMoments: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`moment-${n}`, at])),
  };
}
