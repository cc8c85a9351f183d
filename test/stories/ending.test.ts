import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

async function resolved(what = 'P1 ended story') {
  const it = await declared(world(), what);
  const { ana } = world();
  await ana.clicks('Take command', it.where);
  await world().clock.forward({ minutes: 7 });
  await ana.clicks('Resolve', it.where);
  const modal = await ana.seesModal(/Resolve/);
  modal.fill('What was it?', 'A bad deploy').fill('What fixed it?', 'Rolled back');
  await modal.submit();
  await world().settle();
  return it;
}

describe('Resolving', () => {
  it('tells what it was, writes the post-mortem, and shows the closing list', async () => {
    const { channel, headline } = await resolved();
    channel.shows(/resolved INC-\d+/);
    expect(headline()).toMatch(/What it was: A bad deploy[\s\S]*Customers: not known yet/);
    channel.shows(/\*Closing checklist\* · 0 of 5[\s\S]*\( \) 1\. The service is stable/);
    expect(headline()).toMatch(/Checklists: Closing checklist 0 of 5/);
    const [draft] = channel.files();
    expect(draft?.name).toMatch(/\.md$/);
    expect(draft?.content).toMatch(/A bad deploy/);
    expect(draft?.content).toMatch(/Ana Ruiz/);
    world()
      .announcements()
      .shows(/[Rr]esolved[\s\S]*ended story|ended story[\s\S]*[Rr]esolved/);
    proves('A1', 'F9', 'L3');
  });

  it('ends every reminder', async () => {
    const { channel } = await resolved();
    const before = channel.messages().length;
    await world().clock.forward({ minutes: 50 });
    expect(channel.messages()).toHaveLength(before);
  });

  it('asks the owner for the closing list by direct message, not in the night', async () => {
    await resolved('P1 owner asked');
    const { ana } = world();
    const before = ana.directMessages().length;
    // Declared at three in the morning: working hours begin at nine.
    await world().clock.forward({ hours: 3 });
    expect(ana.directMessages()).toHaveLength(before);
    await world().clock.forward({ hours: 4 });
    ana.sees(/“Closing checklist” is due\.[\s\S]*Closing checklist\*, due 09:00[\s\S]*boxes are open/);
    proves('T13', 'T14');
  });

  it('takes "Done" for the review meeting, and takes it back', async () => {
    await resolved('P1 reviewed in time');
    const { ana } = world();
    await world().clock.forward({ hours: 60 });
    await ana.clicks('Done', { in: 'dm', on: /Review meeting/ });
    await world().settle();
    expect(ana.sees(/✓ Review meeting/)).toMatch(/\[Not done\]/);
    await ana.clicks('Not done', { in: 'dm', on: /✓ Review meeting/ });
    await world().settle();
    ana.sees(/• \*Review meeting/);
  });

  it('can be ticked off item by item, closed, and reopened', async () => {
    const { channel, where, headline, incident } = await resolved();
    const { ana } = world();
    await ana.clicks('Close', where);
    await world().settle();
    expect((await incident()).status).toBe('closed');
    await ana.clicks('Reopen', where);
    await world().settle();
    expect((await incident()).status).toBe('investigating');
    expect(headline()).toMatch(/\[Post update\]/);
    channel.shows(/reopened INC-\d+/);
    proves('A4', 'L5');
  });

  it('twice says since when it is resolved, and how to go on', async () => {
    const { where } = await resolved();
    const { ben } = world();
    await ben.runs('/incident resolve', where);
    await world().settle();
    if (ben.hasModal()) await ben.modal().submit();
    await world().settle();
    expect(ben.ephemerals(where.in).at(-1)).toMatch(/is already resolved \(.*by @Ana Ruiz\)[\s\S]*reopen/i);
    proves('L8');
  });

  it('does not wait for the post-mortem when Slack refuses the file', async () => {
    const { sandbox } = world();
    sandbox.faults.add({
      method: 'files.getUploadURLExternal',
      times: 50,
      fault: { kind: 'error', error: 'restricted_action' },
    });
    const { channel, incident } = await resolved('P1 no files allowed');
    expect((await incident()).status).toBe('resolved');
    channel.shows(/post-mortem/i);
    expect(channel.files()).toEqual([]);
    const { ana } = world();
    const failed = /Writing the post-mortem draft did not work/;
    await ana.clicks('Retry', { in: `#${channel.name}`, on: failed });
    await world().settle();
    expect(channel.shows(failed)).toMatch(/✗ Tried again \d\d:\d\d/);
    sandbox.faults.clear();
    await ana.clicks('Retry', { in: `#${channel.name}`, on: failed });
    await world().settle();
    expect(channel.shows(failed)).toMatch(/✓ Tried again, and done/);
    expect(channel.shows(failed)).not.toMatch(/Retry/);
    expect(channel.files()).toHaveLength(1);
    expect(channel.texts().filter((text) => failed.test(text))).toHaveLength(1);
    proves('U10');
  });

  it('regenerates the post-mortem on request', async () => {
    const { channel, where } = await resolved();
    const { ana } = world();
    await ana.runs('/incident note a late finding', where);
    await world().settle();
    await ana.runs('/incident postmortem', where);
    await world().settle();
    expect(channel.files().at(-1)?.content).toMatch(/a late finding/);
  });
});

describe('Monitoring', () => {
  it('offers Resolve once after the soak', async () => {
    const { channel, where, incident } = await declared(world(), 'P1 soaked');
    const { ana } = world();
    await ana.clicks('Take command', where);
    await world().settle();
    await ana.clicks('Monitoring', where);
    await world().settle();
    await world().clock.forward({ minutes: 31 });
    expect(channel.shows(/The fix has been watched for 30 min/)).toMatch(/\[Resolve\]/);
    await world().clock.forward({ minutes: 90 });
    expect(channel.texts().filter((text) => /has been watched/.test(text))).toHaveLength(1);
    expect((await incident()).status).toBe('monitoring');
    proves('T12', 'P4.2');
  });
});

describe('Calling off', () => {
  it('asks why, ends everything, and can be undone', async () => {
    const { channel, where, incident } = await declared(world(), 'P1 false alarm');
    const { flo } = world();
    await flo.runs('/incident cancel', where);
    const modal = await flo.seesModal(/Call off/);
    modal.choose('Why was it no incident?', 'Nothing was wrong');
    await modal.submit();
    await world().settle();
    expect((await incident()).status).toBe('cancelled');
    channel.shows(/nothing was wrong/i);
    await flo.clicks('Reopen', where);
    await world().settle();
    expect((await incident()).status).toBe('investigating');
    proves('L4');
  });
});
