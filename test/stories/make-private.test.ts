import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { eavesdrop } from '../support/eavesdrop.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

/** What people wrote, and Slack's own notices, stay: nobody can take those back for them. */
function leftBehind(channelId: string): string[] {
  const { workspace } = world().sandbox;
  const channel = workspace.channels.find((one) => one.id === channelId);
  return (channel?.messages ?? [])
    .filter(({ user, subtype }) => user === workspace.botUserId && subtype === undefined)
    .map(({ text }) => text);
}

/** The line that stays in the old channel, as its preview. */
const onlyFarewell = [expect.stringMatching(/^Private incident INC-\d+$/)];

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
    const heard = eavesdrop(world(), [flo.id, ana.id]);
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
    expect(leftBehind(channel.id)).toEqual(onlyFarewell);
    const former = sandbox.workspace.channels.find(({ id }) => id === channel.id);
    expect(former?.name).toMatch(/^inc-\d+-moved$/);
    expect(former?.topic.value).toBe('');
    expect(former?.bookmarks).toEqual([]);
    expect(former?.pins).toEqual([]);

    // It goes on there, and only there.
    await ana.runs('/incident update caught', { in: `#${present.name}` });
    await world().clock.forward({ minutes: 13 });
    present.shows(/caught/);
    expect(present.pinned()[0]).toMatch(/Last update: #2/);
    expect(leftBehind(channel.id)).toEqual(onlyFarewell);
    world()
      .announcements()
      .lacks(/INC-1|zebra/);

    // Whoever asks in the old channel hears where it went, and no more.
    const old = { in: `#${former?.name}` };
    await dee.runs('/incident', old);
    await dee.runs('/incident update hello', old);
    await world().settle();
    const moved = expect.stringMatching(/^INC-\d+ is private now\. Its members go on in a channel of their own\.$/);
    expect(dee.ephemerals(old.in).slice(-2)).toEqual([moved, moved]);
    await ana.runs('/incident status', old);
    await world().settle();
    expect(ana.ephemerals(old.in).at(-1)).toContain(`Its channel is #${present.name}`);
    await lena.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(lena.ephemerals('#general').at(-1)).not.toContain('zebra');
    // From that moment on nobody outside read a word of it.
    expect(heard.outside().filter(({ text }) => /zebra|customer/.test(text))).toEqual([]);
    expect(heard.mentioned()).toEqual([]);
    proves('S20');
  });

  it('says nothing any more in direct messages to who is no member of it, nor in receipts of similar ones', async () => {
    const { ana, flo, dee, lena } = world();
    const { where, incident } = await declared(world(), 'P1 yak shaved');
    await lena.runs(`/incident INC-${(await incident()).number} follow`, { in: '#general' });
    await world().settle();
    await flo.runs('/incident update the clippers are blunt', where);
    await world().settle();
    expect(lena.sees(/clippers/)).toMatch(/yak shaved/);
    const other = await declared(world(), 'P2 yak half shaved', dee);
    other.channel.shows(/may be the same: yak shaved/);
    await flo.runs('/incident handover commander @Eli Brand', where);
    await world().settle();
    expect(world().eli.sees(/take command/)).toMatch(/yak shaved/);
    const readBy = (person: typeof lena) => person.directMessages().map(({ text }) => text);
    expect(readBy(dee).join('\n')).toMatch(/• INC-\d+ .*yak shaved/);
    await ana.runs('/incident make-private', where);
    await world().settle();

    expect(readBy(lena).filter((text) => /yak shaved|clippers/.test(text))).toEqual([]);
    expect(readBy(world().eli).filter((text) => text.includes('yak shaved'))).toEqual([]);
    expect(readBy(dee).filter((text) => text.includes('yak shaved'))).toEqual([]);
    other.channel.lacks(/yak shaved/);
    // Who is asked to lead can still say yes, and comes in then.
    await world().eli.clicks('Accept', { in: 'dm' });
    await world().settle();
    expect(newestPrivate().members()).toContain('Eli Brand');
  });

  it('never claims what it could not take back: the line says why, and is tried again', async () => {
    const { ana, flo, sandbox } = world();
    const { channel, where } = await declared(world());
    const refusal = { kind: 'error', error: 'cant_delete_message' } as const;
    sandbox.faults.add({ method: 'chat.delete', times: 50, fault: refusal });
    sandbox.faults.add({ method: 'conversations.rename', times: 1, fault: { kind: 'error', error: 'not_authorized' } });
    await ana.clicks('More', where);
    await world().settle();
    await ana.clicks('Make private', where);
    await world().settle();
    const present = newestPrivate();
    const report = present.shows(/is private now/);
    expect(report).toMatch(/✗ Announcement and its thread: .*Ask a workspace admin to delete it/);
    expect(report).toMatch(/✗ My messages in the old channel: .*\n\[Retry\]/);
    expect(report).toMatch(/✗ Its name: /);
    expect(leftBehind(channel.id).length).toBeGreaterThan(1);
    sandbox.faults.clear();
    for (const line of ['Announcement', 'My messages', 'Its name']) {
      expect(present.shows(/is private now/)).toContain(`✗ ${line}`);
      await flo.clicks('Retry', { in: `#${present.name}` });
      await world().settle();
    }
    expect(present.shows(/is private now/)).not.toMatch(/✗/);
    expect(leftBehind(channel.id)).toEqual(onlyFarewell);
    expect(world().announcements().texts().at(-1) ?? '').not.toContain(channel.name);
    proves('P3.2');
  });

  it('one message that must stay keeps none of the others', async () => {
    const { ana, sandbox } = world();
    const { channel, where } = await declared(world(), 'P2 otter');
    await ana.runs('/incident note otter seen', where);
    await world().settle();
    await ana.runs('/incident update otter is fed', where);
    await world().settle();
    const before = leftBehind(channel.id).length;
    sandbox.faults.add({ method: 'chat.delete', times: 1, fault: { kind: 'error', error: 'cant_delete_message' } });
    await ana.runs('/incident make-private', where);
    await world().settle();
    sandbox.faults.clear();
    expect(before).toBeGreaterThan(2);
    expect(
      newestPrivate()
        .shows(/is private now/)
        .match(/✗/g),
    ).toHaveLength(1);
    expect(
      leftBehind(channel.id).length +
        world()
          .announcements()
          .texts()
          .filter((text) => text.includes('otter')).length,
    ).toBe(2);
  });

  it('takes the post-mortem along, with what people wrote into it', async () => {
    const { flo, sandbox } = world();
    const { channel, where } = await declared(world(), 'P2 walrus');
    await flo.runs('/incident resolve tusks trimmed', where);
    await world().settle();
    expect(channel.files()).toHaveLength(1);
    const file = sandbox.workspace.files.find(({ channels }) => channels.includes(channel.id));
    if (file === undefined) throw new Error('There is no post-mortem');
    file.content = `${file.content}\n\nWhat people wrote.\n`;
    await flo.runs('/incident make-private', where);
    await world().settle();
    expect(
      world()
        .channel(`#${channelNameOf(channel.id)}`)
        .files(),
    ).toEqual([]);
    expect(newestPrivate().files().at(-1)?.content).toContain('What people wrote.');
    expect(newestPrivate().members()).toEqual(['Muster', 'Flo Meyer']);
  });

  it('posts what still waited in its private channel, and nothing more in the old one', async () => {
    const { flo, sandbox } = world();
    const { channel, where } = await declared(world(), 'P1 heron');
    sandbox.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: '429', retryAfter: 30 } });
    await flo.runs('/incident update heron has landed', where);
    await world().settle();
    await flo.runs('/incident make-private', where);
    await world().clock.forward({ minutes: 2 });
    newestPrivate().shows(/heron has landed/);
    expect(leftBehind(channel.id)).toEqual(onlyFarewell);
    world().announcements().lacks(/heron/);
  });

  it('lets in nobody by a button of before', async () => {
    const { dee, ana } = world();
    const { where } = await declared(world(), 'P1 otter');
    await dee.runs('/incident list', { in: '#general' });
    await world().settle();
    await ana.runs('/incident make-private', where);
    await world().settle();
    await dee.clicks('Join', { in: '#general', on: /otter/ });
    await world().settle();
    expect(newestPrivate().members()).not.toContain('Dee Novak');
    expect(dee.ephemerals('#general').at(-1)).toMatch(/I cannot find that incident/);
  });

  it('tells who asked when it is private already', async () => {
    const { ana } = world();
    const { where } = await declared(world());
    await ana.runs('/incident make-private', where);
    await world().settle();
    await ana.runs('/incident make-private', { in: `#${newestPrivate().name}` });
    await world().settle();
    expect(ana.ephemerals(`#${newestPrivate().name}`).at(-1)).toMatch(/is private already/);
  });
});

function channelNameOf(id: string): string {
  return world().sandbox.workspace.channels.find((one) => one.id === id)?.name ?? '';
}
