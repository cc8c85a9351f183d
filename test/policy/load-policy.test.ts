import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { loadExtending as load } from './load-extending.ts';
import { generic } from './problems-of.ts';
import { writeFolder } from './write-folder.ts';
import { topicFor } from '../../src/domain/naming.ts';
import { story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const [minute, hour] = [60_000, 3_600_000];

describe('the generic policy', () => {
  it('stands on its own, with everything that the product promises', async () => {
    const policy = await loadPolicy('runbooks/generic');
    expect(
      policy.severities.map(({ key, rank, respondWithin, updateEvery, monitoringEvery }) => [
        key,
        rank,
        respondWithin,
        updateEvery,
        monitoringEvery,
      ]),
    ).toEqual([
      [
        'P0',
        0,
        { clock: 'wall', ms: 15 * minute },
        { clock: 'wall', ms: 15 * minute },
        { clock: 'wall', ms: 30 * minute },
      ],
      ['P1', 1, { clock: 'wall', ms: hour }, { clock: 'wall', ms: 30 * minute }, { clock: 'wall', ms: hour }],
      [
        'P2',
        2,
        { clock: 'wall', ms: 4 * hour },
        { clock: 'business hours', ms: 4 * hour },
        { clock: 'business hours', ms: 4 * hour },
      ],
      [
        'P3',
        3,
        { clock: 'wall', ms: 24 * hour },
        { clock: 'business days', days: 1 },
        { clock: 'business days', days: 1 },
      ],
    ]);
    expect(policy.severities[0]?.ladder.map(({ id, after, unless }) => [id, after / minute, unless])).toEqual([
      ['reach commander', 0, 'acknowledged'],
      ['reach tech-lead', 5, 'acknowledged'],
      ['inform eng-manager', 15, 'mitigated'],
      ['inform vp-engineering', 30, 'mitigated'],
      ['inform cto', 60, 'mitigated'],
    ]);
    expect(policy.roles.map((role) => role.button)).toEqual(['Take command', 'Take tech lead', 'Take comms']);
    expect(policy).toMatchObject({
      soak: 30 * minute,
      silence: 2 * hour,
      rolesUnfilled: 10 * minute,
      checklists: [{ key: 'closure', show: 'resolved', due: { clock: 'wall', ms: hour } }],
      review: { meeting: { clock: 'wall', ms: 48 * hour }, report: { clock: 'wall', ms: 7 * 24 * hour } },
      businessHours: { days: [1, 2, 3, 4, 5], from: 540, to: 1080 },
    });
  });

  it('names no member of any workspace', async () => {
    const policy = await loadPolicy('runbooks/generic');
    expect(Object.values(policy.people).filter((person) => person.slack ?? person.email)).toEqual([]);
    expect(
      policy.severities.flatMap((severity) => severity.invite).filter((one) => /^[UWS][A-Z0-9]{6,}$/.test(one)),
    ).toEqual([]);
  });

  it('keeps who only should know out of private incidents', async () => {
    const policy = await loadPolicy('runbooks/generic');
    expect(policy.severities[0]?.privateLadder.map((step) => step.id)).toEqual(['reach commander', 'reach tech-lead']);
  });
});

describe('an extending policy', () => {
  it('can be five lines', async () => {
    const policy = await load(
      'organisation: Acme\npeople: { ana: { name: Ana Ruiz, slack: U01ANA0001 } }\nroles: { commander: { primary: ana } }',
    );
    expect(policy.organisation).toBe('Acme');
    expect(policy.roles[0]).toEqual({
      key: 'commander',
      name: 'Incident Commander',
      button: 'Take command',
      primary: 'ana',
      secondary: null,
      schedule: null,
    });
    expect(policy.people['ana']).toEqual({
      key: 'ana',
      title: 'Ana Ruiz',
      name: 'Ana Ruiz',
      slack: 'U01ANA0001',
      email: null,
      phone: null,
      pagerduty: null,
    });
  });

  it('merges maps and replaces lists', async () => {
    const policy = await load(
      'severities:\n  P0:\n    means: Fire\n    ladder: [30m inform cto, at once inform cto if data_breach, 2m reach comms unless mitigated]',
    );
    const p0 = policy.severities[0];
    expect(p0).toMatchObject({ name: 'Critical', means: 'Fire', respondWithin: { ms: 15 * minute } });
    expect(p0?.ladder).toEqual([
      {
        id: 'inform cto if data_breach',
        after: 0,
        kind: 'inform',
        target: 'cto',
        unless: 'mitigated',
        condition: 'data_breach',
      },
      { id: 'reach comms', after: 2 * minute, kind: 'reach', target: 'comms', unless: 'mitigated', condition: null },
      { id: 'inform cto', after: 30 * minute, kind: 'inform', target: 'cto', unless: 'mitigated', condition: null },
    ]);
  });

  it('renames statuses, everywhere that people read them', async () => {
    const policy = await load('statuses: { identified: Mitigating }');
    expect(policy.statuses).toMatchObject({ investigating: 'Investigating', identified: 'Mitigating' });
    const change = { type: 'changeStatus', by: members.ana, to: 'identified', why: null } as const;
    const it = story({}, policy).at(1).does(change);
    expect(topicFor(it.incident(), policy)).toContain('Mitigating');
    expect(() => it.does({ type: 'close', by: members.ana })).toThrow('it is mitigating');
    proves('L6');
  });

  it('drops what says none', async () => {
    const policy = await load('severities: { P3: none, P2: { ladder: none } }\nroles: { comms: { primary: none } }');
    expect(policy.severities.map(({ key, rank }) => [key, rank])).toEqual([
      ['P0', 0],
      ['P1', 1],
      ['P2', 2],
    ]);
    expect(policy.severities[2]?.ladder).toEqual([]);
  });

  it('adds its severities below those that it extends, in the order in which they are written', async () => {
    const policy = await load(
      'severities: { P3: none, P9: { name: Cosmetic, means: Colours, respond_within: 2d, update_every: 2 business days } }',
    );
    expect(policy.severities.map(({ key }) => key)).toEqual(['P0', 'P1', 'P2', 'P9']);
  });

  it('writes durations in each way that people say them', async () => {
    const policy = await load(
      'reminders: { silence: 90s, roles_unfilled: 1.5h }\nchecklists: { resolution: { soak: 2d }, closure: { due: 3 business hours, items: [Stable] } }\nreview: { meeting: within 2 weeks, report: 1 business day }',
    );
    expect([policy.silence, policy.rolesUnfilled, policy.soak]).toEqual([90_000, 1.5 * hour, 48 * hour]);
    expect([policy.checklists[0]?.due, policy.review.meeting, policy.review.report]).toEqual([
      { clock: 'business hours', ms: 3 * hour },
      { clock: 'wall', ms: 14 * 24 * hour },
      { clock: 'business days', days: 1 },
    ]);
  });

  it.each([
    ['Mon-Fri 09:00-18:00', { days: [1, 2, 3, 4, 5], from: 540, to: 1080 }],
    ['Sat-Mon 8:30-12:00', { days: [1, 6, 7], from: 510, to: 720 }],
    ['Mon, Wed, Fri-Sat 00:00-24:00', { days: [1, 3, 5, 6], from: 0, to: 1440 }],
  ])('understands the working hours %s', async (text, hours) => {
    expect((await load(`business_hours: ${text}`)).businessHours).toEqual(hours);
  });

  it('has another hash when any of its files changes', async () => {
    const one = await load('organisation: Acme');
    expect((await load('organisation: Acme')).hash).toBe(one.hash);
    expect((await load('organisation: Acme ')).hash).not.toBe(one.hash);
    const { folder, remove } = await writeFolder({
      'generic/policy.yaml': `${generic}\n`,
      'x/policy.yaml': 'extends: ../generic\norganisation: Acme',
    });
    expect((await loadPolicy(`${folder}/x`)).hash).not.toBe(one.hash);
    await remove();
  });
});

describe('the policy of the simulated workspace', () => {
  it('names somebody for every role', async () => {
    const policy = await loadPolicy('test/support/runbooks/acme');
    expect(policy.roles.map(({ primary, secondary }) => [primary, secondary])).toEqual([
      ['ana', 'dee'],
      ['ben', 'eli'],
      ['cy', 'flo'],
    ]);
  });
});
