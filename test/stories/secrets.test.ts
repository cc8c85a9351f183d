import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();
const token = `ghp_${'aB3dE5fG7hJ9'.repeat(3)}`;

describe('A pasted secret', () => {
  it('is nowhere in what Muster keeps or says, and whoever pasted it hears what to do', async () => {
    const { ana, ben, flo } = world();
    const it = await declared(world(), `P1 login fails with password=hunter2tiger`);
    expect((await it.incident()).title).toMatch(/^login fails with password=••• case\d+$/);
    expect(flo.ephemerals('#general').at(-1)).toMatch(/I masked what looks like a password[\s\S]*revoke it/);
    await ana.runs(`/incident update rolled back with ${token}`, it.where);
    await world().settle();
    it.channel.shows(/rolled back with ••• \(masked GitHub token\)/);
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /I masked what looks like a GitHub token; the record does not have it\. It went through Slack all the same: revoke it\./,
    );
    await ben.joins(it.where.in);
    const said = await ben.says(it.where.in, `curl -H "Authorization: Bearer ${token}"`);
    await ana.reacts(said, 'pushpin');
    await world().settle();
    for (const reader of [ana, ben])
      expect(reader.ephemerals(it.where.in).at(-1)).toMatch(/It is still in the message: revoke it/);
    await ben.edits(said, `curl -H "X-Token: ${token}"`);
    await world().settle();
    const stored = await wholeDatabase(world().bot.ctx.db.pool);
    expect(stored).toContain('masked GitHub token');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain('hunter2');
    proves('R3');
  });
});
