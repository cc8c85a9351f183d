import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redactEntry } from '../../src/commands/redact-entry.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ policy: join(import.meta.dirname, '../support/runbooks/words') });

describe('An organisation with templates of its own', () => {
  it('reads its alert and its opening text first, and the updates in its own words', async () => {
    const { channel, where, incident } = await declared(world());
    const { ana } = world();
    const headline = (): string => channel.pinned().find((text) => /Commander/.test(text)) ?? '';
    expect(headline()).toMatch(/ALERT P0: impact not known yet\. First update at 03:15/);
    world()
      .announcements()
      .shows(/ALERT P0/);
    expect(channel.pinned().join('\n')).toMatch(/HOUSE RULES of INC-\d+: updates every 15 min/);
    await ana.clicks('Post update', where);
    const form = await ana.seesModal(/Update/);
    form
      .fill('What do we know?', 'Release 41 leaks')
      .fill('What did we do?', 'Rolled back')
      .choose('Status', 'Identified');
    await form.submit();
    await world().settle();
    const own = /OUR UPDATE #1 \([\d:]+.*\) P0 Identified\nActions: Rolled back/;
    const said = channel.shows(own);
    const thread = world()
      .announcements()
      .thread(/INC-/)
      .map(({ text }) => text);
    expect(thread.join('\n')).toMatch(own);
    expect(headline()).not.toMatch(/ALERT/);
    await ana.runs('/incident severity P1 fewer customers', where);
    await world().settle();
    await ana.runs('/incident edit impact one customer', where);
    await world().settle();
    // What the state says may stand in any message, so that this renders every one anew.
    const { ctx } = world().bot;
    const { id: incidentId } = await incident();
    const entry = (await readAllEntries(ctx.db.prisma, incidentId)).find(({ kind }) => kind === 'edited');
    const seq = entry?.seq ?? 0;
    await redactEntry(ctx, { incidentId, seq, by: world().flo.id, why: null, delivery: 'redact', channel: channel.id });
    await world().settle();
    channel.lacks(/one customer/);
    expect(channel.shows(own)).toBe(said);
  });

  it('reads the resolution in its own words, above the durations and the seal', async () => {
    const { channel, where } = await declared(world());
    await world().ana.runs('/incident resolve rolled back', where);
    await world().settle();
    channel.shows(/OVER after [\w ]+\. Fix: rolled back[\s\S]*owns the post-mortem[\s\S]*Seal of the record/);
  });
});
