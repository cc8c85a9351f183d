import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { writeFolder } from './write-folder.ts';

const generic = await readFile('runbooks/generic/policy.yaml', 'utf8');
const [minute, hour] = [60_000, 3_600_000];

/** Loads `yaml` as a policy that extends generic. */
async function load(yaml: string) {
  const { folder, remove } = await writeFolder({
    'generic/policy.yaml': generic,
    'x/policy.yaml': `extends: ../generic\n${yaml}`,
  });
  try {
    return await loadPolicy(`${folder}/x`);
  } finally {
    await remove();
  }
}

/** The problems of a policy, without the folder that it was written into; line 1 is `extends: ../generic`. */
async function problemsOf(files: Record<string, string>): Promise<string[]> {
  const { folder, remove } = await writeFolder({ 'generic/policy.yaml': generic, ...files });
  try {
    await loadPolicy(`${folder}/x`);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll(`${folder}/`, ''));
  } finally {
    await remove();
  }
}

const problems = (yaml: string) => problemsOf({ 'x/policy.yaml': `extends: ../generic\n${yaml}` });

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
      closing: { due: { clock: 'wall', ms: hour } },
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
    });
    expect(policy.people['ana']).toEqual({
      key: 'ana',
      title: 'Ana Ruiz',
      name: 'Ana Ruiz',
      slack: 'U01ANA0001',
      email: null,
      phone: null,
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
      'reminders: { silence: 90s, roles_unfilled: 1.5h }\nchecklists: { resolution: { soak: 2d }, closure: { due: 3 business hours } }\nreview: { meeting: within 2 weeks, report: 1 business day }',
    );
    expect([policy.silence, policy.rolesUnfilled, policy.soak]).toEqual([90_000, 1.5 * hour, 48 * hour]);
    expect([policy.closing.due, policy.review.meeting, policy.review.report]).toEqual([
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

describe('a broken policy says file, line and what to write', () => {
  const durations = 'Write 90s, 15m, 4h, 2d, 1 week, 4 business hours or 1 business day.';
  const steps =
    'Write it like: 5m reach tech-lead, 1h inform cto unless mitigated, or: at once inform ceo if data_breach.';
  const profile =
    'In Slack open the profile → ⋮ → Copy member ID, and write it here (U0123ABCD); or leave slack out and give email.';
  const days = 'Write Mon-Fri 09:00-18:00, or name the days: Mon, Wed, Sat 10:00-16:00.';
  const targets = 'There are: commander, tech-lead, comms, eng-manager, vp-engineering, cto.';
  const p0 = (line: string) => `severities:\n  P0:\n    ${line}`;

  it.each<[string, string, string]>([
    [
      'a key that is spelt wrong',
      p0('update_evry: 15m'),
      'x/policy.yaml:4: update_evry is not a key here. Did you mean update_every?',
    ],
    [
      'a key that is like no other',
      'review: { party: 5m }',
      'x/policy.yaml:2: party is not a key here. The keys here are: meeting, report.',
    ],
    ['an unknown key at the top', 'rolls: {}', 'x/policy.yaml:2: rolls is not a key here. Did you mean roles?'],
    [
      'a duration without a unit',
      p0('respond_within: 15'),
      'x/policy.yaml:4: severities.P0.respond_within cannot be the number 15. Write respond_within: 15m',
    ],
    [
      'a duration that is none',
      p0('respond_within: soon'),
      `x/policy.yaml:4: severities.P0.respond_within: "soon" is not a duration. ${durations}`,
    ],
    [
      'no time at all',
      p0('update_every: 0m'),
      `x/policy.yaml:4: severities.P0.update_every: "0m" is no time at all. ${durations}`,
    ],
    [
      'more than a year',
      p0('update_every: 400d'),
      `x/policy.yaml:4: severities.P0.update_every: "400d" is longer than a year. ${durations}`,
    ],
    [
      'working time where the clock runs',
      'reminders: { silence: 2 business hours }',
      'x/policy.yaml:2: reminders.silence: "2 business hours" counts working time, but this one runs around the clock. Write 15m, 4h or 2d.',
    ],
    [
      'working hours that are none',
      'business_hours: 9 to 5',
      `x/policy.yaml:2: business_hours: "9 to 5" is not working hours. ${days}`,
    ],
    [
      'a day that is none',
      'business_hours: Mon-Fry 09:00-17:00',
      `x/policy.yaml:2: business_hours: "Mon-Fry" is not a day or a range of days. ${days}`,
    ],
    [
      'hours that end before they start',
      'business_hours: Mon-Fri 18:00-09:00',
      `x/policy.yaml:2: business_hours: "Mon-Fri 18:00-09:00" ends before it starts. ${days}`,
    ],
    [
      'a time that no clock shows',
      'business_hours: Mon-Fri 09:75-18:00',
      `x/policy.yaml:2: business_hours: "Mon-Fri 09:75-18:00" has a time that no clock shows. ${days}`,
    ],
    [
      'a zone that is spelt wrong',
      'timezone: Europe/Berln',
      'x/policy.yaml:2: timezone: "Europe/Berln" is not a time zone. Did you mean Europe/Berlin?',
    ],
    [
      'a zone that is none',
      "timezone: '+02:00'",
      'x/policy.yaml:2: timezone: "+02:00" is not a time zone. Write UTC or a place like Europe/Berlin.',
    ],
    [
      'a step that is none',
      p0('ladder: [5 min tell ana]'),
      `x/policy.yaml:4: severities.P0.ladder: "5 min tell ana" is not a step of a ladder. ${steps}`,
    ],
    [
      'a step without a unit',
      p0('ladder: [5 reach commander]'),
      `x/policy.yaml:4: severities.P0.ladder: "5" is not a duration. ${durations}`,
    ],
    [
      'a step at nobody',
      p0('ladder:\n      - 5m reach nobody'),
      `x/policy.yaml:5: severities.P0.ladder: nobody is neither under roles nor under people. ${targets}`,
    ],
    [
      'a step at somebody spelt wrong',
      p0('ladder: [5m reach comander]'),
      'x/policy.yaml:4: severities.P0.ladder: comander is neither under roles nor under people. Did you mean commander?',
    ],
    [
      'a stop that is unknown',
      p0('ladder: [5m inform cto unless fixed]'),
      'x/policy.yaml:4: severities.P0.ladder: unless fixed is not known. It can be: acknowledged, mitigated.',
    ],
    [
      'a condition that is unknown',
      p0('ladder: [5m inform cto if databreach]'),
      'x/policy.yaml:4: severities.P0.ladder: databreach is not a condition that Muster knows. Did you mean data_breach?',
    ],
    [
      'two stops',
      p0('ladder: [5m inform cto unless mitigated unless acknowledged]'),
      'x/policy.yaml:4: severities.P0.ladder: "5m inform cto unless mitigated unless acknowledged" says unless or if twice. Keep one of each.',
    ],
    [
      'the same step twice',
      p0('ladder:\n      - 0m reach commander\n      - 5m reach commander'),
      'x/policy.yaml:6: severities.P0.ladder: "reach commander" is on this ladder twice. Keep one of the two.',
    ],
    [
      'a handle for a member id',
      "people: { cto: { slack: '@ana' } }",
      `x/policy.yaml:2: people.cto.slack: Muster needs the member id, not the @handle, which people can change. ${profile}`,
    ],
    [
      'a handle without quotes',
      'people:\n  cto:\n    slack: @ana',
      `x/policy.yaml:4: Muster needs the member id, not the @handle, which people can change. ${profile}`,
    ],
    [
      'a word for a member id',
      'people: { cto: { slack: ana } }',
      `x/policy.yaml:2: people.cto.slack: "ana" is not a member id. ${profile}`,
    ],
    [
      'an e-mail address that is none',
      'people: { cto: { email: ana } }',
      'x/policy.yaml:2: people.cto.email: "ana" is not an e-mail address. Write ana@example.com',
    ],
    [
      'a phone number without quotes',
      'people: { cto: { phone: 555 } }',
      "x/policy.yaml:2: people.cto.phone must be text, but it is the number 555. Put it in quotes: '555'",
    ],
    [
      'a person of whom nothing is known',
      'people: { ana: { phone: "1" } }',
      'x/policy.yaml:2: people.ana: needs a title or a name: title: Engineering Manager',
    ],
    [
      'a name with capitals',
      'people: { Ana: { title: x } }',
      'x/policy.yaml:2: Ana is not a usable name. Use lower-case letters, digits and hyphens: tech-lead',
    ],
    [
      'a severity with spaces',
      'severities: { very bad: { name: x } }',
      'x/policy.yaml:2: very bad is not a usable severity. Use letters, digits and hyphens, 20 at most: P0 or SEV-1',
    ],
    [
      'a role of nobody',
      'roles: { commander: { primary: bn } }\npeople: { ben: { title: x } }',
      'x/policy.yaml:2: roles.commander.primary: bn is not under people. Did you mean ben?',
    ],
    [
      'an invitation by handle',
      p0('invite: ["@x"]'),
      'x/policy.yaml:4: severities.P0.invite: "@x" is a handle. Write a name of people or roles, a member id (U0123ABCD) or the id of a user group (S0123ABCD).',
    ],
    [
      'an invitation of nobody',
      p0('invite: [comander]'),
      'x/policy.yaml:4: severities.P0.invite: comander is neither under roles nor under people. Did you mean commander?',
    ],
    [
      'no commander',
      'roles: { commander: none }\nseverities:\n  P0: { invite: none, ladder: none }\n  P1: { invite: none, ladder: none }\n  P2: { invite: none, ladder: none }',
      'x/policy.yaml:2: there is no role commander. Every incident has one: commander: { name: Incident Commander }',
    ],
    [
      'a person who is a role too',
      'people: { comms: { title: x } }',
      'x/policy.yaml:2: comms is a role too, so a ladder could not tell which is meant. Rename the person, for example comms-primary.',
    ],
    [
      'a single severity',
      'severities: { P1: none, P2: none, P3: none }',
      'x/policy.yaml:2: at least two severities are needed, highest first. Write P0 and P1, or extend ../generic.',
    ],
    [
      'a name that Slack refuses',
      "channel: { name: 'Incident {date}' }",
      'x/policy.yaml:2: channel.name: "Incident {date}" has characters that Slack refuses. Use lower-case letters, digits, - and _ around the places: incident-{date}-{slug}',
    ],
    [
      'a place that stands for nothing',
      "channel: { name: 'inc-{dat}' }",
      'x/policy.yaml:2: channel.name: {dat} stands for nothing. Did you mean date?',
    ],
    [
      'a place that the topic does not have',
      "channel: { topic: '{slug}' }",
      'x/policy.yaml:2: channel.topic: {slug} stands for nothing. There are: number, severity, severity-name, status, title, commander.',
    ],
    [
      'a bookmark without its address',
      'channel: { bookmarks: [{ title: Dashboards }] }',
      'x/policy.yaml:2: channel.bookmarks.url is missing. Write url: https://dashboards.example.com',
    ],
    [
      'a bookmark of something else',
      'channel: { bookmarks: [{ title: x, url: javascript:1 }] }',
      'x/policy.yaml:2: channel.bookmarks.url must be a web address that starts with https://',
    ],
    [
      'a status that does not exist',
      'statuses: { mitigating: x }',
      'x/policy.yaml:2: mitigating is not a key here. The keys here are: investigating, identified, monitoring, resolved, closed, cancelled.',
    ],
    [
      'text for a list',
      p0('invite: commander'),
      'x/policy.yaml:4: severities.P0.invite must be a list, but it is text. Begin each line below it with a hyphen.',
    ],
    [
      'a list for a map',
      p0('- x'),
      'x/policy.yaml:3: severities.P0 must be a map of keys, but it is a list. Write each key on its own line below it, indented.',
    ],
    ['an empty key', 'organisation:', 'x/policy.yaml:2: organisation is empty. Write organisation: Seiketsu AI'],
    [
      'empty text',
      "manual: ''",
      'x/policy.yaml:2: manual is empty. Write manual: what to do by hand when Muster cannot record',
    ],
    [
      'something required that was dropped',
      'review: { report: none }',
      'x/policy.yaml:2: review.report is missing. Write report: within 1 week',
    ],
    [
      'a key that is written twice',
      'timezone: UTC\ntimezone: UTC',
      'x/policy.yaml:3: this key is written twice in the same place. Keep one of the two.',
    ],
  ])('%s', async (_, yaml, line) => {
    expect(await problems(yaml)).toEqual([line]);
  });

  it('tells all problems at once, line by line', async () => {
    const found = await problems('timezone: Mars\nroles: { comander: { nam: x } }\nreview: { meeting: now }');
    expect(found.map((line) => line.split(':')[1])).toEqual(['2', '3', '3', '4']);
  });

  it('tells where a problem of the extended file is', async () => {
    const found = await problemsOf({
      'generic/policy.yaml': generic.replace('respond_within: 24h', 'respond_within: 24x'),
      'x/policy.yaml': 'extends: ../generic',
    });
    const line = generic.split('\n').findIndex((text) => text.includes('24h')) + 1;
    expect(found).toEqual([
      `generic/policy.yaml:${line}: severities.P3.respond_within: "24x" is not a duration. ${durations}`,
    ]);
  });

  it('names a file that is not there', async () => {
    expect(await problemsOf({})).toEqual([
      'x/policy.yaml: there is no such file. Point RUNBOOK at a folder with a policy.yaml; runbooks/generic is one.',
    ]);
  });

  it('names an extended folder that is not there', async () => {
    expect(await problemsOf({ 'x/policy.yaml': '# ours\nextends: ../genric' })).toEqual([
      'x/policy.yaml:2: extends leads to genric/policy.yaml, which does not exist. Write the folder as seen from this one: extends: ../generic',
    ]);
  });

  it('refuses to go round in a circle', async () => {
    expect(await problemsOf({ 'x/policy.yaml': 'extends: ../y', 'y/policy.yaml': 'extends: ../x' })).toEqual([
      'y/policy.yaml:1: extends goes round in a circle: x/policy.yaml → y/policy.yaml → x/policy.yaml. Take one of them out.',
    ]);
  });

  it('says what a file that extends nothing lacks', async () => {
    const found = await problemsOf({ 'x/policy.yaml': 'organisation: Acme' });
    expect(found).toContain('x/policy.yaml:1: timezone is missing. Write timezone: Europe/Berlin');
    expect(found).toContain(
      'x/policy.yaml:1: reminders is missing. Write reminders: { silence: 2h, roles_unfilled: 10m }',
    );
  });

  it('says where a file stops being YAML', async () => {
    const [line] = await problems('roles: { commander: { name: x }');
    expect(line).toMatch(/^x\/policy\.yaml:\d+: this is not YAML\. .+ Check the indentation and the quotes here\.$/);
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
