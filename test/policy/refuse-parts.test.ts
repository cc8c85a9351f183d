import { describe, expect, it } from 'vitest';
import { problems } from './problems-of.ts';

describe('what a policy says beyond severities and people is checked as well', () => {
  const severities = 'There are: P0, P1, P2, P3.';
  const list = 'name: Hour, show: declared, items: [A]';

  it.each<[string, string, string]>([
    [
      'an id that PagerDuty does not give',
      'people: { cto: { pagerduty: ana } }',
      '2: people.cto.pagerduty: "ana" is not the id of a person in PagerDuty. Open the person there and copy the end of the address: P0123ABC',
    ],
    [
      'a schedule by name',
      'roles: { comms: { schedule: primary } }',
      '2: roles.comms.schedule: "primary" is not the id of a schedule in PagerDuty. Open the schedule there and copy the end of the address: P0123ABC',
    ],
    [
      'an expert whom nobody knows',
      'experts: { database: { name: DBA, people: [dba] } }',
      '2: experts.database.people: dba is not under people. There are: eng-manager, vp-engineering, cto.',
    ],
    [
      'an expert without people',
      'experts: { database: { name: DBA, people: [] } }',
      '2: experts.database.people is empty. Write people: [dba]',
    ],
    [
      'a first action that is none',
      'severities: { P2: { first_action: notfy } }',
      '2: severities.P2.first_action: notfy is not one of the words here. Did you mean notify?',
    ],
    [
      'a ladder that calls people about a ticket',
      'severities:\n  P2:\n    first_action: ticket\n    ladder:\n      - 5m reach commander',
      '6: severities.P2.ladder: "5m reach commander" calls somebody, but first_action: ticket calls nobody. Write inform, or first_action: page.',
    ],
    [
      'a turn of a role that there is not',
      'rotation: { starts: 2026-01-05, every: 1 week, turns: [{ scribe: cto }] }',
      '2: scribe is not under roles. There are: commander, tech-lead, comms.',
    ],
    [
      'a turn of somebody unknown',
      'rotation: { starts: 2026-01-05, every: 1 week, turns: [{ comms: ct }] }',
      '2: rotation.turns.comms: ct is not under people. Did you mean cto?',
    ],
    [
      'a day that is not in the calendar',
      'rotation: { starts: 2026-02-30, every: 1 week, turns: [{ comms: cto }] }',
      '2: rotation.starts: "2026-02-30" is not a date. Write year, month and day: 2026-01-05',
    ],
    [
      'a turn of half a day',
      'rotation: { starts: 2026-01-05, every: 12h, turns: [{ comms: cto }] }',
      '2: rotation.every: "12h" is not a number of whole days. Write 1 week or 2d.',
    ],
    [
      'no turns',
      'rotation: { starts: 2026-01-05, every: 1 week }',
      '2: rotation.turns is missing. Write turns: [{ commander: ana, tech-lead: ben }]',
    ],
    [
      'a schedule and a rotation for one role',
      'rotation: { starts: 2026-01-05, every: 1 week, turns: [{ comms: cto }] }\nroles: { comms: { schedule: P0123ABC } }',
      '3: comms has a schedule and is in the rotation, so nobody could tell who has it when. Keep one of the two.',
    ],
    [
      'a moment that every incident has',
      'moments: { mitigated: { name: Mitigated } }',
      '2: every incident has the moment mitigated already. Give yours another name.',
    ],
    [
      'a moment with a status that there is not',
      'moments: { restored: { name: Restored, with: watching } }',
      '2: moments.restored.with: watching is not one of the words here. There are: investigating, identified, monitoring, resolved.',
    ],
    [
      'triage at no known time',
      'triage: { ask: later }',
      '2: triage.ask: later is not one of the words here. There are: declare, first update.',
    ],
    [
      'a limit of nothing',
      "detection: ['> 1 %']",
      '2: detection: "> 1 %" lacks the signal or its limit. Write Error rate > 1 %, seen in Grafana',
    ],
    [
      'a signal without its limit',
      'detection: [Error rate above]',
      '2: detection: "Error rate above" lacks the signal or its limit. Write Error rate > 1 %, seen in Grafana',
    ],
    [
      'a list that appears at no known time',
      'checklists: { hour: { name: Hour, show: later, items: [A] } }',
      '2: checklists.hour.show: later is not one of the words here. There are: declared, command, monitoring, resolved.',
    ],
    [
      'a list without boxes',
      'checklists: { hour: { name: Hour, show: declared } }',
      '2: checklists.hour.items is missing. Write items: [The service is stable]',
    ],
    [
      'a list without a name',
      'checklists: { hour: { show: declared, items: [A] } }',
      '2: checklists.hour.name is missing. Write name: First hour',
    ],
    [
      'a list with a name of two words',
      `checklists: { first hour: { ${list} } }`,
      '2: first hour is not a usable name. Use lower-case letters, digits and hyphens, 40 at most: first-hour',
    ],
    [
      'a list at a severity that there is not',
      `checklists: { hour: { ${list}, severities: [SEV-1] } }`,
      `2: checklists.hour.severities: SEV-1 is not under severities. ${severities}`,
    ],
    [
      'a type without hints',
      'containment: { database: { name: Database } }',
      '2: containment.database.hints is missing. Write hints: [Kill queries that run for minutes]',
    ],
    [
      'a contact without a way to reach it',
      'contacts: [{ name: AWS }]',
      '2: contacts.reach is missing. Write reach: support@example.com',
    ],
    [
      'a link for a role that there is not',
      'links: [{ title: Grafana, url: "https://x.example.com", roles: [comander] }]',
      '2: links.roles: comander is not under roles. Did you mean commander?',
    ],
    [
      'a text for outside without its moment',
      'outside: { page: { name: Status page, template: page } }',
      '2: outside.page.when is missing. Write when: investigating',
    ],
    [
      'minutes in words',
      'review: { agenda: [{ topic: Timeline, minutes: 20m }] }',
      '2: review.agenda.minutes must be a number, but it is text. Write minutes: 20',
    ],
    [
      'half a minute',
      'review: { agenda: [{ topic: Timeline, minutes: 0.5 }] }',
      '2: review.agenda.minutes: has to be whole minutes, 480 at most: minutes: 20',
    ],
    [
      'a point without a topic',
      'review: { agenda: [{ minutes: 5 }] }',
      '2: review.agenda.topic is missing. Write topic: Root cause',
    ],
    [
      'a target for a severity that there is not',
      'targets: { acknowledge: { P9: 5m } }',
      `2: P9 is not under severities. Did you mean P0?`,
    ],
    [
      'a number of incidents without words',
      'targets: { incidents_per_month: 10 }',
      '2: targets.incidents_per_month cannot be the number 10. Write incidents_per_month: fewer than 10 of P0, P1, P2',
    ],
    [
      'a number of incidents of what there is not',
      'targets: { incidents_per_month: fewer than 10 of SEV-1 }',
      `2: targets.incidents_per_month: SEV-1 is not under severities. ${severities}`,
    ],
    [
      'somebody unknown who reads the runbook',
      'upkeep: { owner: devops }',
      '2: upkeep.owner: devops is not under people. There are: eng-manager, vp-engineering, cto.',
    ],
    [
      'a key of upkeep',
      'upkeep: { next_revue: 2026-01-01 }',
      '2: next_revue is not a key here. Did you mean next_review?',
    ],
  ])('%s', async (_, yaml, line) => {
    expect(await problems(yaml)).toEqual([`x/policy.yaml:${line}`]);
  });
});
