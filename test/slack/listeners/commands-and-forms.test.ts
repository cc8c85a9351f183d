import { describe, expect, it } from 'vitest';
import { declared } from '../../support/declared.ts';
import { useWorld } from '../../support/use-world.ts';

const world = useWorld();

describe('commands of an incident', () => {
  it('are answered wherever they are typed, by number', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    const { number } = await it.incident();
    await ana.runs(`/incident take INC-${number}`, { in: '#general' });
    await world().settle();
    expect((await it.incident()).roles.commander?.user).toBe(ana.id);
    expect(ana.ephemerals('#general').at(-1)).toMatch(new RegExp(`You are .* of INC-${number}\\. See #`));
    await ana.runs(`/incident INC-${number} update rolled back`, { in: '#general' });
    await world().settle();
    it.channel.shows(/rolled back/);
  });

  it('say so when nothing was left to do', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.joins(it.where.in);
    await ana.runs('/incident take', it.where);
    await world().clock.forward({ minutes: 1 });
    expect(ana.ephemerals(it.where.in)).toEqual([]);
    await ana.runs('/incident take', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/You are .* of INC-\d+ already, since \d\d:\d\d/);
  });

  it('elsewhere name what is open, and give back what was written', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.runs('/incident update the cache was flushed at noon', { in: '#general' });
    await world().settle();
    const answer = ana.ephemerals('#general').at(-1);
    expect(answer).toMatch(/This is not the channel of an incident\. Open now: .*INC-\d+ in #/);
    expect(answer).toContain(`#${it.channel.name}`);
    expect(answer).toMatch(/You wrote:\n\/incident update the cache was flushed at noon$/);
  });

  it('change severity and status, with a reason', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.runs('/incident severity p0 cards too', it.where);
    await world().settle();
    await ana.runs('/incident status identified a bad release', it.where);
    await world().settle();
    expect(await it.incident()).toMatchObject({ severity: 'P0', status: 'identified' });
    it.channel.shows(/cards too/);
    await ana.runs('/incident monitor', it.where);
    await world().settle();
    expect(await it.incident()).toMatchObject({ status: 'monitoring' });
  });

  it('ask for a role in either order, and refuse who cannot answer', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana, ben } = world();
    await ana.runs('/incident assign @ben tech lead', it.where);
    await world().settle();
    expect((await it.incident()).handovers['tech-lead']?.to).toBe(ben.id);
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/I asked @?Ben Okafor to be Technical Lead/);
    await ana.runs('/incident handover commander to @nobody-here', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/I know nobody called @nobody-here here/);
  });

  it('resolve in a line, reopen, and call off', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.runs('/incident resolve rolled back checkout', it.where);
    await world().settle();
    expect(await it.incident()).toMatchObject({ status: 'resolved', resolution: { fix: 'rolled back checkout' } });
    await ana.runs('/incident update too late for an update, is it not', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/is already resolved[\s\S]*Reopen[\s\S]*too late for an update/);
    await ana.runs('/incident reopen it is back', it.where);
    await world().settle();
    expect(await it.incident()).toMatchObject({ status: 'investigating' });
    await ana.runs('/incident cancel duplicate', it.where);
    await world().settle();
    expect(await it.incident()).toMatchObject({ status: 'cancelled' });
  });

  it('correct a time in the zone of who types it', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    const before = await it.incident();
    await ana.runs('/incident moment detected 10 min ago', it.where);
    await world().settle();
    const { detected } = (await it.incident()).moments;
    expect(Math.round((before.moments.declared.getTime() - (detected?.getTime() ?? 0)) / 60_000)).toBe(10);
  });

  it('show the panel, the list and the help', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.runs('/incident', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/checkout is down[\s\S]*Take command/);
    await ana.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/One incident is open[\s\S]*checkout is down/);
    await ana.runs('/incident', { in: '#general' });
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/\/incident declare/);
    await ana.runs('/incident reslove', { in: '#general' });
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(
      /Did you mean \/incident resolve\?|Did you mean `\/incident resolve`\?/,
    );
  });

  it('page somebody, and refuse who left', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana, eli } = world();
    await ana.runs('/incident page @eli knows the database', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/I am reaching @?Eli Brand/);
    expect(eli.sees(/knows the database/)).toBeDefined();
    eli.user.deleted = true;
    await ana.runs('/incident page @eli again', it.where);
    await world().settle();
    eli.user.deleted = false;
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/Eli Brand has left this workspace/);
  });
});

