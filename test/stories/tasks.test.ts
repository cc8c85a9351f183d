import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('A task', () => {
  it('is given by command, shown in the channel, asked for at its time, ticked there, and then says by whom', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P2 tasks');
    await ana.clicks('Take command', it.where);
    await world().settle();
    await ana.runs('/incident task @Ben Okafor flush the cache in 10 min', it.where);
    await world().settle();
    await ana.runs('/incident task look at the logs', it.where);
    await world().settle();
    it.channel.shows(/@Ben Okafor: \*T1\* flush the cache, by \d\d:\d\d[\s\S]*task added by Ana Ruiz/);
    await world().clock.forward({ minutes: 11 });
    expect(it.headline()).toMatch(/2 tasks open: T1 Ben Okafor, T2 nobody yet/);
    it.channel.shows(/@Ben Okafor: T1, “flush the cache”, is due/);
    await ben.clicks('Done', { on: /T1, “flush the cache”/, in: it.where.in });
    await world().settle();
    it.channel.shows(/✓ \*T1\* flush the cache \(Ben Okafor, \d\d:\d\d/);
    it.channel.lacks(/T1, “flush/);
    await ana.runs('/incident tasks', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /To do in INC-\d+: 1 task[\s\S]*\*T2\* look at the logs — nobody yet[\s\S]*✓ \*T1\*/,
    );
    proves('R4');
  });

  it('is added by the form, and an action item is in the post-mortem with its owner and its time', async () => {
    const { ana } = world();
    const it = await declared(world(), 'P2 action items');
    await ana.runs('/incident', it.where);
    await world().settle();
    await ana.clicks('Add an action item', it.where);
    const form = await ana.seesModal(/To do/);
    form.fill('What is to be done?', 'alert on disk space');
    form.pickUser('Who does it?', 'Dee Novak');
    await form.submit();
    await world().settle();
    it.channel.shows(/\*A1\* alert on disk space — Dee Novak/);
    await ana.runs('/incident action A1 by 2031-01-31 10:00', it.where);
    await world().settle();
    await ana.runs('/incident resolve rolled back', it.where);
    await world().settle();
    expect(it.headline()).toMatch(/Action items[\s\S]*A1\* alert on disk space — Dee Novak/);
    expect(it.channel.files().at(-1)?.content).toMatch(
      /\| A1 alert on disk space \| Dee Novak \| 2031-01-31 09:00 \| open \|/,
    );
    proves('A5');
  });
});
