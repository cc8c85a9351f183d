import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld({
  policy: 'test/support/runbooks/strict',
  sandbox: { userGroups: [{ handle: 'incident-leads', members: ['Lena Vogt', 'Wes Wide'] }] },
});

describe('Who may', () => {
  it('is said by a refusal, whose button mends it', async () => {
    const { where, incident } = await declared(world(), 'P2 hardly allowed');
    const { ana, ben } = world();
    const { number } = await incident();
    for (const person of [ana, ben]) await person.joins(where.in);
    await ben.runs('/incident resolve rolled back', where);
    await world().settle();
    expect(ben.ephemerals(where.in).at(-1)).toMatch(
      new RegExp(
        `You can't resolve INC-${number}: only its commander \\(nobody yet\\) or @incident-leads can\\. Ask one of them\\.`,
      ),
    );
    await ana.runs('/incident resolve rolled back', where);
    await world().settle();
    expect(ana.ephemerals(where.in).at(-1)).toMatch(/Take command first\.[\s\S]*\[Take command\]/);
    await ana.clicks('Take command', { in: where.in, on: /You can't resolve/ });
    await world().settle();
    await ana.runs('/incident resolve rolled back', where);
    await world().settle();
    expect((await incident()).status).toBe('resolved');
    proves('W1', 'W3');
  });

  it('is the same behind a button, which opens no form that could not be submitted', async () => {
    const { where, incident } = await declared(world(), 'P2 hardly allowed');
    const { ben, lena } = world();
    const wes = world().person('Wes Wide');
    for (const person of [ben, lena, wes]) await person.joins(where.in);
    await ben.clicks('Page someone', where);
    await world().settle();
    ben.modal().shows(/You can't page anybody for INC-\d+: only its commander \(nobody yet\) or @Wes Wide can/);
    await ben.modal().close();
    await wes.clicks('Page someone', where);
    await world().settle();
    wes.modal().shows(/Who is needed\?/);
    await wes.modal().close();
    await lena.runs('/incident resolve by the group', where);
    await world().settle();
    expect((await incident()).resolution?.fix).toBe('by the group');
  });

  it('is asked of the incident’s own people: who is in its channel may write an update', async () => {
    const { where, incident } = await declared(world(), 'P2 hardly allowed');
    const { dee } = world();
    const { number } = await incident();
    await dee.runs(`/incident update INC-${number} from outside`, { in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).toMatch(/only the members of its channel or its commander/);
    await dee.joins(where.in);
    await world().settle();
    await dee.runs('/incident update from inside', where);
    await world().settle();
    expect((await incident()).updates.last?.text).toBe('from inside');
  });

  it('may be a guest, when the policy names one', async () => {
    const gus = world().person('Gus Guest');
    const general = world().sandbox.channel('#general');
    general.raw.members.push(gus.id);
    await gus.runs('/incident declare P3 seen by a guest', { in: '#general' });
    await world().settle();
    expect(gus.ephemerals('#general').at(-1)).toMatch(/INC-\d+ · P3 Low\* is recorded/);
    await gus.runs('/incident take', { in: world().channel(/seen-by-a-guest/).raw.id });
    await world().settle();
    expect(gus.sees(/You can't take/)).toMatch(/you are a guest here, and only @Ana Ruiz or @incident-leads can/);
  });
});

describe('A guest in the channel', () => {
  it('puts nothing on the timeline by a pushpin, and hears why; being invited is recorded as ever', async () => {
    const { where, channel, incident } = await declared(world(), 'P2 with a guest');
    const sol = world().person('Sol Single');
    await world().flo.invites('Sol Single', where.in);
    await world().settle();
    expect((await incident()).invited).toContain(sol.id);
    const facts = async () => (await readAllEntries(world().bot.ctx.db.prisma, (await incident()).id)).length;
    const before = await facts();
    const said = await sol.says(where.in, 'it was me');
    await sol.reacts(said, 'pushpin');
    await world().settle();
    expect(sol.ephemerals(where.in).at(-1)).toMatch(/You can't work on INC-\d+: you are a guest here/);
    await sol.unreacts(said, 'pushpin');
    await world().settle();
    expect(await facts()).toBe(before);
    await world().flo.reacts(said, 'pushpin');
    await world().settle();
    expect(await facts()).toBe(before + 1);
    channel.shows(/it was me/);
  });

  it('is not asked to take a role', async () => {
    const { where, incident } = await declared(world(), 'P2 with a guest');
    const { lena } = world();
    await lena.joins(where.in);
    await lena.runs('/incident role comms @Sol Single', where);
    await world().settle();
    expect(lena.ephemerals(where.in).at(-1)).toMatch(/@Sol Single is a guest here and may not take a role/);
    expect((await incident()).handovers).toEqual({});
  });
});

describe('A private incident', () => {
  it('is open to the group that the policy lets see it, and to nobody else by number', async () => {
    const { flo, lena, dee } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const modal = await flo.seesModal(/Declare/);
    await modal.fill('What is happening?', 'Leak canary-77').tick('Anything special?', 'Private').submit();
    await world().settle();
    const number = /INC-(\d+)/.exec(flo.ephemerals('#general').at(-1) ?? '')?.[1] ?? '';
    await dee.runs(`/incident status INC-${number}`, { in: '#general' });
    await world().settle();
    await dee.runs('/incident status INC-9999', { in: '#general' });
    await world().settle();
    const [hidden = '', missing = ''] = dee.ephemerals('#general').slice(-2);
    expect(hidden.replace(`INC-${number}`, 'INC-9999')).toBe(missing);
    await lena.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(lena.ephemerals('#general').at(-1)).toMatch(/canary-77[\s\S]*\[Join\]/);
    await lena.clicks('Join', { in: '#general', on: /canary-77/ });
    await world().settle();
    expect(lena.canSee(/private|incident|inc/)).toBe(true);
    expect(lena.ephemerals('#general').at(-1)).toMatch(/You are invited to INC-\d+/);
  });
});

describe('While Slack cannot say who somebody is', () => {
  it('an incident is declared and answered all the same, and the timeline says what was not checked', async () => {
    const { sandbox, eli } = world();
    sandbox.faults.add({ method: 'users.info', times: 20, fault: { kind: 'error', error: 'internal_error' } });
    const { where, incident } = await declared(world(), 'P2 nobody can be checked', eli);
    await eli.runs('/incident timeline', where);
    await world().settle();
    expect((await incident()).declaredBy).toBe(eli.id);
    expect(eli.ephemerals(where.in).at(-1)).toMatch(
      /@Eli Brand's permission to declare incidents could not be checked with Slack/,
    );
    proves('P1.2');
  });
});
