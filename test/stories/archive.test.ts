import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { proves } from '../promises/proves.ts';
import { type Declared, declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

async function closed(what: string): Promise<Declared> {
  const { ana } = world();
  const it = await declared(world(), what, ana);
  await ana.runs('/incident take', it.where);
  await world().settle();
  await ana.runs('/incident resolve it is fine', it.where);
  await world().settle();
  await ana.runs('/incident close', it.where);
  await world().settle();
  return it;
}

describe('The channel of an incident that is over', () => {
  it('is archived by a press, and what is due later comes by direct message', async () => {
    const { ana } = world();
    const { channel, where, incident } = await closed('P2 search is slow');
    await ana.clicks('Archive channel', where);
    await world().settle();
    expect(channel.raw.isArchived).toBe(true);
    expect((await incident()).channelTrouble).toBe('archived');
    const kinds = (await readAllEntries(world().bot.ctx.db.prisma, (await incident()).id)).map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(['archiveAsked', 'channelLost']);
    const messages = ana.directMessages().length;
    await world().clock.forward({ hours: 3 * 24 });
    expect(
      ana
        .directMessages()
        .slice(messages)
        .map(({ text }) => text)
        .join('\n'),
    ).toMatch(/Review meeting/);
    proves('S17');
  });

  it('stays when Slack refuses it, and who asked hears why', async () => {
    const { ana, sandbox } = world();
    const { channel, where } = await closed('P3 mails are late');
    sandbox.faults.add({
      method: 'conversations.archive',
      times: 1,
      fault: { kind: 'error', error: 'restricted_action' },
    });
    await ana.clicks('Archive channel', where);
    await world().settle();
    expect(channel.raw.isArchived).toBe(false);
    ana.sees(
      /Archiving the channel did not work: Slack refused it: not allowed in this workspace\. Ask a workspace admin/,
    );
    // Once Slack allows it, another press does it; then it is not offered any more.
    await ana.clicks('Archive channel', where);
    await world().settle();
    expect(channel.raw.isArchived).toBe(true);
    await ana.runs(`/incident ${/INC-\d+/.exec(channel.pinned()[0] ?? '')?.[0]}`, { in: '#general' });
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).not.toContain('Archive channel');
  });
});
