import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

// Tuesday 16:00 in Berlin, where Ana and Flo are, and 10:00 in New York, where Ben is; the policy's clock is UTC.
const world = useWorld({ startAt: { weekday: 2, time: '15:00' } });

describe('Parking', () => {
  it('shows until when and who watches wherever the incident is shown, and wakes by itself', async () => {
    const { channel, where, headline } = await declared(world(), 'P2 reports are late');
    const { ana, ben, flo } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.runs('/incident park until tomorrow 09:00 @Ben Okafor the vendor answers', where);
    await world().settle();
    const told = channel.shows(/Ana Ruiz parked INC-\d+ until \*\w{3} 09:00 Berlin\*/);
    expect(told).toMatch(/watching: @Ben Okafor[\s\S]*“the vendor answers”[\s\S]*Update due/);
    expect(headline()).toMatch(/Parked until \w{3} 09:00 Berlin.*watching: Ben Okafor · “the vendor answers”/);
    expect(headline()).toMatch(/\[Wake now\]/);
    expect(headline()).not.toMatch(/Next step|\[Park\]/);
    expect(channel.topic()).toMatch(/Investigating, parked until \w{3} 09:00 Berlin/);
    expect(world().announcements().texts().at(-1)).toMatch(/Parked until \w{3} 09:00 Berlin/);
    await flo.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(flo.ephemerals('#general').at(-1)).toMatch(/Parked until \w{3} 09:00 Berlin.*watching: Ben Okafor/);
    const before = channel.texts().length;
    await world().clock.forward({ hours: 18 });
    expect(channel.texts().length - before).toBe(1);
    expect(channel.texts().at(-1)).toMatch(
      /@Ben Okafor: INC-\d+ is awake[\s\S]*the vendor answers[\s\S]*Next update due/,
    );
    expect(headline()).not.toMatch(/Parked/);
    expect(channel.topic()).not.toMatch(/parked/);
    expect(ben.canSee(where.in)).toBe(true);
    proves('T8');
  });

  it('is refused for what cannot wait, with what is possible instead; monitored, it can, from the panel', async () => {
    const { channel, where, headline, incident } = await declared(world(), 'P0 checkout is down');
    const { flo } = world();
    expect(headline()).not.toMatch(/\[Park\]/);
    await flo.runs('/incident park soon', where);
    await world().settle();
    await flo.runs('/incident park 2h', where);
    await world().settle();
    expect(flo.ephemerals(where.in).at(-1)).toMatch(/is P0: only lower severities can wait[\s\S]*\[Monitoring\]/);
    expect(flo.ephemerals(where.in).at(-2)).toMatch(/cannot read a time in “soon”[\s\S]*tomorrow 09:00/);
    await flo.clicks('Monitoring', { ...where, on: /only lower severities/ });
    await world().settle();
    await flo.runs('/incident', where);
    await world().settle();
    await flo.clicks('Park', { ...where, on: /Correct a time/ });
    const modal = await flo.seesModal(/Park/);
    const until = new Date(Math.floor(world().clock.now().getTime() / 1000) * 1000 + 3 * 3_600_000);
    modal.pickTime('Until when?', until).pickUser('Who watches it?', 'Eli Brand');
    await modal.submit();
    await world().settle();
    expect((await incident()).parked).toMatchObject({ until, watching: world().eli.id });
    await flo.clicks('Wake now', { ...where, on: /parked INC/ });
    await world().settle();
    channel.shows(/Flo Meyer woke INC-\d+/);
    expect(flo.buttons({ ...where, on: /parked INC-\d+ until/ })).not.toContain('Wake now');
    expect((await incident()).parked).toBeNull();
  });

  it('stays when an update is posted, and ends with an upgrade, which says so', async () => {
    const { channel, where, incident } = await declared(world(), 'P3 typo');
    const { ana } = world();
    await ana.clicks('Park', where);
    const modal = await ana.seesModal(/Park/);
    await modal.submit();
    await world().settle();
    await ana.runs('/incident update still waiting', where);
    await world().settle();
    expect(channel.shows(/Update #1/)).toMatch(/It stays parked until/);
    await ana.runs('/incident severity P1 everybody sees it', where);
    await world().settle();
    expect(channel.shows(/raised INC-\d+/)).toMatch(/It was parked until .*; it is awake now\./);
    expect((await incident()).parked).toBeNull();
  });
});
