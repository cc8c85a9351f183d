import { describe, expect, it } from 'vitest';
import { findByNumber, listOpen } from '../../../src/commands/find-incident.ts';
import { encodeValue } from '../../../src/slack/ids.ts';
import { declared } from '../../support/declared.ts';
import { useWorld } from '../../support/use-world.ts';
import { withoutDatabase } from '../../support/without-database.ts';

const world = useWorld();
const general = { in: '#general' };

describe('without its database', () => {
  it('says within three seconds that nothing is recorded, what to do by hand, and what was written', async () => {
    const { ana } = world();
    const began = performance.now();
    await withoutDatabase(world(), () => ana.runs('/incident declare P1 checkout is down', general));
    expect(performance.now() - began).toBeLessThan(3000);
    const answer = ana.ephemerals('#general').at(-1);
    expect(answer).toMatch(/Nothing is recorded: I cannot reach my database/);
    expect(answer).toMatch(/by hand:\n.*\S/);
    expect(answer).toMatch(/checkout is down/);
    await ana.clicks('Try again', general);
    await world().settle();
    await ana.modal().submit();
    await world().settle();
    const open = await listOpen(world().bot.ctx, {
      workspace: world().sandbox.workspace.teamId,
      viewer: null,
      limit: 5,
    });
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ title: 'checkout is down', severity: 'P1' });
  });

  it('says so for a submitted form, too, by direct message when there is no channel', async () => {
    const { ben } = world();
    await ben.usesShortcut('Declare incident');
    await world().settle();
    await withoutDatabase(world(), () => ben.modal().fill('What is happening?', 'DNS is gone').submit());
    expect(ben.directMessages().at(-1)?.text).toMatch(/Nothing is recorded[\s\S]*DNS is gone/);
  });

  it('still opens the forms: nothing is asked before', async () => {
    const it = await declared(world());
    const { ana } = world();
    for (const command of ['declare', 'update', 'severity', 'role', 'page', 'resolve', 'cancel', 'note', 'moment']) {
      await withoutDatabase(world(), () => ana.runs(`/incident ${command}`, it.where));
      await ana.modal().close();
      expect(ana.hasModal()).toBe(false);
    }
  });

  it('says of anything else that nothing was changed, and gives the text back', async () => {
    const it = await declared(world());
    const { ana } = world();
    await withoutDatabase(world(), () => ana.runs('/incident update the cache was flushed at noon', it.where));
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /I cannot reach my database, so nothing was changed[\s\S]*flushed at noon/,
    );
  });
});

describe('what nobody can act on', () => {
  it('is logged under a reference that the person is shown', async () => {
    const it = await declared(world());
    const { ana } = world();
    world().sandbox.faults.add({ method: 'views.open', times: 1, fault: { kind: 'error', error: 'fatal_error' } });
    await ana.runs('/incident resolve', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/it is my fault[\s\S]*the reference [A-Z2-9]{6}\./);
  });

  it('of a button that is not known any more is said plainly', async () => {
    const { ana } = world();
    const { slack } = world().bot.ctx;
    const old = {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: 'Old' },
      action_id: 'gone_with_the_wind',
      value: encodeValue({}),
    };
    await slack.chat.postMessage({
      channel: world().sandbox.channel('#general').id,
      text: 'old',
      blocks: [{ type: 'actions', elements: [old] }],
    });
    await ana.clicks('Old', general);
    await world().settle();
    expect(ana.failures()).toEqual([]);
    expect(ana.ephemerals('#general').at(-1)).toMatch(/That button is of another version of Muster/);
  });

  it('is told where only a newer version can read the incident', async () => {
    const it = await declared(world());
    const { id } = await it.incident();
    const set = `UPDATE incident SET state = jsonb_set(state, '{status}', to_jsonb($2::text)) WHERE id = $1`;
    await world().bot.ctx.db.pool.query(set, [id, 'hibernating']);
    await world().ana.runs('/incident status', it.where);
    await world().settle();
    await world().bot.ctx.db.pool.query(set, [id, 'investigating']);
    expect(world().ana.ephemerals(it.where.in).at(-1)).toMatch(/newer version of Muster wrote this.*Nothing is lost/);
  });

  it('is still told when the first ways to tell it fail', async () => {
    const { ana } = world();
    world().sandbox.faults.add({ method: 'response_url', fault: { kind: '500' } });
    await ana.runs('/incident reslove', general);
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/Did you mean/);
    world().sandbox.faults.add({
      method: 'chat.postEphemeral',
      fault: { kind: 'error', error: 'user_not_in_channel' },
    });
    await ana.runs('/incident reslove', general);
    await world().settle();
    expect(ana.directMessages().at(-1)?.text).toMatch(/Did you mean/);
  });
});

