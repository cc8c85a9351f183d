import { expect, it } from 'vitest';
import { homeOf } from '../../../src/domain/home.ts';
import { renderHome } from '../../../src/slack/views/home.ts';
import { anIncident, minute, staffed } from '../../support/facts.ts';
import { nothing } from '../../support/glances.ts';
import { members, policy } from '../../support/policy.ts';
import { knownNames, writeView } from '../../wording/write-view.ts';

const { ana, ben } = members;
const parked = {
  until: minute(600),
  since: minute(30),
  by: ana,
  watching: ben,
  why: null,
  zone: 'Europe/Berlin',
  told: 'inc:9.1',
};

it('the Home says until when an incident is parked, and who watches', () => {
  const incidents = {
    mine: [anIncident({ ...staffed, parked })],
    open: [anIncident({ id: 'inc43', number: 43, parked })],
  };
  const home = homeOf(ana, { ...incidents, owing: [], glance: nothing }, () => policy);
  const shown = writeView(
    renderHome({
      user: ana,
      home,
      policy,
      policyOf: () => policy,
      now: minute(70),
      command: '/incident',
      names: knownNames,
    }),
  );
  expect(shown.match(/\*Parked until 14:01 Berlin\* \(13:01 UTC\); watching: Ben Okafor/g)).toHaveLength(2);
});
