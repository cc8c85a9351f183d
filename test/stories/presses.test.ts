import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('A press', () => {
  it('on a button of an incident that is over says so and offers to reopen', async () => {
    const { where, incident } = await declared(world(), 'P1 over and done');
    const { flo, ana } = world();
    // Ana still looks at the message as it was.
    const old = structuredClone(
      world()
        .channel(/over-and-done/)
        .raw.messages.find((message) => /over and done/.test(JSON.stringify(message))),
    );
    await flo.runs('/incident cancel', where);
    const modal = await flo.seesModal(/Call off/);
    modal.choose('Why was it no incident?', 'It was planned work');
    await modal.submit();
    await world().settle();
    const now = world()
      .channel(/over-and-done/)
      .raw.messages.find((message) => message.ts === old?.ts);
    if (now === undefined || old === undefined) throw new Error('The headline is gone');
    Object.assign(now, { blocks: old.blocks });
    await ana.clicks('Take command', where);
    await world().settle();
    expect(ana.ephemerals(where.in).at(-1)).toMatch(/is already cancelled[\s\S]*\[Reopen\]/);
    expect((await incident()).roles).toEqual({});
    proves('L8');
  });

  it('whose form Slack opens too late offers the same again', async () => {
    const { where } = await declared(world());
    const { sandbox, ana } = world();
    sandbox.faults.add({ method: 'views.open', times: 1, fault: { kind: 'error', error: 'expired_trigger_id' } });
    await ana.clicks('Post update', where);
    await world().settle();
    expect(ana.hasModal()).toBe(false);
    const said = ana.ephemerals(where.in).at(-1) ?? '';
    expect(said).toMatch(/Slack gave up on the form/);
    await ana.clicks(/Post update|Open/, { in: where.in, on: /Slack gave up/ });
    await ana.seesModal(/Update/);
    await ana.modal().close();
  });

  it('of Acknowledge by somebody who was not called counts as well', async () => {
    const { where, incident } = await declared(world());
    const { ben } = world();
    await ben.clicks("I'm on it", where);
    await world().settle();
    expect((await incident()).moments.acknowledged).not.toBeNull();
  });

  it('that declares twice (the form delivered again) makes one incident', async () => {
    const { flo, sandbox } = world();
    await flo.runs('/incident declare P3 delivered twice', { in: '#general' });
    await world().settle();
    const before = sandbox.workspace.channels.length;
    await sandbox.redeliverLast();
    await world().settle();
    expect(sandbox.workspace.channels.length).toBe(before);
    proves('P2.2');
  });
});

describe('Order', () => {
  it('in a channel is kept when a message has to wait', async () => {
    const { channel, where } = await declared(world());
    const { ana, sandbox } = world();
    sandbox.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: '429', retryAfter: 3 } });
    await ana.runs('/incident update first', where);
    await ana.runs('/incident update second', where);
    await ana.runs('/incident update third', where);
    await world().clock.forward({ minutes: 1 });
    const order = channel.texts().flatMap((text) => /Update #(\d)/.exec(text)?.[1] ?? []);
    expect(order).toEqual(['1', '2', '3']);
    proves('U12');
  });

  it('edits of one message are coalesced while Slack makes them wait', async () => {
    const { channel, where, headline } = await declared(world());
    const { flo, sandbox } = world();
    sandbox.faults.add({ method: 'chat.update', times: 100, fault: { kind: '429', retryAfter: 60 } });
    const before = sandbox.calls.length;
    const first = channel.raw.pins[0]?.ts;
    for (const severity of ['P1', 'P2', 'P3', 'P2', 'P3']) {
      await flo.runs(`/incident severity ${severity}`, where);
      await world().bot.idle();
    }
    sandbox.faults.clear();
    await world().clock.forward({ minutes: 2 });
    expect(headline()).toMatch(/P3 Low/);
    const pinned = channel.raw.pins[0]?.ts;
    const edits = sandbox.calls
      .slice(before)
      .filter((call) => call.method === 'chat.update' && call.args['ts'] === pinned);
    // The one that was told to wait, its repetition, and one for all that came while it was under way.
    expect(edits.length).toBeLessThanOrEqual(3);
    expect(pinned).toBe(first);
    const headlines = channel.raw.messages.filter(({ metadata }) => JSON.stringify(metadata)?.includes(':headline"'));
    expect(headlines.map(({ ts }) => ts)).toEqual([first]);
    proves('U12', 'S8');
  });
});

describe('The panel', () => {
  it('of a channel shows the headline to the one who asks', async () => {
    const { where } = await declared(world(), 'P1 shown in the panel');
    await world().flo.runs('/incident', where);
    await world().settle();
    expect(world().flo.ephemerals(where.in).at(-1)).toMatch(/shown in the panel[\s\S]*\[Take command\]/);
    proves('C2', 'S7');
  });

  it('lets who has a role step down from it, and nobody else', async () => {
    const { where, incident } = await declared(world(), 'P1 steered from the panel');
    const { ana, flo } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    for (const person of [ana, flo]) await person.runs('/incident', where);
    await world().settle();
    expect(flo.ephemerals(where.in).at(-1)).not.toMatch(/Step down/);
    await ana.clicks('Step down as Incident Commander', where);
    await world().settle();
    expect((await incident()).roles).toEqual({});
  });

  it('elsewhere is the help', async () => {
    await world().dee.runs('/incident', { in: '#random' });
    await world().settle();
    expect(world().dee.ephemerals('#random').at(-1)).toMatch(/declare/);
    proves('C2');
  });

  it('lists what is open, and how it stands', async () => {
    const { where } = await declared(world(), 'P1 listed one');
    const { dee } = world();
    await dee.runs('/incident list', { in: '#random' });
    await world().settle();
    expect(dee.ephemerals('#random').at(-1)).toMatch(/listed one/);
    await world().flo.runs('/incident status', where);
    await world().settle();
    expect(world().flo.ephemerals(where.in).at(-1)).toMatch(/listed one/);
    proves('C7');
  });

  it('lists nothing kindly when nothing is open', async () => {
    await world().dee.runs('/incident list', { in: '#random' });
    await world().settle();
    expect(world().dee.ephemerals('#random').at(-1)).toMatch(/[Nn]othing is open|No incident/);
  });
});

describe('An incident by its number', () => {
  it('is updated from any channel', async () => {
    const { channel, incident } = await declared(world());
    await world().cy.runs(`/incident update INC-${(await incident()).number} from afar`, { in: '#general' });
    await world().settle();
    channel.shows(/from afar/);
  });
});

describe('A bot that was removed from the channel', () => {
  it('tells the declarer, and goes on when it is back', async () => {
    const { where, channel, incident } = await declared(world());
    const { flo } = world();
    await flo.removes('@bot', where.in);
    await world().settle();
    expect(flo.sees(/no longer has me in it/)).toBeTruthy();
    await flo.invites('@bot', where.in);
    await world().settle();
    expect((await incident()).channelTrouble).toBeNull();
    await flo.runs('/incident update back again', where);
    await world().settle();
    channel.shows(/back again/);
  });
});
