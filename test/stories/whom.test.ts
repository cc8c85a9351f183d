import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { sizing } from '../support/sized.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ saying: sizing });

describe('Whom to turn to', () => {
  it('is shown to the one who asks: for the severity and their roles first, then the rest', async () => {
    const { ana, cy } = world();
    const it = await declared(world(), 'P0 contacts');
    expect(it.channel.bookmarks().map(({ title }) => title)).toEqual(['Dashboards of checkout']);
    await cy.runs('/incident take comms', it.where);
    await world().settle();
    await cy.runs('/incident contacts', it.where);
    await ana.runs('/incident', it.where);
    await world().settle();
    expect(cy.ephemerals(it.where.in).at(-1)).toMatch(
      /For P0 Critical and you\*\n• Support of the vendor: .*\n• Press office: .*\n[\s\S]*Others\*\n• Security desk: #security \(P1\)[\s\S]*What counts as an incident/,
    );
    await ana.clicks('Contacts', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/Others\*[\s\S]*Press office: .* \(Communications Lead\)/);
    await ana.runs('/incident contacts', { in: '#general' });
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/Whom to turn to\*[\s\S]*Error rate > 1 %, seen in Grafana/);
  });

  it('is an expert: engaged by command and by the form, called, in the channel, and on the headline', async () => {
    const { ana, flo, ben } = world();
    const it = await declared(world(), 'P3 experts');
    await flo.runs('/incident engage database the pool is full', it.where);
    await world().settle();
    it.channel.shows(
      /Flo Meyer engaged Ana Ruiz \(Database Administrator\) for INC-\d+ \(\d\d:\d\d\): “the pool is full”/,
    );
    expect(ana.directMessages().at(-1)?.text).toMatch(/Flo Meyer asks you to come/);
    expect(it.headline()).toMatch(/Engaged: Ana Ruiz \(Database Administrator, \d\d:\d\d\)/);
    await ben.joins(it.where.in);
    await ben.clicks('Page someone', it.where);
    const form = await ben.seesModal(/Page someone/);
    await world().settle();
    await form.submit();
    expect(form.errors()).toEqual(['Choose somebody.']);
    form.choose('Or who knows it?', 'Vendor: nobody in Slack');
    await form.submit();
    await world().settle();
    expect(ben.ephemerals(it.where.in).at(-1)).toMatch(
      /names nobody in Slack for Vendor: Database Vendor, \+1-555-0198/,
    );
    await ben.runs('/incident engage network', it.where);
    await world().settle();
    expect(ben.ephemerals(it.where.in).at(-1)).toMatch(/no expert for “network”[\s\S]*database, vendor/);
  });
});

describe('Moments of the policy’s own', () => {
  it('are set by command, corrected by form, and in the post-mortem', async () => {
    const { flo } = world();
    const it = await declared(world(), 'P2 moments');
    await flo.runs('/incident moment team-assembled', it.where);
    await world().settle();
    it.channel.shows(/Flo Meyer set “Team assembled” of INC-\d+ \(\d\d:\d\d\): \*\d\d:\d\d\*/);
    expect(it.headline()).toMatch(/Team assembled \d\d:\d\d/);
    await flo.runs('/incident monitor', it.where);
    await world().settle();
    await flo.runs('/incident resolve restarted', it.where);
    await world().settle();
    expect(it.channel.files().at(-1)?.content).toMatch(/\| Team assembled \| 20.*\|\n\| Service restored \| 20/);
  });
});
