import { describe } from 'vitest';
import { withoutParts } from '../../../src/domain/runbook-parts.ts';
import { holds } from './figures.ts';

const path = [
  '0 reach commander',
  '0 inform cto if data_breach',
  '30 inform eng-manager',
  '60 inform vp-engineering',
  '120 inform cto',
];

describe('Kaizen AI', () => {
  holds('kaizen-ai', {
    severities: ['P0 Critical: 15 min, page', 'P1 High: 1 h, page', 'P2 Medium: 4 h, notify', 'P3 Low: 24 h, ticket'],
    wording: {
      P0: '3 criteria, 0 examples',
      P1: '3 criteria, 0 examples',
      P2: '3 criteria, 0 examples',
      P3: '3 criteria, 0 examples',
    },
    updates: {
      P0: '15 min, then 30 min',
      P1: '15 min, then 1 h',
      P2: '4 h of work, then 4 h of work',
      P3: '1 business days, then 1 business days',
    },
    ladders: { P0: path, P1: path, P2: ['0 reach commander'], P3: [] },
    roles: { commander: 'On-call Engineer, —' },
    experts: [],
    rotation: null,
    channel: 'incident-20260105-checkout-returns-500',
    topic: 'INC-42 P0 · Investigating · no commander yet',
    bookmarks: [],
    statuses: ['Investigating', 'Mitigating', 'Monitoring', 'Resolved'],
    triage: 'first update: impact, scope, trend, workarounds',
    detection: ['Alerts in Prometheus', 'Dashboards in Grafana', 'Reports of users', 'Automated checks'],
    containment: { release: 4, load: 2, pods: 2 },
    checklists: [
      'closure (4): resolved, 1 h',
      'opening (4): declared, 5 min, P0, P1, P2',
      'resolution (3): monitoring',
    ],
    soak: '30 min',
    moments: [],
    outside: [
      'status-page-investigating: investigating',
      'status-page-identified: identified',
      'status-page-resolved: resolved',
      'stakeholder-email: declared, P0, P1',
      'stakeholder-email: identified, P0, P1',
      'stakeholder-email: resolved, P0, P1',
    ],
    review: '48 h, report 48 h',
    attendees: 0,
    agenda: [],
    actionKinds: [],
    targets: withoutParts.targets,
    contacts: [],
    links: ['http://grafana.example.com/kaizen-overview', 'https://api.example.com/health'],
    upkeep: null,
  });
});
