import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('When Slack is in trouble', () => {
  it('refuses the channel: the incident exists, and every later step follows the retry', async () => {
    const { sandbox, flo } = world();
    sandbox.faults.add({
      method: 'conversations.create',
      times: 50,
      fault: { kind: 'error', error: 'restricted_action' },
    });
    await flo.runs('/incident declare P1 no channel for this', { in: '#general' });
    await world().settle();
    expect(flo.sees(/no channel for this/)).toBeTruthy();
    const receipt = flo.directMessages().findLast((message) => message.text.includes('no channel for this'));
    expect(receipt?.text).toMatch(/✗ Channel/);
    expect(receipt?.text).toMatch(/\[Retry\]/);
    sandbox.faults.clear();
    await flo.clicks('Retry', { in: 'dm', on: /no channel for this/ });
    await world().settle();
    const channel = world().channel(/no-channel-for-this/);
    expect(channel.pinned()[0]).toMatch(/no channel for this/);
    expect(channel.members()).toContain('Ana Ruiz');
    expect(flo.directMessages().findLast((message) => message.text.includes('no channel for this'))?.text).toMatch(
      /✓ Channel/,
    );
    proves('P1.2', 'P3.2', 'U5');
  });

  it.each([
    ['conversations.create', { kind: 'lost-answer' }],
    ['chat.postMessage', { kind: 'lost-answer' }],
    ['pins.add', { kind: '500' }],
  ] as const)('%s meeting %o is done in the end, once', async (method, fault) => {
    const { sandbox } = world();
    sandbox.faults.add({ method, times: 1, fault });
    const tag = `once-${method.replace(/\W/g, '')}-${fault.kind}`.toLowerCase();
    await world().flo.runs(`/incident declare P1 ${tag}`, { in: '#general' });
    await world().clock.forward({ minutes: 2 });
    const made = sandbox.workspace.channels.filter((channel) => channel.name.includes(tag));
    expect(made).toHaveLength(1);
    const channel = world().channel(new RegExp(tag));
    expect(channel.pinned()).toHaveLength(1);
    expect(channel.texts().filter((text) => /I call .* now/.test(text))).toHaveLength(1);
    expect(
      world()
        .announcements()
        .texts()
        .filter((text) => text.includes(tag)),
    ).toHaveLength(1);
    expect(channel.members()).toContain('Flo Meyer');
  });

  it('is away for minutes: what was late says so', async () => {
    const { sandbox } = world();
    const { channel } = await declared(world(), 'P0 slack is away');
    sandbox.faults.down();
    await world().clock.forward({ minutes: 5, seconds: 10 });
    sandbox.faults.up();
    await world().clock.forward({ minutes: 5 });
    expect(channel.shows(/Ben Okafor \(Technical Lead\)/)).toBeTruthy();
    expect(channel.texts().join('\n')).toMatch(/late|due/);
  });
});

describe('Bad input', () => {
  const ask = async (command: string): Promise<string> => {
    const { dee } = world();
    await dee.runs(command, { in: '#random' });
    await world().settle();
    return dee.ephemerals('#random').at(-1) ?? '';
  };

  it('a typo gets the nearest command', async () => {
    expect(await ask('/incident resovle')).toMatch(/Did you mean `?\/incident resolve/);
    proves('C3');
  });

  it('nonsense gets help', async () => {
    expect(await ask('/incident xyzzyplugh')).toMatch(/help/);
  });

  it('a command outside of an incident says where to give it', async () => {
    expect(await ask('/incident update all fine')).toMatch(/INC-|channel/);
  });

  it('a title of 10,000 characters is refused with the limit', async () => {
    expect(await ask(`/incident declare P1 ${'x'.repeat(10_000)}`)).toMatch(/150/);
  });

  it('emoji and right-to-left titles are kept as they are', async () => {
    const { channel } = await declared(world(), 'P2 🔥 الدفع معطل');
    expect(channel.texts()[0]).toContain('🔥 الدفع معطل');
  });

  it('a mention of somebody who left is said plainly', async () => {
    const { where } = await declared(world());
    const { dee } = world();
    await dee.joins(where.in);
    await dee.runs('/incident page @Hal Former help', where);
    await world().settle();
    expect(dee.ephemerals(where.in).at(-1)).toMatch(/Hal|left|deactivated|no longer/);
  });

  it('a wrong severity says which exist', async () => {
    const { where } = await declared(world());
    const { flo } = world();
    await flo.runs('/incident severity P9', where);
    await world().settle();
    expect(flo.ephemerals(where.in).at(-1)).toMatch(/P0, P1, P2, P3/);
  });
});

describe('A channel that changes under the bot', () => {
  it('renamed: the incident goes on under the new name', async () => {
    const { channel, where, incident } = await declared(world());
    const { ana } = world();
    await ana.joins(where.in);
    await ana.renames(where.in, `renamed-${channel.name}`.slice(0, 60));
    await world().settle();
    expect((await incident()).channel?.name).toMatch(/^renamed-/);
  });

  it('archived: the commander hears it directly, and nothing is lost', async () => {
    const { where, incident } = await declared(world());
    const { ana } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.archives(where.in);
    await world().settle();
    expect(ana.sees(/The channel of INC-\d+ was archived/)).toBeTruthy();
    await world().clock.forward({ minutes: 20 });
    expect((await incident()).channelTrouble).toBe('archived');
    proves('S17');
  });
});
