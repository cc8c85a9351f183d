import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../start-sandbox.ts';
import { startTinyApp, type TinyApp } from './tiny-app.ts';

const manifest = new URL('manifest.yaml', import.meta.url).pathname;

describe.each(['http', 'socket'] as const)('a real Bolt app over %s', (way) => {
  let sandbox: Sandbox;
  let tiny: TinyApp;
  beforeAll(async () => {
    sandbox = await startSandbox({ manifest });
    tiny = await startTinyApp(sandbox, way);
  });
  afterAll(async () => {
    await tiny.stop();
    await sandbox.close();
  });

  test('a command posts a message, whose button answers and whose select is heard', async () => {
    const ana = sandbox.person('Ana Ruiz');
    await ana.runs('/tiny', { in: '#general' });
    await sandbox.eventually(() => ana.clicks('Press me', { in: '#general' }));
    await sandbox.eventually(() => sandbox.channel('#general').shows(/pressed by @Ana Ruiz/));
    await ana.runs('/tiny', { in: '#general' });
    await sandbox.eventually(() => ana.picks('Kind', 'Good', { in: '#general' }));
    await sandbox.eventually(() => sandbox.channel('#general').shows(/a kind was chosen/));
  });

  test('boxes of a message are shown as they were sent, and a press tells which are ticked then', async () => {
    const ana = sandbox.person('Ana Ruiz');
    await ana.runs('/tiny', { in: '#general' });
    await sandbox.eventually(() => sandbox.channel('#general').shows(/\(x\) First {2}\( \) Second/));
    await ana.ticks('Second', { in: '#general' });
    await sandbox.eventually(() => sandbox.channel('#general').shows(/ticked: first, second/));
    await ana.unticks('First', { in: '#general' });
    await sandbox.eventually(() => sandbox.channel('#general').shows(/ticked: $/m));
    await expect(ana.ticks('Third', { in: '#general' })).rejects.toThrow(/sees no box "Third"/);
  });

  test('an answer at once and one by response_url are seen by that person alone', async () => {
    const ben = sandbox.person('Ben Okafor');
    await ben.runs('/tiny echo', { in: '#general' });
    await ben.runs('/tiny later', { in: '#general' });
    await sandbox.eventually(() => ben.sees(/later, alone/));
    expect(ben.sees(/echo at once/)).toBe('echo at once');
    expect(sandbox.person('Cy Tan').ephemerals()).toEqual([]);
    expect(() => sandbox.channel('#general').shows(/echo/)).toThrow(/does not show/);
  });

  test('names typed into a command arrive as mentions', async () => {
    await sandbox.person('Ana Ruiz').runs('/tiny say @Ben Okafor see #random & <b>', { in: '#general' });
    const shown = await sandbox.eventually(() => sandbox.channel('#general').message(/see #random/));
    expect(shown.raw.text).toMatch(/<@U01BEN0001\|ben> see <#C\w+\|random> &amp; &lt;b&gt;/);
    expect(shown.text).toBe('@Ben Okafor see #random & <b>');
  });

  test('a modal is filled in, refused by the app with an error at its field, then taken', async () => {
    const ana = sandbox.person('Ana Ruiz');
    await ana.runs('/tiny form', { in: '#general' });
    const modal = await ana.seesModal(/Tiny form/);
    await modal.submit();
    expect(modal.errors()).toEqual(['Please complete this required field.']);
    expect(() => modal.fill('Title', 'x'.repeat(21))).toThrow(/takes 20 characters; 21 were typed/);
    await modal.fill('Title', 'bad').choose('Level', 'P1').submit();
    expect(modal.errors()).toEqual(['Not that one.']);
    modal.shows(/\[P1 High ▾\]/);
    await modal.fill('Title', 'good').submit();
    expect(ana.hasModal()).toBe(false);
    await sandbox.eventually(() => ana.sees(/Got \*good\* "p1"/));
    expect(() => modal.fill('Title', 'late')).toThrow(/no longer open/);
  });

  test('an error at a field that is not there is trouble, as in Slack', async () => {
    const cy = sandbox.person('Cy Tan');
    await cy.runs('/tiny form', { in: '#general' });
    const modal = await cy.seesModal();
    await modal.fill('Title', 'astray').submit();
    expect(modal.trouble()).toMatch(/trouble connecting/);
    expect(cy.failures().join()).toMatch(/invalid_errors/);
    await modal.close();
    await sandbox.eventually(() => cy.sees(/You closed it/));
  });

  test('modals are updated, pushed and cleared by the answer to a submit', async () => {
    const dee = sandbox.person('Dee Novak');
    await dee.usesShortcut('Tiny form');
    const first = await dee.seesModal();
    await first.fill('Title', 'other').submit();
    expect(first.title()).toBe('Changed');
    await first.fill('Title', 'more').submit();
    const second = dee.modal();
    expect(second.title()).toBe('Second');
    await second.fill('Title', 'clear').submit();
    expect(dee.hasModal()).toBe(false);
  });

  test('a message shortcut carries its message', async () => {
    const ana = sandbox.person('Ana Ruiz');
    const said = await ana.says('#general', 'remember this');
    await ana.usesShortcut('Keep this', { on: said });
    await sandbox.eventually(() => ana.sees(/Kept: remember this/));
  });

  test('App Home is published when it is opened', async () => {
    const eli = sandbox.person('Eli Brand');
    await eli.opensHome();
    await sandbox.eventually(() => eli.home().shows(/Home/));
  });

  test('an event comes again with the same id and a retry number', async () => {
    await sandbox.person('Ana Ruiz').says('#general', 'twice');
    await sandbox.eventsDelivered();
    const before = tiny.heard.at(-1);
    await sandbox.redeliverLast();
    const again = await sandbox.eventually(() => {
      const last = tiny.heard.at(-1);
      expect(last?.retry).toBe(1);
      return last;
    });
    expect(again?.id).toBe(before?.id);
  });

  test('a command that nobody acknowledges within 3 s fails before the eyes of the person', async () => {
    const flo = sandbox.person('Flo Meyer');
    await flo.runs('/tiny silence', { in: '#general' });
    expect(flo.failures()).toEqual([expect.stringMatching(/timeout/)]);
    flo.sees(/failed with the error "operation_timeout"/);
  });

  test('a missing button is told with the buttons that there are', async () => {
    const ana = sandbox.person('Ana Ruiz');
    await expect(ana.clicks('Nothing', { in: '#general' })).rejects.toThrow(
      /sees no button "Nothing" in #general; there are .*\[Press me\]/,
    );
  });
});
