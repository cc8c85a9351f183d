import { describe, expect, it } from 'vitest';
import { problems } from './problems-of.ts';

describe('a policy with a name or text that is wrong says file, line and what to write', () => {
  const profile =
    'In Slack open the profile → ⋮ → Copy member ID, and write it here (U0123ABCD); or leave slack out and give email.';
  const p0 = (line: string) => `severities:\n  P0:\n    ${line}`;

  it.each<[string, string, string]>([
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
      'x/policy.yaml:2: mitigating is not a key here. The keys here are: investigating, identified, monitoring, resolved, closed, cancelled, merged.',
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

  it('a person of whom what is known is wrong', async () => {
    expect(await problems('people: { ana: { email: ana } }')).toEqual([
      'x/policy.yaml:2: people.ana.email: "ana" is not an e-mail address. Write ana@example.com',
      'x/policy.yaml:2: people.ana: needs a title or a name: title: Engineering Manager',
    ]);
  });
});
