import { describe, expect, it } from 'vitest';
import { listOpen } from '../../src/commands/find-incident.ts';
import { proves } from '../promises/proves.ts';
import { type Declared, declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();
const general = { in: '#general' };

async function numberOf(one: Declared): Promise<string> {
  return `INC-${(await one.incident()).number}`;
}

function open() {
  return listOpen(world().bot.ctx, { workspace: world().sandbox.workspace.teamId, viewer: null, limit: 10 });
}

describe('Three people who declare the same within a minute', () => {
  it('have three incidents recorded, and one after two clicks', async () => {
    const { flo, dee, eli, clock } = world();
    const first = await declared(world(), 'P0 payments are down', flo);
    await clock.forward({ seconds: 20 });
    const second = await declared(world(), 'P0 payments down for everybody', dee);
    await clock.forward({ seconds: 20 });
    const third = await declared(world(), 'P0 payments down', eli);
    expect(await open()).toHaveLength(3);
    const name = await numberOf(first);

    // Dee in the answer to the declaration, Eli in the channel.
    await dee.clicks(`Merge into ${name}`, general);
    await eli.clicks(`Merge into ${name}`, third.where);
    await world().settle();

    expect((await open()).map(({ number }) => `INC-${number}`)).toEqual([name]);
    expect(first.channel.members()).toEqual(expect.arrayContaining(['Flo Meyer', 'Dee Novak', 'Eli Brand']));
    expect(dee.ephemerals('#general').at(-1)).toMatch(
      new RegExp(`is merged into ${name}\\. Go on in #.*It can be undone until`),
    );
    for (const one of [second, third]) {
      expect(one.headline()).toMatch(new RegExp(`· Merged[\\s\\S]*It goes on as ${name} in #${first.channel.name}`));
      one.channel.shows(
        new RegExp(`merged INC-\\d+ into ${name} \\(payments are down.*It goes on in #${first.channel.name}`),
      );
    }
    expect(first.headline()).toMatch(/Merged into it: INC-\d+, INC-\d+/);
    const announced = world().announcements().texts();
    expect(announced.filter((text) => new RegExp(`Merged .* into ${name}, which goes on in`).test(text))).toHaveLength(
      2,
    );
    proves('D10', 'L4', 'D9', 'D14', 'D11');
  });
});

describe('A merge', () => {
  async function two(what: string) {
    const first = await declared(world(), `P0 ${what} is down`, world().flo);
    const second = await declared(world(), `P0 ${what} is down and fails`, world().dee);
    return { first, second, into: await numberOf(first), from: await numberOf(second) };
  }

  it('ends the calls of the merged one by an edit, and no reminder comes there again', async () => {
    const { ana, dee, clock } = world();
    const { second, into } = await two('search');
    const heard = ana.directMessages().length;
    await dee.runs(`/incident merge ${into}`, second.where);
    await world().settle();
    expect(ana.directMessages()).toHaveLength(heard);
    // Ana was called for the first one when the second came: one message has both.
    expect(ana.sees(/Also .*search is down and fails/)).toMatch(new RegExp(`Merged into ${into} .*Nothing to do here`));
    const before = second.channel.messages().length;
    await clock.forward({ minutes: 12 });
    expect(second.channel.messages()).toHaveLength(before);
    proves('D11');
  });

  it('can be undone for 30 minutes, from either side', async () => {
    const { dee, clock } = world();
    const { first, second, into } = await two('login');
    await dee.runs(`/incident merge ${into}`, second.where);
    await world().settle();
    await clock.forward({ minutes: 8 });
    await dee.clicks('Undo merge', first.where);
    await world().settle();
    expect(second.headline()).toMatch(/· Investigating/);
    expect(second.headline()).toMatch(/Next update due/);
    second.channel.shows(new RegExp(`took INC-\\d+ out of ${into}`));
    first.channel.shows(/It is an incident of its own/);
    expect(first.headline()).not.toMatch(/Merged into it/);
    proves('D12');
  });

  it('is refused an undo later, with Reopen instead', async () => {
    const { dee, clock } = world();
    const { second, into } = await two('mail');
    await dee.runs(`/incident merge ${into}`, second.where);
    await world().settle();
    await clock.forward({ minutes: 31 });
    await dee.clicks('Undo merge', second.where);
    await world().settle();
    expect(dee.ephemerals(second.where.in).at(-1)).toMatch(/can be undone for 30 minutes[\s\S]*reopen/);
    await dee.clicks('Reopen', second.where);
    await world().settle();
    expect((await second.incident()).status).toBe('investigating');
  });

  it('can be made in a form, either way round', async () => {
    const { flo } = world();
    const { first, second, into, from } = await two('basket');
    await flo.runs('/incident', first.where);
    await world().settle();
    await flo.clicks('Merge', first.where);
    const modal = await flo.seesModal(/Merge/);
    await world().settle();
    modal
      .choose('Which one is the same?', `${from} ${(await second.incident()).title}`)
      .choose('Which of the two goes on?', `${into}, this one`);
    await modal.submit();
    await world().settle();
    expect((await second.incident()).merged?.into.number).toBe((await first.incident()).number);
    first.channel.shows(new RegExp(`Flo Meyer merged ${from}`));
  });

  it('is not offered again to who said that it is not the same', async () => {
    const { eli } = world();
    const { second } = await two('wishlist');
    await eli.joins(second.where.in);
    await eli.clicks('Not the same', second.where);
    await world().settle();
    second.channel.shows(/Not the same as INC-\d+, says Eli Brand/);
    expect(eli.buttons(second.where).join()).not.toMatch(/Merge into/);
  });
});

describe('A private incident', () => {
  it('is offered to nobody who is not in it, neither in the answer nor in the channel', async () => {
    const { flo, dee } = world();
    await flo.runs('/incident declare', general);
    const modal = await flo.seesModal(/Declare/);
    modal
      .fill('What is happening?', 'Canary leak of cards')
      .choose('Severity', 'P0 Critical')
      .tick('Anything special?', 'Private');
    await modal.submit();
    await world().settle();
    const other = await declared(world(), 'P0 canary leak of cards', dee);
    expect(dee.ephemerals('#general').at(-1)).not.toMatch(/same|similar/);
    other.channel.lacks(/may be the same|Merge/);
    const number = (await other.incident()).number - 1;
    await dee.runs(`/incident merge INC-${number}`, other.where);
    await world().settle();
    expect(dee.ephemerals(other.where.in).at(-1)).toMatch(`There is no INC-${number} that you can see`);
    proves('P5.1');
  });
});
