import { describe, expect, it } from 'vitest';
import { withoutParts } from '../../src/domain/runbook-parts.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { loadExtending as load } from './load-extending.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

describe('a policy says beyond severities, people and ladders', () => {
  it('nothing at all, if it likes', async () => {
    const policy = await loadPolicy('runbooks/generic');
    const { attendees, agenda } = policy.review;
    const { checklists: _, ...rest } = withoutParts;
    expect(policy).toMatchObject(rest);
    expect(policy.checklists.map(({ key }) => key)).toEqual(['closure']);
    expect({ attendees, agenda }).toEqual({ attendees: [], agenda: [] });
  });

  it('who somebody is in PagerDuty, and which schedule has a role', async () => {
    const policy = await load(
      'people: { ana: { title: SRE, pagerduty: PUSR7AB } }\nroles: { commander: { schedule: PSCHED1 } }',
    );
    expect(policy.people['ana']?.pagerduty).toBe('PUSR7AB');
    expect(policy.roles.map(({ schedule }) => schedule)).toEqual(['PSCHED1', null, null]);
  });

  it('what makes a severity, and what happens first', async () => {
    const policy = await load(
      'severities:\n  P0: { criteria: [Errors above 20 %] }\n  P2: { first_action: notify }\n  P3: { first_action: ticket }',
    );
    expect(policy.severities.map(({ criteria, firstAction }) => [criteria, firstAction])).toEqual([
      [['Errors above 20 %'], 'page'],
      [[], 'page'],
      [[], 'notify'],
      [[], 'ticket'],
    ]);
  });

  it('who knows what', async () => {
    const policy = await load(
      'people: { dba: { title: DBA } }\nexperts: { database: { name: Database Administrator, people: [dba, cto] } }',
    );
    expect(policy.experts).toEqual([{ key: 'database', name: 'Database Administrator', people: ['dba', 'cto'] }]);
  });

  it('who has which role by turns', async () => {
    const policy = await load(
      'people: { ana: { title: A }, ben: { title: B } }\nrotation:\n  starts: 2026-01-05\n  every: 1 week\n  turns:\n    - { commander: ana, comms: ben }\n    - { commander: ben }',
    );
    expect(policy.rotation).toEqual({
      starts: '2026-01-05',
      days: 7,
      turns: [{ commander: 'ana', comms: 'ben' }, { commander: 'ben' }],
    });
  });

  it('moments of its own', async () => {
    const policy = await load(
      'moments: { service-restored: { name: Service restored, with: monitoring }, assembled: { name: Team assembled } }',
    );
    expect(policy.moments).toEqual([
      { key: 'service-restored', name: 'Service restored', with: 'monitoring' },
      { key: 'assembled', name: 'Team assembled', with: null },
    ]);
  });

  it('what is asked to size an incident up', async () => {
    const policy = await load('triage: { ask: first update, questions: { users: How many users feel it? } }');
    expect(policy.triage).toEqual({
      ask: 'first update',
      questions: [{ key: 'users', question: 'How many users feel it?' }],
    });
  });

  it.each([
    ['Error rate > 1 %', { signal: 'Error rate', limit: '> 1 %', seen: null }],
    ['Error rate above 1 %, seen in Grafana', { signal: 'Error rate', limit: '> 1 %', seen: 'Grafana' }],
    ['availability <= 99.5 % seen by Pingdom', { signal: 'availability', limit: '<= 99.5 %', seen: 'Pingdom' }],
    ['Memory below 10 %', { signal: 'Memory', limit: '< 10 %', seen: null }],
    ['Alerts, seen in Sentry', { signal: 'Alerts', limit: null, seen: 'Sentry' }],
    ['Reports of customers', { signal: 'Reports of customers', limit: null, seen: null }],
  ])('that an incident is known by: %s', async (line, sign) => {
    expect((await load(`detection:\n  - ${line}`)).detection).toEqual([sign]);
  });

  it('boxes to tick, in the order in which they are written', async () => {
    const policy = await load(
      'checklists:\n  resolution: { soak: 20m, items: [No alert fires] }\n  first-hour: { name: First hour, show: command, due: 1h, severities: [P0], items: [A, B] }\n  later: { name: Later, show: resolved, items: [C] }',
    );
    expect(policy.soak).toBe(20 * minute);
    expect(policy.checklists.find(({ key }) => key === 'closure')?.items).toHaveLength(5);
    expect(policy.checklists.filter(({ key }) => key !== 'closure')).toEqual([
      {
        key: 'resolution',
        name: 'Before you resolve',
        show: 'monitoring',
        due: null,
        severities: null,
        items: ['No alert fires'],
      },
      {
        key: 'first-hour',
        name: 'First hour',
        show: 'command',
        due: { clock: 'wall', ms: hour },
        severities: ['P0'],
        items: ['A', 'B'],
      },
      { key: 'later', name: 'Later', show: 'resolved', due: null, severities: null, items: ['C'] },
    ]);
  });

  it('what contains a type of incident', async () => {
    const policy = await load('containment: { database: { name: Database, hints: [Kill long queries] } }');
    expect(policy.containment).toEqual([{ key: 'database', name: 'Database', hints: ['Kill long queries'] }]);
  });

  it('whom to turn to and where to look, for whom', async () => {
    const policy = await load(
      'contacts:\n  - { name: AWS, reach: the console }\n  - { name: CEO, reach: +1-555-0100, severities: [P0], roles: [comms] }\nlinks:\n  - { title: Grafana, url: "https://grafana.example.com", roles: [tech-lead] }',
    );
    expect(policy.contacts).toEqual([
      { name: 'AWS', reach: 'the console', severities: null, roles: null },
      { name: 'CEO', reach: '+1-555-0100', severities: ['P0'], roles: ['comms'] },
    ]);
    expect(policy.links).toEqual([
      { title: 'Grafana', url: 'https://grafana.example.com', severities: null, roles: ['tech-lead'] },
    ]);
  });

  it('what people outside are told', async () => {
    const policy = await load(
      'outside: { page: { name: Status page, template: status-investigating, when: investigating, severities: [P0, P1] } }',
    );
    expect(policy.outside).toEqual([
      {
        key: 'page',
        name: 'Status page',
        template: 'status-investigating',
        when: 'investigating',
        severities: ['P0', 'P1'],
      },
    ]);
  });

  it('who meets afterwards, about what', async () => {
    const policy = await load(
      'review:\n  attendees: [The commander]\n  agenda:\n    - Timeline\n    - { topic: Root cause, minutes: 20, points: [Why?, Why then?] }\nactions: { kinds: [Monitoring, Training] }',
    );
    expect(policy.review).toEqual({
      meeting: { clock: 'wall', ms: 2 * day },
      report: { clock: 'wall', ms: 7 * day },
      attendees: ['The commander'],
      agenda: [
        { topic: 'Timeline', minutes: null, points: [] },
        { topic: 'Root cause', minutes: 20, points: ['Why?', 'Why then?'] },
      ],
    });
    expect(policy.actionKinds).toEqual(['Monitoring', 'Training']);
  });

  it('what it wants to reach', async () => {
    const policy = await load(
      'targets:\n  detect: 5m\n  acknowledge: { P0: 15m, P1: 60m }\n  mitigate: 1h\n  resolve: 4h\n  incidents_per_month: fewer than 10 of P0, P1 and P2\n  service: [99.9 % availability]',
    );
    expect(policy.targets).toEqual({
      detect: 5 * minute,
      acknowledge: { P0: 15 * minute, P1: 60 * minute },
      mitigate: hour,
      resolve: 4 * hour,
      incidentsPerMonth: { severities: ['P0', 'P1', 'P2'], fewerThan: 10 },
      service: ['99.9 % availability'],
    });
    const all = await load('targets: { incidents_per_month: fewer than 3 }');
    expect(all.targets.incidentsPerMonth).toEqual({ severities: ['P0', 'P1', 'P2', 'P3'], fewerThan: 3 });
  });

  it('when it is read again', async () => {
    const policy = await load(
      'upkeep: { next_review: 2026-12-01, after: [P0, P1], also: [A service is added], owner: cto }',
    );
    expect(policy.upkeep).toEqual({
      next: '2026-12-01',
      after: ['P0', 'P1'],
      also: ['A service is added'],
      owner: 'cto',
    });
    expect((await load('upkeep: { after: [P0] }')).upkeep).toEqual({
      next: null,
      after: ['P0'],
      also: [],
      owner: null,
    });
  });
});
