import { describe } from 'vitest';
import { withoutParts } from '../../../src/domain/runbook-parts.ts';
import { holds } from './figures.ts';

describe('Seekapa', () => {
  holds('seekapa', {
    severities: [
      'SEV-1 Critical: 5 min, page',
      'SEV-2 High: 15 min, page',
      'SEV-3 Medium: 1 h, notify',
      'SEV-4 Low: 1 business days, ticket',
    ],
    wording: {
      'SEV-1': '0 criteria, 3 examples',
      'SEV-2': '0 criteria, 3 examples',
      'SEV-3': '0 criteria, 3 examples',
      'SEV-4': '0 criteria, 0 examples',
    },
    updates: {
      'SEV-1': '15 min, then 30 min',
      'SEV-2': '15 min, then 30 min',
      'SEV-3': '4 h of work, then 4 h of work',
      'SEV-4': '1 business days, then 1 business days',
    },
    ladders: {
      'SEV-1': [
        '0 reach commander',
        '5 reach on-call-secondary',
        '15 reach team-lead',
        '30 inform eng-manager',
        '60 inform cto',
      ],
      'SEV-2': [
        '0 reach commander',
        '15 reach on-call-secondary',
        '30 reach team-lead',
        '60 inform eng-manager',
        '120 inform cto',
      ],
      'SEV-3': ['0 reach commander'],
      'SEV-4': [],
    },
    roles: { commander: 'Primary On-call Engineer, Secondary On-call Engineer' },
    experts: [],
    rotation: null,
    channel: 'sev-1-20260105-checkout-returns-500',
    topic: 'Incident: Checkout returns 500 | Status: Investigating | Lead: no commander yet',
    bookmarks: [],
    statuses: ['Investigating', 'Identified', 'Monitoring', 'Resolved'],
    triage: 'first update: status, dashboards, changes',
    detection: [
      'API Performance in Grafana',
      'System Metrics in Grafana',
      'Database Performance in Grafana',
      'Failed requests in Application Insights',
    ],
    containment: { 'release-kubernetes': 4, 'release-argocd': 3, 'release-github': 2, database: 2 },
    checklists: [
      'closure (4): resolved, 1 h',
      'first-day (4): resolved, 24 h',
      'first-week (4): resolved, 168 h',
      'opening (5): declared, 10 min, SEV-1, SEV-2, SEV-3',
    ],
    soak: '30 min',
    moments: [],
    outside: [],
    review: '168 h, report 24 h',
    attendees: 0,
    agenda: [],
    actionKinds: [],
    targets: withoutParts.targets,
    contacts: ['Azure', 'Datadog', 'PagerDuty'],
    links: [
      'https://grafana.seekapa.com',
      'https://api.seekapa.com/health',
      'https://app.seekapa.com/health',
      'https://seekapa.pagerduty.com/schedules',
    ],
    upkeep: {
      next: '2024-04-15',
      after: ['SEV-1', 'SEV-2'],
      also: ['Once a quarter, by whoever is on call', 'A service or a dependency is added'],
      owner: 'devops-team',
    },
  });
});
