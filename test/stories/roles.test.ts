import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('Roles', () => {
  it('are taken by a button on the headline, which then names who has them', async () => {
    const { channel, where, headline } = await declared(world());
    const { ana } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    expect(headline()).toMatch(/@Ana Ruiz has command since/);
    expect(headline()).toMatch(/\[Post update\]/);
    expect(headline()).not.toMatch(/\[Take command\]/);
    expect(channel.topic()).toContain(`<@${ana.id}>`);
    channel.shows(/Ana Ruiz has command of INC-\d+/);
    proves('S3', 'S4');
  });

  it('pressed by two people go to the first; the second is told who has it', async () => {
    const { where, incident } = await declared(world());
    const { ana, ben } = world();
    await Promise.all([ana.clicks('Take command', where), ben.clicks('Take command', where)]);
    await world().settle();
    const holder = (await incident()).roles['commander']?.user;
    const loser = holder === ana.id ? ben : ana;
    expect(loser.ephemerals(where.in).at(-1)).toMatch(/is Incident Commander of INC-\d+,? since/);
    expect(loser.buttons(where).join(' ')).toMatch(/Take over/);
    proves('P4.1');
  });

  it('pressed twice by one person are taken once', async () => {
    const { channel, where } = await declared(world());
    const { ana } = world();
    await Promise.all([ana.clicks('Take command', where), ana.clicks('Take command', where)]);
    await world().settle();
    expect(channel.texts().filter((text) => /has command of/.test(text))).toHaveLength(1);
    proves('P2.2');
  });

  it('are taken by command and left again', async () => {
    const { channel, where, headline } = await declared(world());
    const { cy } = world();
    await cy.runs('/incident take comms', where);
    await world().settle();
    expect(headline()).toMatch(/@Cy Tan is Communications Lead/);
    await cy.runs('/incident stepdown', where);
    await world().settle();
    expect(headline()).toMatch(/\[Take comms\]/);
    channel.shows(/Cy Tan/);
    await cy.runs('/incident take', where);
    await world().settle();
    expect(headline()).toMatch(/@Cy Tan has command since/);
    proves('C6');
  });

  it('are handed over only when the next person accepts, who gets a briefing', async () => {
    const { where, incident, channel } = await declared(world());
    const { ana, dee } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.runs('/incident handover commander @Dee Novak', where);
    await world().settle();
    expect((await incident()).roles['commander']?.user).toBe(ana.id);
    expect(dee.sees(/checkout is down/)).toMatch(/\[Accept\]/);
    await dee.clicks('Accept', { in: 'dm' });
    await world().settle();
    expect((await incident()).roles['commander']?.user).toBe(dee.id);
    channel.shows(/Dee Novak has command of INC-\d+[\s\S]*Ana Ruiz/);
    expect(dee.directMessages().at(-1)?.text).not.toMatch(/\[Accept\]/);
    proves('S14', 'P4.1');
  });

  it('stay when nobody answers, and the channel is told', async () => {
    const { where, incident, channel } = await declared(world());
    const { ana } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.runs('/incident handover commander @Dee Novak', where);
    await world().clock.forward({ minutes: 6 });
    channel.shows(/Dee Novak has not answered the request/);
    expect((await incident()).roles['commander']?.user).toBe(ana.id);
  });
});
