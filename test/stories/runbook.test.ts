import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld({ policy: 'test/support/runbooks/problems' });

describe('/incident runbook', () => {
  it('posts the one that fits, its boxes go on the timeline with who and when, and the same again points there', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P1 api trouble');
    await ana.runs('/incident runbook api latency', it.where);
    await world().settle();
    const shown = it.channel.shows(
      /\*High API latency\*[\s\S]*posted by Ana Ruiz · Muster runs nothing: copy what you need\./,
    );
    expect(shown).toContain('```\nkubectl top pods -n <namespace> | grep "api" && date\n```');
    expect(shown).toMatch(
      /Symptoms[\s\S]*Checks[\s\S]*1\. See what the pods take\.[\s\S]*Fixes[\s\S]*1\. Run more pods\./,
    );
    await ben.picks('tick_step:c2', 'Done', { on: /High API latency/, in: it.where.in });
    await world().settle();
    it.channel.shows(/✓ Ben Okafor, \d\d:\d\d\s+2\. Check the connections\./);
    await ana.runs('/incident timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /@Ben Okafor ticked: Check the connections \(High API latency\)/,
    );
    await ben.unpicks('tick_step:c2', { on: /High API latency/, in: it.where.in });
    await world().settle();
    expect(it.channel.shows(/High API latency/)).not.toContain('✓ Ben');
    expect((await it.incident()).problems[0]?.ticks).toEqual({});
    const { length } = it.channel.messages();
    await ben.runs('/incident runbook api latency', it.where);
    await world().settle();
    expect(it.channel.messages()).toHaveLength(length);
    expect(ben.ephemerals(it.where.in).at(-1)).toMatch(
      /“High API latency” is in the channel of INC-\d+ already\. Go on there: https:\/\//,
    );
    proves('C10', 'S6');
  });

  it('offers several that fit, to whoever asked, and posts the one that is chosen', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P1 data trouble');
    await ana.runs('/incident runbook database', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /These runbooks may fit “database”[\s\S]*Database connections exhausted[\s\S]*Logs say “too many connections”[\s\S]*\[Post\][\s\S]*Database restore/,
    );
    expect(ben.ephemerals(it.where.in)).toEqual([]);
    await ana.clicks('Post', { on: /may fit “database”/, in: it.where.in });
    await world().settle();
    it.channel.shows(/\*Database connections exhausted\*/);
  });

  it('says so when nothing fits, lists what there is, and how one is added', async () => {
    const { ana } = world();
    const it = await declared(world(), 'P1 odd');
    await ana.runs('/incident runbook coffee', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /Nothing in the runbook fits “coffee”\.[\s\S]*Database restore[\s\S]*Many hosts unwell[\s\S]*To add one, write test\/support\/runbooks\/problems\/problems\/disk-full\.md/,
    );
  });

  it('outside of an incident answers only to who asked, without boxes', async () => {
    const { dee } = world();
    const before = world().sandbox.channel('#general').messages().length;
    await dee.runs('/incident runbook api latency', { in: '#general' });
    await world().settle();
    const read = dee.ephemerals('#general').at(-1) ?? '';
    expect(read).toContain('kubectl top pods -n <namespace>');
    expect(read).not.toMatch(/\( \) Done/);
    expect(world().sandbox.channel('#general').messages()).toHaveLength(before);
    await dee.runs('/incident runbook', { in: '#general' });
    await world().settle();
    await dee.clicks('Show', { on: /Problems in the runbook/, in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).toMatch(/Database connections exhausted[\s\S]*pg_stat_activity/);
  });

  it('a long one goes on in its thread, and its later boxes work there, too', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P1 fleet is unwell');
    await ana.clicks('Runbook', it.where);
    await world().settle();
    it.channel.shows(/\*Many hosts unwell\*[\s\S]*It goes on in the thread\./);
    const thread = it.channel.thread(/\*Many hosts unwell\*/);
    expect(thread.map(({ text }) => text).join('\n')).toMatch(
      /\*Many hosts unwell\*, continued[\s\S]*20\. Look at host 20[\s\S]*10\. Empty host 10\./,
    );
    await ben.picks('tick_step:f10', 'Done', { in: it.where.in });
    await world().settle();
    expect((await it.incident()).problems[0]?.ticks).toHaveProperty('f10');
    await ana.runs('/incident resolve emptied host 10', it.where);
    await world().settle();
    expect(it.channel.files().at(-1)?.content).toMatch(
      /## Runbooks used\s+- \*\*Many hosts unwell\*\*, posted by Ana Ruiz[^\n]*: 1 of 30 steps ticked\s+ {2}- Empty host 10\. \(Ben Okafor, /,
    );
  });
});

describe('A runbook in an incident that is made private', () => {
  it('is taken back with the rest, and goes on in the private channel with its ticks', async () => {
    const { ana } = world();
    const it = await declared(world(), 'P1 leak of names');
    const old = it.channel;
    await ana.runs('/incident runbook hosts', it.where);
    await world().settle();
    await ana.picks('tick_step:c1', 'Done', { in: it.where.in });
    await ana.runs('/incident make-private', it.where);
    await world().settle();
    await world().clock.forward({ minutes: 1 });
    old.lacks(/Many hosts unwell/);
    const found =
      (await world().bot.ctx.db.prisma.incident.findFirst({ orderBy: { number: 'desc' } }))?.channelId ?? '';
    const mine = ana.channel(world().sandbox.workspace.channels.find(({ id }) => id === found)?.name ?? '');
    mine.shows(/\*Many hosts unwell\*[\s\S]*✓ Ana Ruiz, \d\d:\d\d\s+1\. Look at host 1\./);
  });
});