describe('pressing twice', () => {
  it('does once what was asked', async () => {
    const it = await declared(world());
    const { ana, ben } = world();
    await Promise.all(
      [ana.clicks('Take command', it.where), ana.clicks('Take command', it.where)].map((press) =>
        press.catch(() => {}),
      ),
    );
    await world().settle();
    expect((await it.incident()).roles.commander?.user).toBe(ana.id);
    expect(
      it.channel.texts().filter((text) => /Ana Ruiz .*took command|Ana Ruiz has command/.test(text)).length,
    ).toBeLessThanOrEqual(2);
    await ben.runs('/incident take', it.where);
    await world().settle();
    expect(ben.ephemerals(it.where.in).at(-1)).toMatch(/Ana Ruiz is .* since[\s\S]*Take over/);
    await ben.clicks('Take over', it.where);
    await world().settle();
    expect((await it.incident()).roles.commander?.user).toBe(ben.id);
  });
});

describe('events', () => {
  it('of an ordinary channel ask the database at most once a minute', async () => {
    const { ana } = world();
    const { ctx } = world().bot;
    const { prisma } = ctx.db;
    let asked = 0;
    await ana.says('#general', 'first');
    await world().settle();
    ctx.db.prisma = new Proxy(prisma, {
      get: (target, name, receiver) =>
        name === 'incident' ? ((asked += 1), Reflect.get(target, name, receiver)) : Reflect.get(target, name, receiver),
    });
    for (const text of ['one', 'two', 'three']) await ana.says('#general', text);
    await world().settle();
    ctx.db.prisma = prisma;
    expect(asked).toBeLessThanOrEqual(1);
  });

  it('keep a pin as long as one pushpin is left', async () => {
    const it = await declared(world());
    const { ana, ben } = world();
    await ben.joins(it.where.in);
    await ana.joins(it.where.in);
    const message = await ben.says(it.where.in, 'errors 38 %');
    await ana.reacts(message, 'pushpin');
    await ben.reacts(message, 'round_pushpin');
    await ben.unreacts(message, 'round_pushpin');
    await world().settle();
    await ana.runs('/incident timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/errors 38 %/);
    expect(ana.ephemerals(it.where.in).at(-1)).not.toMatch(/taken off|unpinned/i);
  });

  it('put an answer in a thread on the timeline, too', async () => {
    const it = await declared(world());
    const { ana, ben } = world();
    await ben.joins(it.where.in);
    await ana.joins(it.where.in);
    const question = await ben.says(it.where.in, 'who changed the cache?');
    const answer = await ana.says(it.where.in, 'I did, at noon', { inThreadOf: question });
    await ben.reacts(answer, 'pushpin');
    await world().settle();
    await ana.runs('/incident timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(/I did, at noon/);
  });

  it('tell the incident that its channel was archived, renamed or left', async () => {
    const it = await declared(world());
    const { ana } = world();
    const { number } = await it.incident();
    const find = () =>
      findByNumber(world().bot.ctx, { workspace: world().sandbox.workspace.teamId, number, viewer: ana.id });
    await ana.joins(it.where.in);
    await ana.renames(it.where.in, `renamed-${number}`);
    await world().settle();
    expect((await find())?.channel?.name).toBe(`renamed-${number}`);
    await ana.removes('@bot', `#renamed-${number}`);
    await world().settle();
    expect((await find())?.channelTrouble).not.toBeNull();
    await ana.invites('@bot', `#renamed-${number}`);
    await world().settle();
    expect((await find())?.channelTrouble).toBeNull();
  });
});
