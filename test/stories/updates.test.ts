import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('Updates', () => {
  it('by one line are numbered, and go to the channel and under the announcement', async () => {
    const { channel, where, headline } = await declared(world(), 'P0 update one');
    const { ana } = world();
    await ana.runs('/incident update rolled back checkout 41 to 40', where);
    await world().settle();
    channel.shows(/Update #1[\s\S]*rolled back checkout 41 to 40/);
    expect(headline()).toMatch(/Last update: #1 by/);
    const thread = world()
      .announcements()
      .thread(/update one/);
    expect(thread.map((message) => message.text).join()).toMatch(/rolled back checkout 41 to 40/);
    proves('S11', 'F11');
  });

  it('by the form carry a status and the time of the next one', async () => {
    const { channel, where, incident } = await declared(world());
    const { ana } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.clicks('Post update', where);
    const modal = await ana.seesModal(/Update/);
    modal
      .fill('What do we know?', 'The deploy broke it')
      .choose('Status', 'Identified')
      .choose('Next update in', '30 min');
    await modal.submit();
    await world().settle();
    channel.shows(/Update #1[\s\S]*The deploy broke it/);
    const now = await incident();
    expect(now.status).toBe('identified');
    expect((now.cadence.due?.getTime() ?? 0) - (now.updates.last?.at.getTime() ?? 0)).toBe(30 * 60_000);
    expect(channel.topic()).toMatch(/Identified/);
  });

  it('are asked for three minutes before they are due; the question becomes the answer', async () => {
    const { channel, where } = await declared(world());
    const { ana, cy } = world();
    await ana.clicks('Take command', where);
    await cy.clicks('Take comms', where);
    await world().clock.forward({ minutes: 11 });
    channel.lacks(/Update #1 is due/);
    await world().clock.forward({ minutes: 1, seconds: 5 });
    expect(channel.shows(/Update #1 is due/)).toMatch(
      /@Cy Tan[\s\S]*\[Post update\] \[No change\] \[Snooze 5 min\] \[Snooze 15 min\]/,
    );
    await cy.runs('/incident update still looking', where);
    await world().settle();
    channel.lacks(/Update #1 is due/);
    channel.shows(/✓ Update #1/);
    proves('T4', 'T5', 'S12');
  });

  it('that are overdue ask more people: at the time, after 5 and after 10 minutes', async () => {
    const { channel, where } = await declared(world());
    const { ana, cy } = world();
    await ana.clicks('Take command', where);
    await cy.clicks('Take comms', where);
    await world().clock.forward({ minutes: 26 });
    const asked = channel.texts().filter((text) => /Update #1 was due/.test(text));
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatch(/@Cy Tan/);
    expect(asked[1]).toMatch(/@Cy Tan @Ana Ruiz/);
    expect(asked[2]).toMatch(/@Flo Meyer/);
    proves('T6');
  });

  it('can say No change, the third time with a sentence', async () => {
    const { channel, where } = await declared(world());
    const { flo } = world();
    for (let n = 1; n <= 3; n += 1) {
      await world().clock.forward({ minutes: 13 });
      await flo.clicks('No change', where);
      await world().settle();
    }
    channel.shows(/No change since #1/);
    const modal = await flo.seesModal(/No change/);
    modal.fill('What is everybody waiting for?', 'the vendor');
    await modal.submit();
    await world().settle();
    expect(channel.shows(/Update #3/)).toMatch(/the vendor/);
    proves('F11');
  });

  it('can be snoozed once; the question shows old and new', async () => {
    const { channel, where, incident } = await declared(world());
    const { flo } = world();
    await world().clock.forward({ minutes: 12, seconds: 5 });
    const before = (await incident()).cadence.due?.getTime() ?? 0;
    await flo.clicks('Snooze 5 min', where);
    await world().settle();
    expect((await incident()).cadence.due?.getTime()).toBe(before + 5 * 60_000);
    channel.shows(/[Ss]nooze/);
    expect(flo.buttons(where).filter((button) => /Snooze/.test(button))).toEqual([]);
    proves('T7');
  });
});

describe('A change of severity', () => {
  it('shows old and new times', async () => {
    const { channel, where } = await declared(world(), 'P1 raised');
    await world().flo.runs('/incident severity P0 payments too', where);
    await world().settle();
    expect(channel.shows(/raised INC-\d+ from P1 to \*P0\*/)).toMatch(
      /payments too[\s\S]*Update due \d\d:\d\d → \*\d\d:\d\d\*/,
    );
    expect(channel.topic()).toMatch(/P0/);
    proves('T2', 'N3');
  });

  it('downwards stands down who is no longer needed', async () => {
    const { where } = await declared(world(), 'P0 lowered');
    const { flo, ben } = world();
    await world().clock.forward({ minutes: 6 });
    expect(ben.sees(/lowered/)).toBeTruthy();
    await flo.runs('/incident severity P2', where);
    await world().settle();
    expect(ben.sees(/you can stand down/)).toMatch(/P2 now/);
  });
});
