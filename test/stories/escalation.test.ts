import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('Escalation', () => {
  it('reaches the commander at once and the tech lead after five minutes, by mention and message', async () => {
    const { channel } = await declared(world(), 'P0 nobody answers');
    const { ana, ben } = world();
    expect(channel.shows(/I call .* now/)).toMatch(/Ana Ruiz \(Incident Commander\)/);
    expect(ana.sees(/nobody answers/)).toMatch(/\[I'm on it\]|\[Acknowledge\]/);
    expect(() => ben.sees(/nobody answers/)).toThrow(/does not see/);
    await world().clock.forward({ minutes: 5, seconds: 5 });
    expect(channel.shows(/Ben Okafor \(Technical Lead\)/)).toMatch(/Messaged in Slack. No phone rang./);
    ben.sees(/nobody answers/);
    proves('S13', 'S19');
  });

  it('stops when somebody answers, and says who', async () => {
    const { channel, where } = await declared(world());
    const { ana } = world();
    await ana.clicks(/I'm on it|Acknowledge/, { in: 'dm' });
    await world().clock.forward({ minutes: 3 });
    channel.shows(/✓ Ana Ruiz answered \d\d:\d\d\. Not called any more: Technical Lead/);
    await ana.clicks('Take command', where);
    await world().clock.forward({ minutes: 6 });
    channel.lacks(/I call Ben Okafor/);
    proves('F1', 'S13', 'U6');
  });

  it('lapses when nobody takes command after an answer', async () => {
    const { channel } = await declared(world());
    await world().ana.clicks(/I'm on it|Acknowledge/, { in: 'dm' });
    await world().clock.forward({ minutes: 6 });
    expect(channel.shows(/Calling goes on/)).toMatch(
      /@Ana Ruiz answered \d\d:\d\d; nobody has taken command since\. Calling goes on: Technical Lead/,
    );
    channel.shows(/Ben Okafor \(Technical Lead\)/);
    proves('F5', 'F6');
  });

  it('begins again every ten minutes while nobody answers, with phone numbers', async () => {
    const { channel } = await declared(world());
    await world().clock.forward({ minutes: 16 });
    expect(channel.shows(/Nobody has answered for/)).toMatch(
      /Ana Ruiz \(Incident Commander\): called \d\d:\d\d, phone \+1-555-0100/,
    );
    proves('F7');
  });

  it('informs the managers at their minutes, without a mention', async () => {
    const { channel } = await declared(world(), 'P0 managers know');
    await world().clock.forward({ minutes: 15, seconds: 30 });
    expect(channel.shows(/Engineering Manager/)).toMatch(/Lena Vogt \(Engineering Manager\) is informed/);
    world().lena.sees(/managers know/);
  });

  it('jumps to the next step on request', async () => {
    const { channel, where } = await declared(world());
    await world().flo.runs('/incident escalate', where);
    await world().settle();
    expect(channel.shows(/Ben Okafor \(Technical Lead\)/)).toMatch(/Flo Meyer escalated/);
  });

  it('pages one person by hand, who is invited and told why', async () => {
    const { channel, where } = await declared(world(), 'P2 needs a database person');
    const { flo, eli } = world();
    await flo.runs('/incident page @Eli Brand knows the database', where);
    await world().settle();
    expect(eli.sees(/needs a database person/)).toMatch(/knows the database/);
    expect(channel.members()).toContain('Eli Brand');
    proves('P5.3');
  });
});
