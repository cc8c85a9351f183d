import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

// Tuesday 16:00 in Berlin, where Ana and Dee are; 10:00 in New York, where Ben is.
const world = useWorld({ startAt: { weekday: 2, time: '15:00' } });

describe('A handover', () => {
  it('planned for the end of a shift is shown, asked at its time, and moves the role when it is accepted', async () => {
    const { where, headline, incident } = await declared(world(), 'P2 reports are late');
    const { ana, ben } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.runs('/incident handover @Ben Okafor at 18:00', where);
    await world().settle();
    expect(ana.ephemerals(where.in).at(-1)).toMatch(
      /I will ask @Ben Okafor .*18:00 to be Incident Commander[\s\S]*It is 1[23]:00 New York for them then/,
    );
    expect(headline()).toMatch(/@Ana Ruiz has command since .* · Ben Okafor is asked .* to take over/);
    // In summer 18:00 is an hour sooner.
    const { at } = (await incident()).plannedHandovers['commander'] ?? {};
    await world().clock.forward({ seconds: ((at?.getTime() ?? 0) - world().clock.now().getTime()) / 1000 - 600 });
    expect(ben.directMessages().filter(({ text }) => /asks you to take command/.test(text))).toEqual([]);
    await world().clock.forward({ minutes: 15 });
    expect(ben.sees(/Ana Ruiz asks you to take command/)).toMatch(/\[Accept\]/);
    expect((await incident()).roles['commander']?.user).toBe(ana.id);
    await ben.clicks('Accept', { in: 'dm' });
    await world().settle();
    expect((await incident()).roles['commander']?.user).toBe(ben.id);
    proves('T9');
  });

  it('is planned in the form, and called off from the panel or by command', async () => {
    const { where, incident } = await declared(world(), 'P2 slow search');
    const { ana, dee, flo } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.clicks('Hand over command', where);
    const modal = await ana.seesModal(/Hand over/);
    modal
      .pickUser('To whom?', 'Dee Novak')
      .pickTime('When to ask?', new Date(world().clock.now().getTime() + 5 * 3_600_000));
    await modal.submit();
    await world().settle();
    expect((await incident()).plannedHandovers['commander']?.to).toBe(dee.id);
    await flo.runs('/incident', where);
    await world().settle();
    await flo.clicks('Call off the handover of command', where);
    await world().settle();
    expect((await incident()).plannedHandovers).toEqual({});
    expect(ana.sees(/is not asked .* to take over Incident Commander/)).toMatch(/@Flo Meyer called it off/);
    await ana.runs('/incident handover cancel', where);
    await world().settle();
    expect(ana.ephemerals(where.in).at(-1)).toMatch(/No handover of Incident Commander is planned/);
  });

  it('asked of somebody off shift says their time, asks anyway, and until when it waits', async () => {
    const { where } = await declared(world(), 'P2 late mails');
    const { ana, flo } = world();
    // It is after 18:00 in Berlin by now.
    await flo.runs('/incident take', where);
    await world().settle();
    await flo.runs('/incident handover @Ana Ruiz', where);
    await world().settle();
    expect(flo.ephemerals(where.in).at(-1)).toMatch(
      /I asked @Ana Ruiz .*outside their working hours \(18:\d\d Berlin\); I asked anyway. They have until \d\d:\d\d to answer/,
    );
    expect(ana.sees(/asks you to take command/)).toMatch(/\[Not now\]/);
    await flo.runs('/incident oncall', { in: '#general' });
    await world().settle();
    const told = flo.ephemerals('#general').at(-1);
    expect(told).toMatch(/Incident Commander\*: @Ana Ruiz \(\d\d:\d\d Berlin, off shift\), then @Dee Novak/);
    expect(told).toMatch(/P0 Critical\*\n• at once calls Incident Commander: @Ana Ruiz/);
    proves('C8', 'T10');
  });
});
