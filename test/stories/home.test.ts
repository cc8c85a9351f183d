import { describe, expect, it } from 'vitest';
import { redactEntry } from '../../src/commands/redact-entry.ts';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

describe('App Home', () => {
  it('begins empty, declares, and then shows what I am in, what is due from me, what is open and the last days', async () => {
    const { ana, flo } = world();
    await ana.opensHome();
    await world().settle();
    ana.home().shows(/Your open incidents\*\nYou are in none[\s\S]*Nothing is open[\s\S]*Nothing was declared/);
    await ana.home().clicks('Declare an incident');
    const form = await ana.seesModal(/Declare/);
    form
      .fill('What is happening?', 'Search from home')
      .choose('Severity', 'P1 High')
      .pickUser('Who leads?', 'Ana Ruiz');
    await form.submit();
    await world().settle();
    // The answer comes where she is; the Home behind it is up to date.
    ana.modal().shows(/INC-\d+ · P1 High\*? is recorded/);
    await ana.modal().close();
    ana
      .home()
      .shows(
        /Your open incidents[\s\S]*Search from home\nYou have command[\s\S]*Your update #1 is due[\s\S]*1 incident/,
      );

    const messages = ana.directMessages().length;
    await ana.home().clicks('Post update');
    const update = await ana.seesModal(/Update/);
    update.fill('What do we know?', 'the index is broken');
    await update.submit();
    await world().settle();
    ana.home().shows(/Your update #2 is due/);
    expect(ana.directMessages()).toHaveLength(messages);

    await flo.opensHome();
    await world().settle();
    flo.home().shows(/You are in none[\s\S]*Open now[\s\S]*Search from home\nAna Ruiz has command[\s\S]*\[Join\]/);
    await flo.home().clicks('Join');
    await world().settle();
    flo.modal().shows(/You are invited to INC-\d+/);
    await flo.modal().close();
    flo.home().shows(/Your open incidents\*\n[\s\S]*Search from home[\s\S]*Nothing else is open/);

    await ana.runs('/incident resolve it is fine', { in: `#${world().channel(/search-from-home/).name}` });
    await world().settle();
    await ana.opensHome();
    await world().settle();
    ana.home().shows(/Due from you\*\n\*Closing checklist[\s\S]*Review meeting[\s\S]*\[Done\]/);
    const before = ana.home().text().split('[Done]').length;
    await ana.home().clicks('Done');
    await world().settle();
    expect(ana.home().text().split('[Done]')).toHaveLength(before - 1);
    ana.home().shows(/Time to resolve/);
    proves('S24');
  }, 40_000);

  it('asks who is to take over, and says there what is no longer possible', async () => {
    const { ana, eli } = world();
    const { where } = await declared(world(), 'P1 mails are late', ana);
    await ana.runs('/incident take', where);
    await world().settle();
    await ana.runs('/incident handover @Eli Brand', where);
    await world().settle();
    await eli.opensHome();
    await world().settle();
    eli.home().shows(/You are asked to take command[\s\S]*\[Accept\] \[Not now\]/);
    // She asks somebody else meanwhile: the Home that he still looks at is old.
    await ana.runs('/incident handover @Ben Okafor', where);
    await world().settle();
    await eli.home().clicks('Accept');
    await world().settle();
    eli.modal().shows(/was answered, replaced or has run out/);
    await eli.modal().close();
    eli.home().lacks(/You are asked/);
  });

  it('puts the month beside the one before, with what was a false alarm and what came back', async () => {
    const { ana } = world();
    await ana.opensHome();
    await world().settle();
    const figures = () => {
      const read = (line: RegExp) => Number(line.exec(ana.home().text())?.[1] ?? 0);
      return [read(/Incidents: (\d+)/), read(/False positives: (\d+) of/), read(/Repeats: (\d+) of/)];
    };
    const [declaredBefore = 0, falseBefore = 0, repeatsBefore = 0] = figures();
    const first = await declared(world(), 'P1 the disk is full', ana);
    await ana.runs('/incident resolve a log', first.where);
    await world().settle();
    const again = await declared(world(), 'P1 full disk once more', ana);
    await ana.runs(`/incident repeat INC-${(await first.incident()).number}`, again.where);
    const third = await declared(world(), 'P1 pager test went off', ana);
    await ana.runs('/incident cancel', third.where);
    const form = await ana.seesModal(/Call off/);
    form.choose('Why was it no incident?', 'Nothing was wrong');
    await form.submit();
    await world().settle();
    await ana.opensHome();
    await world().settle();
    expect(figures()).toEqual([declaredBefore + 3, falseBefore + 1, repeatsBefore + 1]);
    ana.home().shows(/so far, beside/);
    proves('F19', 'F20');
  });

  it('shows nothing of a private incident to who is not in it', async () => {
    const { flo, lena, eli } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const modal = await flo.seesModal(/Declare/);
    modal
      .fill('What is happening?', 'Leak canary-88')
      .choose('Severity', 'P1 High')
      .tick('Anything special?', 'Private');
    await modal.submit();
    await world().settle();
    const channel = world().sandbox.workspace.channels.findLast(
      ({ kind, members }) => kind === 'private' && members.includes(flo.id),
    );
    await flo.runs('/incident handover commander @Eli Brand', { in: `#${channel?.name}` });
    await world().settle();
    for (const person of [flo, lena, eli]) await person.opensHome();
    await world().settle();
    flo.home().shows(/canary-88[\s\S]*1 incident/);
    expect(lena.home().text()).not.toMatch(/canary|INC-|rivate/);
    eli.home().shows(/Private incident INC-\d+\*\n\*You are asked to take command/);
    eli.home().lacks(/canary|P1|1 incident/);
    await eli.home().clicks('Accept');
    await world().settle();
    eli.home().shows(/canary-88\nYou have command/);
    proves('P5.1');
  });

  it('loses what becomes private or is redacted while somebody looks at it, without being opened again', async () => {
    const { ana, lena } = world();
    const { where } = await declared(world(), 'P1 quokka canary-89', ana);
    const other = await declared(world(), 'P1 wombat canary-90', ana);
    await lena.opensHome();
    await world().settle();
    lena.home().shows(/canary-90[\s\S]*canary-89/);
    const asked = { incidentId: (await other.incident()).id, seq: 1, by: ana.id, why: null, delivery: 'canary-90' };
    await redactEntry(world().bot.ctx, { ...asked, channel: other.channel.id });
    await world().settle();
    lena.home().shows(/canary-89/);
    lena.home().lacks(/— wombat/);
    await ana.runs('/incident make-private', where);
    await world().settle();
    lena.home().lacks(/canary-89/);
    proves('P5.1', 'R2');
  });
});
