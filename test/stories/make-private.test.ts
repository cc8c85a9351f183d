import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

/** What people wrote, and Slack's own notices, stay: nobody can take those back for them. */
function leftBehind(channelId: string): string[] {
  const { workspace } = world().sandbox;
  const channel = workspace.channels.find((one) => one.id === channelId);
  return (channel?.messages ?? [])
    .filter(({ user, subtype }) => user === workspace.botUserId && subtype === undefined)
    .map(({ text }) => text);
}

function newestPrivate() {
  const found = world().sandbox.workspace.channels.findLast(({ kind }) => kind === 'private');
  if (found === undefined) throw new Error('There is no private channel');
  return world().channel(`#${found.name}`);
}

describe('An incident that is made private', () => {
  it('goes on in a private channel, and what was posted is taken back', async () => {
    const { flo, ana, dee, lena, sandbox } = world();
    const { channel, where } = await declared(world(), 'P0 zebra leaks');
    await ana.clicks('Take command', where);
    await world().settle();
    await dee.joins(where.in);
    await dee.says(where.in, 'is it the zebra?');
    await flo.runs('/incident update the zebra is out', where);
    await world().settle();
    world().announcements().shows(/zebra/);
    await ana.runs('/incident make-private a customer is named', where);
    await world().settle();

    const present = newestPrivate();
    expect(present.name).not.toContain('zebra');
    expect(present.members()).toEqual(expect.arrayContaining(['Ana Ruiz', 'Flo Meyer', 'Ben Okafor']));
    expect(present.members()).not.toContain('Dee Novak');
    expect(present.pinned()[0]).toMatch(/zebra leaks/);
    const report = present.shows(/is private now/);
    expect(report).toMatch(/a customer is named/);
    expect(report).toMatch(
      /✓ Announcement and its thread · ✓ Files .* · ✓ My messages .* · ✓ Its topic .* · ✓ Its name/,
    );
    expect(report).toMatch(/Not members here: Dee Novak/);
    expect(report).toMatch(/It was announced in #incidents, to \d+ members/);

    world().announcements().lacks(/zebra/);
    expect(leftBehind(channel.id)).toEqual(['Private incident INC-1']);
    const former = sandbox.workspace.channels.find(({ id }) => id === channel.id);
    expect(former?.name).toBe('inc-1-moved');
    expect(former?.topic.value).toBe('');
    expect(former?.bookmarks).toEqual([]);
    expect(former?.pins).toEqual([]);

    // It goes on there, and only there.
    await ana.runs('/incident update caught', { in: `#${present.name}` });
    await world().clock.forward({ minutes: 20 });
    present.shows(/caught/);
    expect(present.pinned()[0]).toMatch(/Last update: #2/);
    expect(leftBehind(channel.id)).toEqual(['Private incident INC-1']);
    world()
      .announcements()
      .lacks(/INC-1|zebra/);

    // Whoever asks in the old channel hears where it went, and no more.
    await dee.runs('/incident', { in: '#inc-1-moved' });
    await dee.runs('/incident update hello', { in: '#inc-1-moved' });
    await world().settle();
    expect(dee.ephemerals('#inc-1-moved').slice(-2)).toEqual([
      'INC-1 is private now. Its members go on in a channel of their own.',
      'INC-1 is private now. Its members go on in a channel of their own.',
    ]);
    await ana.runs('/incident status', { in: '#inc-1-moved' });
    await world().settle();
    expect(ana.ephemerals('#inc-1-moved').at(-1)).toContain(`Its channel is #${present.name}`);
    await lena.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(lena.ephemerals('#general').at(-1)).not.toContain('zebra');
  });
});
