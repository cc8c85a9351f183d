import { describe, expect, it } from 'vitest';
import { generic, problems, problemsOf } from './problems-of.ts';

describe('a broken policy says file, line and what to write', () => {
  const durations = 'Write 90s, 15m, 4h, 2d, 1 week, 4 business hours or 1 business day.';
  const steps =
    'Write it like: 5m reach tech-lead, 1h inform cto unless mitigated, or: at once inform ceo if data_breach.';
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
      'x/policy.yaml:2: party is not a key here. The keys here are: meeting, report, attendees, agenda.',
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
