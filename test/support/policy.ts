import { withoutParts } from '../../src/domain/runbook-parts.ts';
import type { LadderStep, Person, Policy } from '../../src/domain/policy.ts';

const minute = 60_000;

/** Members of the tests' workspace, by their part in the policy. */
export const members = {
  ana: 'U01ANA0001',
  ben: 'U01BEN0002',
  cy: 'U01CY00003',
  dee: 'U01DEE0004',
  lena: 'U01LENA007',
  vic: 'U01VIC0008',
  // Named nowhere in the policy.
  gil: 'U01GIL0009',
} as const;

function person(key: string, title: string, name: string, slack: string | null): Person {
  return {
    key,
    title,
    name,
    slack,
    email: null,
    phone: slack === null ? null : `+1-555-01${key.length}`,
    pagerduty: null,
  };
}

function step(after: number, kind: 'reach' | 'inform', target: string, condition: string | null = null): LadderStep {
  return {
    id: `${kind} ${target}`,
    after: after * minute,
    kind,
    target,
    unless: kind === 'reach' ? 'acknowledged' : 'mitigated',
    condition,
  };
}

/** A small policy for tests of the domain: P0 and P1 are urgent, P2 keeps working hours. */
export const policy: Policy = {
  organisation: 'Acme',
  hash: 'test',
  timezone: 'Europe/Berlin',
  businessHours: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 },
  people: {
    'devops-lead': person('devops-lead', 'DevOps Lead', 'Ana Ruiz', members.ana),
    architect: person('architect', 'Platform Architect', 'Ben Okafor', members.ben),
    'product-manager': person('product-manager', 'Product Manager', 'Cy Tan', members.cy),
    'senior-backend': person('senior-backend', 'Senior Backend Engineer', 'Dee Novak', members.dee),
    'eng-manager': person('eng-manager', 'Engineering Manager', 'Lena Vogt', members.lena),
    vp: person('vp', 'VP Engineering', 'Vic Stone', members.vic),
    ceo: person('ceo', 'CEO', 'Nobody', null),
  },
  roles: [
    {
      key: 'commander',
      name: 'Incident Commander',
      button: 'Take command',
      primary: 'devops-lead',
      secondary: 'senior-backend',
      schedule: null,
    },
    {
      key: 'tech-lead',
      name: 'Technical Lead',
      button: 'Take tech lead',
      primary: 'architect',
      secondary: null,
      schedule: null,
    },
    {
      key: 'comms',
      name: 'Communications Lead',
      button: 'Take comms',
      primary: 'product-manager',
      secondary: null,
      schedule: null,
    },
  ],
  severities: [
    {
      key: 'P0',
      rank: 0,
      name: 'Critical',
      means: 'Everything is down',
      criteria: [],
      examples: [],
      firstAction: 'page',
      respondWithin: { clock: 'wall', ms: 15 * minute },
      updateEvery: { clock: 'wall', ms: 15 * minute },
      monitoringEvery: { clock: 'wall', ms: 30 * minute },
      invite: ['commander', 'tech-lead'],
      ladder: [
        step(0, 'reach', 'commander'),
        step(5, 'reach', 'tech-lead'),
        step(15, 'inform', 'eng-manager'),
        step(30, 'inform', 'vp'),
        step(0, 'inform', 'ceo', 'data_breach'),
      ],
      privateLadder: [step(0, 'reach', 'commander')],
    },
    {
      key: 'P1',
      rank: 1,
      name: 'High',
      means: 'Something that matters is down',
      criteria: [],
      examples: [],
      firstAction: 'page',
      respondWithin: { clock: 'wall', ms: 60 * minute },
      updateEvery: { clock: 'wall', ms: 30 * minute },
      monitoringEvery: { clock: 'wall', ms: 60 * minute },
      invite: ['commander'],
      ladder: [step(0, 'reach', 'commander'), step(30, 'inform', 'eng-manager')],
      privateLadder: [step(0, 'reach', 'commander')],
    },
    {
      key: 'P2',
      rank: 2,
      name: 'Medium',
      means: 'Something is slow',
      criteria: [],
      examples: [],
      firstAction: 'page',
      respondWithin: { clock: 'wall', ms: 240 * minute },
      updateEvery: { clock: 'business hours', ms: 240 * minute },
      monitoringEvery: { clock: 'business days', days: 1 },
      invite: [],
      ladder: [step(0, 'reach', 'commander')],
      privateLadder: [],
    },
    {
      key: 'P3',
      rank: 3,
      name: 'Low',
      means: 'A small thing',
      criteria: [],
      examples: [],
      firstAction: 'page',
      respondWithin: { clock: 'wall', ms: 24 * 60 * minute },
      updateEvery: { clock: 'business days', days: 1 },
      monitoringEvery: { clock: 'business days', days: 1 },
      invite: [],
      ladder: [],
      privateLadder: [],
    },
  ],
  statuses: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Cancelled',
    merged: 'Merged',
  },
  channel: {
    name: 'inc-{number}-{slug}',
    topic: '{number} {severity} · {status} · {commander}',
    bookmarks: [{ title: 'Dashboards', url: 'https://dashboards.example.com' }],
  },
  permissions: {
    declare: ['everyone'],
    see: ['everyone'],
    respond: ['everyone'],
    take: ['everyone'],
    resolve: ['everyone'],
    page: ['everyone'],
    redact: ['commander', 'declarer'],
    seePrivate: [],
  },
  soak: 30 * minute,
  review: {
    meeting: { clock: 'wall', ms: 48 * 60 * minute },
    report: { clock: 'wall', ms: 7 * 24 * 60 * minute },
    attendees: [],
    agenda: [],
  },
  ...withoutParts,
  checklists: [
    {
      key: 'closure',
      name: 'Closing checklist',
      show: 'resolved',
      due: { clock: 'wall', ms: 60 * minute },
      severities: null,
      items: ['Service stable', 'Stakeholders told'],
    },
  ],
  silence: 120 * minute,
  rolesUnfilled: 10 * minute,
  retention: null,
  manual: 'Call the DevOps Lead.',
};
