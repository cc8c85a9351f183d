import { describe, expect, it } from 'vitest';
import { checklist, hours } from '../support/checklists.ts';
import { withTable } from '../support/count-noise.ts';
import { declared } from '../support/declared.ts';
import { loudestHour } from '../support/loudest-hour.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const items = (...texts: string[]) => ({ items: texts });
const world = useWorld({
  startAt: { weekday: 2, time: '10:00' },
  saying: (policy) => ({
    ...policy,
    checklists: [
      checklist('opening', 'declared', {
        name: 'Initial actions',
        ...items('Acknowledge the page', 'Say what is felt'),
      }),
      checklist('executives', 'declared', { name: 'Executives', severities: ['P0'], ...items('Tell the CEO') }),
      checklist('commander', 'command', { name: 'For the commander', ...items('Roles are taken', 'A scribe writes') }),
      checklist('resolution', 'monitoring', {
        name: 'Before you resolve',
        ...items('Metrics are normal', 'No alert fires'),
      }),
      ...policy.checklists,
      checklist('day', 'resolved', { name: 'Within a day', due: hours(24), ...items('Begin the post-mortem') }),
    ],
  }),
});

/** The one message of the channel that has these words. */
function only(it: { channel: { texts(): string[] } }, words: RegExp): string {
  const found = it.channel.texts().filter((text) => words.test(text));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

describe('Checklists', () => {
  it('come at their moment in one message each, are ticked there with who and when, and untick', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P0 listed');
    expect(only(it, /Initial actions\* ·/)).toMatch(
      /\*Initial actions\* · 0 of 2\n\( \) 1\. Acknowledge the page {2}\( \) 2\. Say what is felt\n\*Executives\* · 0 of 1/,
    );
    it.channel.lacks(/For the commander/);
    await ana.clicks('Take command', it.where);
    await world().settle();
    only(it, /For the commander\* · 0 of 2/);
    await ben.ticks('Say what is felt', it.where);
    await world().settle();
    await ana.ticks('Acknowledge the page', it.where);
    await world().settle();
    expect(only(it, /Initial actions\* ·/)).toMatch(
      /✓ all 2\n\(x\) 1\. Acknowledge the page {2}\(x\) 2\. Say what is felt\n✓ 1 Ana Ruiz, \d\d:\d\d · 2 Ben Okafor, \d\d:\d\d/,
    );
    expect(it.headline()).toMatch(/Checklists: Executives 0 of 1, For the commander 0 of 2/);
    await ana.unticks('Say what is felt', it.where);
    await world().settle();
    expect(only(it, /Initial actions\* ·/)).toMatch(/1 of 2\n\(x\) 1\..*\( \) 2\.[^\n]*\n✓ 1 Ana Ruiz/);
    await ana.runs('/incident timeline', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /Ben Okafor ticked “Say what is felt” \(Initial actions\)[\s\S]*Ana Ruiz took back the tick of “Say what is felt”/,
    );
    proves('A4');
  });

  it('take two ticks at once for what each person did, and do not untick for somebody who had not seen the other', async () => {
    const { ana, ben } = world();
    const it = await declared(world(), 'P1 at once');
    // Neither sees the other's tick before pressing.
    await Promise.all([ana.ticks('Acknowledge the page', it.where), ben.ticks('Say what is felt', it.where)]);
    await world().settle();
    const [opening] = (await it.incident()).checklists;
    expect(opening?.items.map(({ doneBy }) => doneBy)).toEqual([ana.id, ben.id]);
  });

  it('are shown to one person by command and by button, ticked there, and seen by all', async () => {
    const { flo } = world();
    const it = await declared(world(), 'P2 shown');
    await flo.runs('/incident checklist', it.where);
    await world().settle();
    expect(flo.ephemerals(it.where.in).at(-1)).toMatch(
      /Checklists of INC-\d+: 2 boxes are open[\s\S]*Initial actions\* · 0 of 2[\s\S]*\*For the commander\* comes when somebody takes command: 2 boxes[\s\S]*Closing checklist\* comes when it is resolved/,
    );
    expect(flo.ephemerals(it.where.in).at(-1)).not.toMatch(/Executives/);
    await flo.ticks('Acknowledge the page', { ...it.where, on: /Checklists of INC/ });
    await world().settle();
    expect(flo.ephemerals(it.where.in).at(-1)).toMatch(
      /1 box is open[\s\S]*Initial actions\* · 1 of 2[\s\S]*✓ 1 Flo Meyer/,
    );
    expect(only(it, /Initial actions\* ·/)).toMatch(/1 of 2/);
    await flo.runs('/incident checklist resolve', it.where);
    await world().settle();
    expect(flo.ephemerals(it.where.in).at(-1)).toMatch(
      /Before you resolve[\s\S]*• Metrics are normal\n• No alert fires/,
    );
    await flo.runs('/incident checklist cooking', it.where);
    await world().settle();
    expect(flo.ephemerals(it.where.in).at(-1)).toMatch(/has no checklist “cooking”[\s\S]*“Initial actions”/);
    await flo.runs('/incident', it.where);
    await world().settle();
    await flo.clicks('Checklists', it.where);
    await world().settle();
    expect(flo.ephemerals(it.where.in).at(-1)).toMatch(/^\*?Checklists of INC-\d+/);
  });

  it('of the watching warn before it is resolved and forbid nothing; the post-mortem says who ticked what', async () => {
    const { ana } = world();
    const it = await declared(world(), 'P1 watched');
    await ana.clicks('Take command', it.where);
    await world().settle();
    await ana.clicks('Monitoring', it.where);
    await world().settle();
    only(it, /Before you resolve\* · 0 of 2/);
    await world().clock.forward({ minutes: 12 });
    await ana.ticks('No alert fires', it.where);
    await world().settle();
    await ana.clicks('Resolve', it.where);
    await world().settle();
    const form = await ana.seesModal(/Resolve/);
    form.shows(/The fix was watched for 12 of 30 min; 1 box is open\.[\s\S]*Before you resolve:\n• Metrics are normal/);
    form.shows(/Closing checklist\* comes afterwards/);
    await form.submit();
    await world().settle();
    expect((await it.incident()).status).toBe('resolved');
    expect(only(it, /Closing checklist\* ·/)).toMatch(/Within a day\* · 0 of 1 · due/);
    await ana.ticks('Begin the post-mortem', it.where);
    await ana.runs('/incident postmortem', it.where);
    await world().settle();
    expect(it.channel.files().at(-1)?.content).toMatch(
      /## Checklists[\s\S]*\*\*Before you resolve\*\*\n\n- \[ \] Metrics are normal\n- \[x\] No alert fires \(Ana Ruiz, [\d: -]+\)[\s\S]*\*\*Within a day\*\*, due [^\n]+\n\n- \[x\] Begin the post-mortem \(Ana Ruiz/,
    );
    await ana.clicks('Reopen', it.where);
    await world().settle();
    await ana.runs('/incident resolve really now', it.where);
    await world().settle();
    expect(ana.ephemerals(it.where.in).at(-1)).toMatch(
      /is resolved\. The fix was not watched \(the policy asks for 30 min\); 1 box is open\./,
    );
    expect(only(it, /Closing checklist\* ·/)).toMatch(/0 of 5 · due[\s\S]*Within a day\* · ✓ all 1/);
  });

  it('go along into the private channel, and nobody else reads a word of them', async () => {
    const { ana, flo } = world();
    const it = await declared(world(), 'P1 listed secretly');
    await ana.clicks('Take command', it.where);
    await ana.ticks('Acknowledge the page', it.where);
    await world().settle();
    const { number } = await it.incident();
    await flo.runs('/incident make-private', it.where);
    await world().settle();
    const after = flo.channel(new RegExp(`(?<!old-)${number}|private`));
    expect(after.texts().join('\n')).toMatch(/Initial actions\* · 1 of 2[\s\S]*For the commander\* · 0 of 2/);
    it.channel.lacks(/Initial actions/);
  });

  it('keep a P0’s first hour within the noise budget', async () => {
    const { noise: heard, channel } = await loudestHour(world());
    channel.shows(/I call Ana Ruiz[\s\S]*Initial actions\* · 0 of 2/);
    channel.shows(/has command[\s\S]*For the commander\* · 0 of 2/);
    withTable(heard, (noise) => {
      expect(noise.channel.length).toBeLessThanOrEqual(15);
      expect(noise.mentions).toBeLessThanOrEqual(5);
    });
    proves('N1');
  }, 60_000);
});
