import { homeOf } from '../../src/domain/home.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { UserError } from '../../src/errors.ts';
import { errorView } from '../../src/slack/views/ephemeral/error.ts';
import { homeAway, homeNotice, renderHome } from '../../src/slack/views/home.ts';
import { anIncident, minute, resolved, staffed, taskOf, updated } from '../support/facts.ts';
import { empty, month, nothing, targets } from '../support/glances.ts';
import { members, policy } from '../support/policy.ts';
import { type Example, knownNames } from './write-view.ts';

const { ana, ben, dee } = members;
const other = (number: number, changes: Partial<Incident>): Incident =>
  anIncident({ id: `inc${number}`, number, channel: { id: `C01234567${number}`, name: `inc-${number}` }, ...changes });

const called = anIncident({ reached: { [ben]: minute(15) }, invited: [ben] });
const led = other(41, { title: 'Search is slow', severity: 'P2', ...staffed, ...updated });
const cadence = (due: number): Incident['cadence'] => ({ due: minute(due), stage: 0, snoozed: false, asks: [] });
const parked: Partial<Incident> = {
  cadence: { due: null, stage: 0, snoozed: false, asks: [] },
  parked: {
    until: minute(600),
    since: minute(4),
    by: ana,
    watching: ben,
    why: 'the vendor',
    zone: 'Europe/Berlin',
    told: 'inc:9.1',
  },
};
const secret = anIncident({
  ...staffed,
  private: true,
  handovers: {
    commander: {
      id: 'inc:7.1',
      role: 'commander',
      from: ana,
      to: dee,
      askedBy: ana,
      askedAt: minute(15),
      until: minute(20),
    },
  },
});

function home(user: string, read: Partial<Parameters<typeof homeOf>[1]>, by: Policy = policy): object {
  const shown = homeOf(user, { mine: [], open: [], owing: [], glance: nothing, ...read }, () => policy);
  return renderHome({
    user,
    home: shown,
    policy: by,
    policyOf: () => policy,
    now: minute(16),
    command: '/incident',
    names: knownNames,
  });
}

/** What a person sees who opens the app. */
export const homes: Record<string, Example[]> = {
  home: [
    { when: 'nothing is there', view: home(ben, {}) },
    {
      when: 'somebody is called, has a role, owes something, and more is open',
      view: home(ben, {
        mine: [called, led],
        open: [called, led, other(40, { title: 'Mails are late', ...staffed, roles: {} })],
        owing: [other(39, { ...resolved, title: 'Logins fail', tasks: [taskOf('A1', 'alert on disk space')] })],
        glance: month,
      }),
    },
    {
      when: 'an update is overdue, one waits until a time, one is private, and there is more than is shown',
      view: home(ana, {
        mine: [
          other(44, { ...staffed, title: 'Cards are declined', cadence: cadence(10) }),
          other(45, { ...staffed, ...parked, title: 'A report is slow', severity: 'P2' }),
          other(46, { ...staffed, title: 'A key was published', private: true, cadence: cadence(60) }),
        ],
        open: Array.from({ length: 30 }, (_, index) => other(50 + index, { kind: 'drill', title: 'A test' })).slice(
          0,
          12,
        ),
      }),
    },
    { when: 'the policy has targets', view: home(ben, { glance: month }, { ...policy, targets }) },
    {
      when: 'a month has just begun',
      view: home(ben, { glance: { ...month, month: empty('March') } }, { ...policy, targets }),
    },
    { when: 'the database is away', view: homeAway() },
    { when: 'somebody is asked into a private incident', view: home(dee, { open: [secret] }) },
    {
      when: 'a guest',
      view: homeNotice(
        errorView(
          new UserError(
            'not-allowed',
            "You can't see incidents: you are a guest here, and only full members of this workspace can.",
            'Ask one of them.',
          ),
          '/incident',
        ).blocks,
      ),
    },
  ],
};