describe('forms of an incident', () => {
  it('are opened by a command before anything is looked up, and show how things stand', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana } = world();
    await ana.runs('/incident update', it.where);
    await world().settle();
    const modal = ana.modal();
    modal.shows(/checkout is down/);
    modal.shows(/Now P1 .*, investigating/);
    await modal.submit();
    expect(modal.errors()).toEqual(['Say something in one of the fields. “Not known yet” is fine.']);
    await modal
      .fill('What do we know?', 'cards only')
      .choose('Status', 'Identified')
      .choose('Next update in', '10 min')
      .submit();
    await world().settle();
    expect(await it.incident()).toMatchObject({ status: 'identified', updates: { count: 1 } });
    it.channel.shows(/cards only/);
  });

  it('say so inside when there is no incident here', async () => {
    const { ana } = world();
    await ana.runs('/incident resolve', { in: '#general' });
    await world().settle();
    ana.modal().shows(/This is not the channel of an incident/);
    await ana.modal().close();
  });

  it('are opened by buttons of the headline', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana, ben } = world();
    await ana.joins(it.where.in);
    await ana.clicks('Severity', it.where);
    await world().settle();
    expect(ana.modal().value('Severity')).toMatchObject({ selected_option: { value: 'P1' } });
    await ana.modal().choose('Severity', 'P0').fill('Why?', 'cards too').submit();
    await world().settle();
    await ana.clicks('Assign a role', it.where);
    await world().settle();
    await ana.modal().choose('Role', 'Technical Lead').pickUser('Who?', 'Ben Okafor').submit();
    await world().settle();
    await ana.clicks('Page someone', it.where);
    await world().settle();
    await ana.modal().pickUser('Who is needed?', 'Eli Brand').fill('What for?', 'database').submit();
    await world().settle();
    await ana.clicks('Note', it.where);
    await world().settle();
    await ana.modal().fill('What should the record say?', 'vendor called').submit();
    await world().settle();
    expect(await it.incident()).toMatchObject({ severity: 'P0', handovers: { 'tech-lead': { to: ben.id } } });
    await ana.clicks('Timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/vendor called/);
    await ana.clicks('Correct a time', it.where);
    await world().settle();
    const at = new Date(world().clock.now().getTime() - 30 * 60_000);
    await ana.modal().choose('Which moment?', 'Detected').pickTime('When was it?', at).submit();
    await world().settle();
    expect(Math.abs(((await it.incident()).moments.detected?.getTime() ?? 0) - at.getTime())).toBeLessThan(1000);
    await ana.clicks('Resolve', it.where);
    await world().settle();
    await ana.modal().fill('What fixed it?', 'rollback').pickUser('Who owns the post-mortem?', 'Ben Okafor').submit();
    await world().settle();
    expect(await it.incident()).toMatchObject({
      status: 'resolved',
      resolution: { fix: 'rollback', what: null, owner: ben.id },
    });
  });

  it('give back what was written when the incident ended meanwhile', async () => {
    const it = await declared(world(), 'P1 checkout is down');
    const { ana, ben } = world();
    await ana.runs('/incident update', it.where);
    await world().settle();
    await ben.runs(`/incident cancel INC-${(await it.incident()).number} duplicate`, { in: '#general' });
    await world().settle();
    await ana.modal().fill('What do we know?', 'a long and careful account').submit();
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /is already cancelled[\s\S]*You wrote:\na long and careful account/,
    );
  });
});
