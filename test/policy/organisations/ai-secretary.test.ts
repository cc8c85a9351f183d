import { describe } from 'vitest';
import { withoutParts } from '../../../src/domain/runbook-parts.ts';
import { holds } from './figures.ts';

describe('AI Secretary', () => {
  holds('ai-secretary', {
    severities: ['P0 Critical: 15 min, page', 'P1 High: 1 h, page', 'P2 Medium: 4 h, page', 'P3 Low: 24 h, notify'],
    wording: {
      P0: '4 criteria, 0 examples',
      P1: '4 criteria, 0 examples',
      P2: '4 criteria, 0 examples',
      P3: '3 criteria, 0 examples',
    },
    updates: {
      P0: '15 min, then 30 min',
      P1: '30 min, then 1 h',
      P2: '4 h of work, then 4 h of work',
      P3: '1 business days, then 1 business days',
    },
    ladders: {
      P0: [
        '0 reach commander',
        '0 inform tech-lead',
        '5 reach tech-lead',
        '15 inform eng-manager',
        '30 inform vp-engineering',
        '60 inform cto',
      ],
      P1: [
        '0 reach commander',
        '0 inform tech-lead',
        '15 reach tech-lead',
        '30 inform eng-manager',
        '120 inform vp-engineering',
      ],
      P2: ['0 reach commander', '0 inform tech-lead'],
      P3: ['0 reach commander', '0 inform tech-lead'],
    },
    roles: {
      commander: 'Incident Commander on duty, —',
      'tech-lead': 'Technical Lead on duty, —',
      comms: '—, —',
    },
    experts: [
      'database: Database Administrator',
      'security: Security Engineer',
      'devops: DevOps Engineer',
      'application: Application Developer',
    ],
    rotation: null,
    channel: 'incident-2026-01-05-143007',
    topic: 'INC-42 P0 · Investigating · no commander yet',
    bookmarks: [],
    statuses: ['Investigating', 'Identified', 'Monitoring', 'Resolved'],
    triage: 'first update: tenants, business, availability',
    detection: [
      'Alerts in Prometheus',
      'Alerts in Grafana',
      'A health check fails',
      'Error rate > its threshold',
      'Performance gets worse',
      'Reports of customers',
      'Notes of colleagues',
      'Notes of vendors',
    ],
    containment: { restart: 2, database: 3, memory: 3, disk: 4 },
    checklists: [
      'closure (5): resolved, 1 h',
      'opening (7): declared, 15 min, P0, P1, P2',
      'resolution (7): monitoring',
    ],
    soak: '30 min',
    moments: ['team-assembled: by hand', 'recovered: resolved'],
    outside: ['customer-notice: declared'],
    review: '48 h, report 168 h',
    attendees: 0,
    agenda: ['— min, 5 points', '— min, 5 points', '— min, 5 points'],
    actionKinds: ['Immediate fix', 'Long-term improvement', 'Monitoring', 'Documentation', 'Training'],
    targets: withoutParts.targets,
    contacts: [
      'Incident Commander',
      'Technical Lead',
      'DevOps Engineer',
      'Database Administrator',
      'Hosting provider',
      'DNS provider',
      'Provider of certificates',
      'Payment processor',
    ],
    links: ['http://localhost:3000', 'http://localhost:9090', 'http://localhost:9093'],
    upkeep: { next: null, after: [], also: [], owner: 'devops-team' },
  });
});
