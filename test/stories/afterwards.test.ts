import { describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { useWorld } from '../support/use-world.ts';

const world = useWorld();

describe('An incident that is over', () => {
  it('is recorded afterwards with its times, its channel and the draft of its post-mortem', async () => {
    const { ana, sandbox, clock, settle } = world();
    const at = (minutesAgo: number) => new Date(clock.now().getTime() - minutesAgo * 60_000);
    await ana.runs('/incident declare --backfill P1 Search was down', { in: '#general' });
    const modal = await ana.seesModal(/past incident/);
    modal.shows(/Search was down/);
    modal.pickTime('When was it taken up?', at(180)).pickTime('When was it resolved?', at(200));
    await modal.submit();
    modal.shows(/after the time when it was resolved/);
    modal.pickTime('When was it resolved?', at(60)).fill('What fixed it?', 'A new index');
    await modal.submit();
    await settle();
    const channel = world().channel();
    channel.shows(/Search was down/);
    channel.shows(/Resolved/);
    channel.shows(/A new index/);
    expect(channel.pinned()[0]).toMatch(/RECORDED AFTERWARDS · INC-\d+/);
    expect(channel.files().at(-1)?.content).toMatch(/\*\*Status:\*\* Resolved \(recorded afterwards\)/);
    expect(sandbox.workspace.files.some(({ name }) => name.includes('post-mortem'))).toBe(true);
    world()
      .announcements()
      .lacks(/Search was down/);
    await clock.forward({ hours: 100 });
    channel.lacks(/is due|overdue/);
    expect(ana.directMessages().some(({ text }) => /due/.test(text))).toBe(false);
    proves('R7', 'A6', 'L2');
  });
});

describe('A correction', () => {
  it('changes title and impact everywhere, by form, and keeps both on the record', async () => {
    const { ana, settle } = world();
    await ana.runs('/incident declare P2 Serch is slow', { in: '#general' });
    await settle();
    const channel = world().channel();
    await ana.clicks('More', { in: channel.name });
    await settle();
    await ana.clicks('Correct', { in: channel.name });
    const modal = await ana.seesModal(/Correct/);
    await settle();
    modal.fill('What is happening?', 'Search is slow').fill('Who feels it, and how?', 'one in ten');
    await modal.submit();
    await settle();
    channel.shows(/“Serch is slow” → “Search is slow”/);
    world()
      .announcements()
      .shows(/Search is slow/);
    await ana.runs('/incident timeline', { in: channel.name });
    await settle();
    expect(ana.ephemerals(channel.name).at(-1)).toMatch(/corrected “title” from “Serch is slow” to “Search is slow”/);
    proves('R5');
  });

  it('links the same cause as an incident that was resolved before', async () => {
    const { ana, settle } = world();
    await ana.runs('/incident declare P2 Search is down', { in: '#general' });
    await settle();
    const first = world().channel();
    await ana.runs('/incident resolve a new index', { in: first.name });
    await settle();
    const number = /INC-\d+/.exec(first.texts().join(' '))?.[0] ?? '';
    await ana.runs('/incident declare P2 Search is down again', { in: '#general' });
    await settle();
    const second = world().channel();
    await ana.clicks('Resolve', { in: second.name });
    const modal = await ana.seesModal(/Resolve/);
    await settle();
    modal.choose('Same cause as before?', `${number} · Search is down`);
    await modal.submit();
    await settle();
    second.shows(new RegExp(`Same cause as ${number}`));
    await ana.runs('/incident postmortem', { in: second.name });
    await settle();
    expect(second.files().at(-1)?.content).toContain(`(the same cause as in ${number})`);
    // It was another one, and what is called quite differently can be linked from the form as well.
    await ana.runs('/incident edit', { in: second.name });
    const form = await ana.seesModal(/Correct/);
    await settle();
    form.choose('Same cause as before?', `No: ${number} had another cause`);
    await form.submit();
    await settle();
    second.lacks(/Same cause as/);
    await ana.runs('/incident edit title Mails are late', { in: second.name });
    await settle();
    await ana.runs('/incident edit', { in: second.name });
    const again = await ana.seesModal(/Correct/);
    await settle();
    again.choose('Same cause as before?', `${number} · Search is down`);
    await again.submit();
    await settle();
    second.shows(new RegExp(`Same cause as ${number}`));
    proves('F20', 'C4');
  });
});
