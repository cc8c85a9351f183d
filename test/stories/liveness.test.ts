import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ startAt: { weekday: 2, time: '10:00' } });

/** A P0 that Ana leads and of which Ben knows; the ladder has its answer, and she says no more. */
async function led(what: string) {
  const { ana, ben, clock } = world();
  const it = await declared(world(), what);
  await clock.forward({ minutes: 1 });
  await ana.clicks('Take command', it.where);
  await ben.runs('/incident take tech-lead', it.where);
  return it;
}

describe('A commander of a P0 who is not heard for half an hour', () => {
  it('is asked by direct message and in the channel, and one press answers', async () => {
    const { ana, flo, clock } = world();
    const { channel, where, incident } = await led('P0 asked');
    await clock.forward({ minutes: 30, seconds: 10 });
    ana.sees(/Ana Ruiz: are you there[\s\S]*Dee Novak \(Senior Backend Engineer\) to take command[\s\S]*\[I'm here\]/);
    channel.shows(/Nothing has been heard of Ana Ruiz, who has command, for 30 min/);
    await flo.clicks("I'm here", where);
    await world().settle();
    flo.sees(/is Incident Commander of INC-\d+, and was asked/);
    expect((await incident()).liveness.asked).not.toBeNull();

    await ana.clicks("I'm here");
    await clock.forward({ minutes: 6 });
    channel.shows(/✓ Ana Ruiz is there/);
    expect(channel.texts().some((text) => /please take command/.test(text))).toBe(false);
    expect((await incident()).liveness.asked).toBeNull();
  });

  it('is answered for by a message in the channel as well', async () => {
    const { ana, clock } = world();
    const { channel, where } = await led('P0 writes');
    await clock.forward({ minutes: 30, seconds: 10 });
    channel.shows(/are you there/);
    await ana.says(where.in, 'Still reading the traces');
    await clock.forward({ minutes: 6 });
    channel.shows(/✓ Ana Ruiz is there/);
  });

  it('is answered for by looking something up, too', async () => {
    const { ana, clock } = world();
    const { where, incident } = await led('P0 reads');
    await clock.forward({ minutes: 20 });
    await ana.runs('/incident timeline', where);
    await clock.forward({ minutes: 29 });
    expect((await incident()).liveness.asked).toBeNull();
  });

  it('keeps command until the secondary, who is asked five minutes later, takes it by a press', async () => {
    const { ana, dee, clock } = world();
    const { channel, incident, where } = await led('P0 silent');
    await clock.forward({ minutes: 35, seconds: 20 });
    dee.sees(
      /Ana Ruiz has not answered\. Dee Novak \(Senior Backend Engineer\): please take command[\s\S]*\[Take command\]/,
    );
    expect((await incident()).roles.commander?.user).toBe(ana.id);
    await dee.clicks('Take command');
    await world().settle();
    expect((await incident()).roles.commander?.user).toBe(dee.id);
    channel.shows(/Dee Novak has command of INC-\d+[\s\S]*It was with Ana Ruiz/);
    ana.sees(/✓ Dee Novak has command since/);
    await clock.forward({ minutes: 10 });
    expect(channel.texts().some((text) => /names nobody else to ask/.test(text))).toBe(false);
    await dee.runs('/incident here', where);
    await world().settle();
    dee.sees(/Heard: you have command/);
  });

  it('is followed by a word to the channel when nobody is left to ask', async () => {
    const { clock } = world();
    const { channel } = await led('P0 nobody');
    await clock.forward({ minutes: 40, seconds: 30 });
    channel.shows(/Ana Ruiz and Dee Novak have not answered, and the policy names nobody else to ask/);
  });
});
