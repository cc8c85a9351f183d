import { describe, expect, it } from 'vitest';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();

describe('Declaring', () => {
  it('by one line opens a channel that says what it is about, with the declarer in it', async () => {
    const { channel, headline } = await declared(world(), 'P1 search is slow');
    expect(channel.name).toMatch(/^incident-\d{8}-search-is-slow-case\d+$/);
    expect(channel.members()).toContain('Flo Meyer');
    expect(channel.topic()).toMatch(/^INC-\d+ P1 · Investigating · no commander yet$/);
    expect(headline()).toMatch(/P1 High · Investigating.*search is slow/);
    proves('D2', 'S1', 'S2', 'L1');
  });

  it('invites whom the policy names for the severity', async () => {
    const { channel } = await declared(world(), 'P0 payments fail');
    expect(channel.members()).toEqual(expect.arrayContaining(['Flo Meyer', 'Ana Ruiz', 'Ben Okafor', 'Cy Tan']));
  });

  it('needs two calls in sequence until the channel can be used: create, then invite beside the headline', async () => {
    const { flo, sandbox } = world();
    const held: (() => void)[] = [];
    const usable = new Set<string>();
    let created = false;
    // Whatever is not needed for a usable channel gets no answer until it is usable; the second calls wait for each other.
    const unhook = sandbox.beforeCall(async ({ method, args }) => {
      if (method === 'conversations.create') {
        created = true;
        return;
      }
      const second = method === 'conversations.invite' || /headline/.test(JSON.stringify(args));
      if (second) usable.add(method);
      if (second && usable.size === 2) for (const release of held.splice(0)) release();
      else if (usable.size < 2) await new Promise<void>((release) => held.push(release));
    });
    await flo.runs('/incident declare P0 usable at once', { in: '#general' });
    await sandbox.eventually(() => expect(usable.size).toBe(2), { within: 15_000 });
    unhook();
    await world().settle();
    expect(created).toBe(true);
    expect(
      world()
        .channel(/usable-at-once/)
        .members(),
    ).toContain('Flo Meyer');
    proves('U4', 'U5');
  });

  it('announces it once, with a link to the channel', async () => {
    const { channel } = await declared(world(), 'P1 mails are late');
    const announced = world()
      .announcements()
      .texts()
      .filter((text) => text.includes('mails are late'));
    expect(announced).toHaveLength(1);
    expect(announced[0]).toContain(`#${channel.name}`);
    proves('S11');
  });

  it('gives the declarer a receipt with a line per step', async () => {
    await declared(world(), 'P1 receipts are wrong');
    const receipt = world()
      .flo.directMessages()
      .findLast((message) => message.text.includes('receipts are wrong'));
    expect(receipt?.text).toMatch(/is recorded/);
    expect(receipt?.text).toMatch(/✓ Channel #incident-/);
    expect(receipt?.text).toMatch(/✓ Announced in #incidents/);
    expect(receipt?.text).not.toMatch(/✗|⏳/);
    proves('P3.2');
  });

  it('opens the form at once, and then names what is open', async () => {
    await declared(world(), 'P1 the first thing');
    const { ana, sandbox } = world();
    const before = sandbox.calls.length;
    await ana.runs('/incident declare', { in: '#general' });
    const modal = await ana.seesModal(/Declare/);
    expect(sandbox.calls.slice(before).map((call) => call.method)[0]).toBe('views.open');
    await world().settle();
    expect(modal.text()).toMatch(/the first thing/);
    modal.fill('What is happening?', 'Form made this').choose('Severity', 'P2 Medium');
    await modal.submit();
    await world().settle();
    expect(
      world()
        .channel(/form-made-this/)
        .topic(),
    ).toMatch(/P2/);
    proves('D1', 'D8');
  });

  it('takes a message along', async () => {
    const { ben, sandbox } = world();
    await ben.says('#general', 'Logins fail since the deploy');
    await ben.usesShortcut('Declare incident', { on: sandbox.channel('#general').message(/Logins fail/) });
    const modal = await ben.seesModal(/Declare/);
    expect(modal.text()).toMatch(/Logins fail since the deploy/);
    await modal.submit();
    await world().settle();
    expect(
      world()
        .channel(/logins-fail/)
        .members(),
    ).toContain('Ben Okafor');
    proves('D6');
  });

  it('names open incidents with a similar title', async () => {
    await declared(world(), 'P1 basket page broken');
    await declared(world(), 'P1 basket broken again', world().dee);
    expect(world().dee.sees(/is recorded/)).toMatch(/basket page broken/);
  });

  it('twice with the same name gives the second channel a suffix', async () => {
    const { flo, sandbox } = world();
    await flo.runs('/incident declare P2 same words', { in: '#general' });
    await world().settle();
    await flo.runs('/incident declare P2 same words', { in: '#general' });
    await world().settle();
    const names = sandbox.workspace.channels
      .map((channel) => channel.name)
      .filter((name) => name.endsWith('same-words') || name.endsWith('same-words-2'));
    expect(names).toHaveLength(2);
  });

  it('keeps user text from calling the whole channel', async () => {
    const { channel } = await declared(world(), 'P2 <!channel> & <b> & *stars*');
    const headline = channel.raw.messages.find((message) => JSON.stringify(message).includes('stars'));
    expect(JSON.stringify(headline)).not.toMatch(/<!channel>/);
    expect(channel.texts()[0]).toMatch(/@.?channel & <b> & \*stars\*/u);
    proves('S18');
  });

  it('a drill does everything but announce and page', async () => {
    const { flo } = world();
    await flo.runs('/incident drill P0 practice run', { in: '#general' });
    await world().settle();
    expect(
      world()
        .channel(/practice-run/)
        .pinned()[0],
    ).toMatch(/DRILL/);
    world()
      .announcements()
      .lacks(/practice run/);
    expect(
      world()
        .channel(/practice-run/)
        .shows(/would be called now/),
    ).toMatch(/Ana Ruiz \(Incident Commander\)[\s\S]*nobody was messaged/);
    expect(() => world().ana.sees(/practice run/)).toThrow(/does not see/);
    proves('A6', 'L2');
  });
});
