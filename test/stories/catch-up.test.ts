import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

describe('A catch-up', () => {
  it('comes once to who joins late by themselves, and to nobody whom somebody invited', async () => {
    const { lena, dee, flo, sandbox } = world();
    const { where } = await declared(world(), 'P1 search is slow');
    await world().clock.forward({ minutes: 6 });
    await lena.joins(where.in);
    await world().settle();
    expect(lena.ephemerals(where.in)).toEqual([expect.stringMatching(/P1 High · Investigating.*search is slow/)]);
    // Slack delivers the same event twice; and she leaves and comes back.
    await sandbox.redeliverLast();
    await lena.leaves(where.in);
    await world().settle();
    await lena.joins(where.in);
    await flo.invites('Dee Novak', where.in);
    await world().settle();
    expect(lena.ephemerals(where.in)).toHaveLength(1);
    expect(dee.ephemerals(where.in)).toEqual([]);
    proves('S9');
  });

  it('tells what happened, who has which role, what was tried, and when the next update is due', async () => {
    const { ana, ben, dee } = world();
    const { where, headline } = await declared(world(), 'P1 search is slow');
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.runs('/incident severity P0 payments too', where);
    await ben.runs('/incident note the cache was <!channel> cold', where);
    await world().settle();
    await ana.runs('/incident update rolled back 41 to 40', where);
    await world().settle();
    expect(headline()).toContain('Catch me up');
    await ben.clicks('Catch me up', where);
    await world().settle();
    const told = ben.ephemerals(where.in).at(-1);
    expect(told).toMatch(
      /What happened[\s\S]*changed the severity from P1 to P0: “payments too”[\s\S]*@Ana Ruiz has command since[\s\S]*What was tried[\s\S]*Ben Okafor noted: the cache was <!channel> cold[\s\S]*Ana Ruiz, update #1: rolled back 41 to 40[\s\S]*Next update due/,
    );
    // The same by command, from anywhere; there it shows the way in.
    const number = /INC-\d+/.exec(headline())?.[0];
    await dee.runs(`/incident ${number} brief`, { in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).toMatch(/rolled back 41 to 40[\s\S]*Join the channel/);
    proves('S9', 'S10');
  });

  it('of a private incident is refused to who is not in it', async () => {
    const { flo, lena } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const modal = await flo.seesModal(/Declare/);
    modal.fill('What is happening?', 'Leak canary-77').tick('Anything special?', 'Private');
    await modal.submit();
    await world().settle();
    const number = /INC-\d+/.exec(flo.sees(/canary-77/))?.[0];
    await lena.runs(`/incident ${number} catchup`, { in: '#general' });
    await world().settle();
    expect(lena.ephemerals('#general').at(-1)).toMatch(/There is no INC-\d+ that you can see/);
  });
});
