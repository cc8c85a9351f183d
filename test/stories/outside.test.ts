import { join } from 'node:path';
import { proves } from '../promises/proves.ts';
import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ policy: join(import.meta.dirname, '../support/runbooks/words') });

describe('Texts for people outside', () => {
  it('stand in the channel ready to copy, for the Communications Lead, until somebody says that they were sent', async () => {
    const { channel, where, incident } = await declared(world());
    const { ana, cy } = world();
    channel.shows(/To send: Status page \(Investigating\)[\s\S]*nobody yet[\s\S]*I send nothing outside/);
    channel.shows(/Investigating \(03:00 UTC\)\nWe are looking into it: \[what users see\]/);
    await cy.clicks('Take comms', where);
    await world().settle();
    await ana.runs('/incident edit impact nobody can pay', where);
    await world().settle();
    await ana.runs('/incident status identified', where);
    await world().settle();
    channel.shows(/Status page \(Investigating\)~? was not sent: Status page \(Identified\) stands for it since/);
    channel.shows(/To send: Status page \(Identified\)[\s\S]*@Cy Tan[\s\S]*We are looking into it: nobody can pay/);
    await cy.clicks('Sent', where);
    await world().settle();
    channel.shows(/✓ \*?Status page \(Identified\)\*?, sent by Cy Tan/);
    expect((await incident()).outside.map(({ sentBy }) => sentBy)).toEqual([null, cy.id]);
    await ana.runs('/incident send', where);
    await world().settle();
    expect(ana.ephemerals().at(-1)).toMatch(
      /✓ \*?Status page \(Identified\)\*?, sent by[\s\S]*E-mail to customers\*?, for when it is resolved/,
    );
    await ana.runs('/incident resolve rolled back', where);
    await world().settle();
    channel.shows(/To send: Status page \(Resolved\), E-mail to customers \(Resolved\)[\s\S]*What we did: rolled back/);
    proves('P4.3');
  });

  it('of a private incident are shown only to a member who asks, with a warning', async () => {
    const { flo, lena, sandbox } = world();
    await flo.runs('/incident declare', { in: '#general' });
    const form = await flo.seesModal(/Declare/);
    form.fill('What is happening?', 'Zebra').choose('Severity', 'P0 Critical').tick('Anything special?', 'Private');
    await form.submit();
    await world().settle();
    const found = sandbox.workspace.channels.findLast((one) => one.kind === 'private' && one.members.includes(flo.id));
    const channel = world().channel(found?.name);
    channel.lacks(/To send/);
    const where = { in: `#${channel.name}` } as const;
    await flo.runs('/incident send', where);
    await world().settle();
    expect(flo.ephemerals().at(-1)).toMatch(/It is private\.[\s\S]*Investigating \([\d:]+ UTC\)/);
    const number = /INC-(\d+)/.exec(channel.rendered())?.[1] ?? '';
    await lena.runs(`/incident INC-${number} send`, { in: '#general' });
    await world().settle();
    expect(lena.ephemerals().at(-1)).toMatch(/no INC-\d+ that you can see/);
    proves('P5.4');
  });

  it('of a drill say so on top', async () => {
    const { ana } = world();
    await ana.runs('/incident drill P0 exercise outside', { in: '#general' });
    await world().settle();
    world()
      .channel(/exercise-outside/)
      .shows(/DRILL, an exercise: do not send this/);
  });
});
