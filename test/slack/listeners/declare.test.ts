import { describe, expect, it } from 'vitest';
import { listOpen } from '../../../src/commands/find-incident.ts';
import { declareByCommand } from '../../../src/slack/listeners/declare.ts';
import { declared } from '../../support/declared.ts';
import { useWorld } from '../../support/use-world.ts';
import { proves } from '../../promises/proves.ts';

const world = useWorld();
const general = { in: '#general' };

const open = () => listOpen(world().bot.ctx, { workspace: world().sandbox.workspace.teamId, viewer: null, limit: 50 });

describe('declaring by command', () => {
  it('needs no form: the first word is the severity, and the declarer hears at once', async () => {
    const { ana } = world();
    await ana.runs('/incident declare P1 checkout & <cards> are down', general);
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/INC-\d+ · P1 .* is recorded.*\n?.*checkout & <cards> are down/);
    expect((await open())[0]).toMatchObject({
      severity: 'P1',
      title: 'checkout & <cards> are down',
      declaredBy: ana.id,
    });
  });

  it('records before anybody whom the title mentions is looked up', async () => {
    const { ana, bot, sandbox } = world();
    sandbox.faults.add({ method: 'users.info', fault: { kind: 'slow', ms: 6000 } });
    const said: string[] = [];
    await declareByCommand(bot.ctx, {
      workspace: sandbox.workspace.teamId,
      user: ana.id,
      channel: sandbox.channel('#general').id,
      trigger: 'T1',
      delivery: 'command:names',
      number: null,
      rest: 'P1 the deploy of <@U0NEWHERE1> hangs',
      reply: async ({ text }) => void said.push(text),
    });
    // Nobody has been told of the person yet: the look-up still waits for its answer.
    expect(
      sandbox.calls.filter(
        (call) => call.method === 'users.info' && call.answer !== null && call.args['user'] === 'U0NEWHERE1',
      ),
    ).toEqual([]);
    expect(said.join()).toMatch(/is recorded/);
    expect((await open())[0]?.title).toBe('the deploy of @U0NEWHERE1 hangs');
    proves('P1.1', 'D9');
  });

  it('takes the default severity when none is named', async () => {
    const { ana } = world();
    await ana.runs('/incident declare search is slow', general);
    await world().settle();
    expect((await open())[0]).toMatchObject({ title: 'search is slow' });
    proves('D3');
  });

  it('gives back a title that is too long, and records nothing', async () => {
    const { ana } = world();
    const title = `checkout ${'very '.repeat(2000)}slow`;
    await ana.runs(`/incident declare P1 ${title}`, general);
    await world().settle();
    const answer = ana.ephemerals('#general').at(-1);
    expect(answer).toMatch(/a title has at most 150 characters, and this one has 10013/);
    expect(answer).toMatch(/checkout very[\s\S]*very slow$/);
    expect(await open()).toEqual([]);
  });

  it('declares a drill', async () => {
    const { ana } = world();
    await ana.runs('/incident drill P1 game day', general);
    await world().settle();
    expect((await open())[0]).toMatchObject({ kind: 'drill', title: 'game day' });
  });

  it('names open incidents with a similar title and offers to merge', async () => {
    await declared(world(), 'P1 payments are failing for cards');
    const { ana } = world();
    await ana.runs('/incident declare P1 payments are failing for cards again', general);
    await world().settle();
    expect(ana.ephemerals('#general').at(-1)).toMatch(/INC-\d+\*, declared .*, may be the same: payments are failing/);
    expect(ana.buttons(general).join()).toMatch(/Merge into INC-\d+/);
  });
});

describe('the form', () => {
  it('opens first of all, and shows what is open afterwards with a button to join', async () => {
    const it = await declared(world(), 'P2 search is slow');
    const { ben } = world();
    await ben.runs('/incident declare', general);
    await world().settle();
    const modal = ben.modal();
    expect(modal.title()).toBe('Declare an incident');
    modal.shows(/Open now/);
    modal.shows(/search is slow/);
    // The policy's own words for each severity, and its examples.
    const [highest] = world().bot.ctx.runbooks.current.policy.severities;
    expect(JSON.stringify(world().sandbox.calls.filter(({ method }) => method === 'views.open'))).toContain(
      highest?.means,
    );
    modal.shows(new RegExp(highest?.examples[0] ?? 'none'));
    await modal.clicks('Join');
    await world().settle();
    expect(it.channel.members()).toContain('Ben Okafor');
    expect(ben.sees(/You are invited to INC-/)).toBeDefined();
    await modal.close();
    proves('D1', 'D4', 'D8', 'U4');
  });

  it('records everything that was filled in', async () => {
    const { ben, dee } = world();
    await ben.runs('/incident declare P2', general);
    await world().settle();
    const modal = ben.modal();
    expect(modal.value('Severity')).toMatchObject({ selected_option: { value: 'P2' } });
    await modal
      .fill('What is happening?', 'Logins fail')
      .choose('Severity', 'P0')
      .fill('What is affected?', 'auth')
      .fill('Who feels it, and how?', 'Nobody gets in')
      .tick('Anything special?', 'Data or access')
      .tick('Anything special?', 'Drill')
      .pickUser('Who leads?', 'Dee Novak')
      .submit();
    await world().settle();
    expect(ben.hasModal()).toBe(false);
    const [incident] = await open();
    expect(incident).toMatchObject({
      title: 'Logins fail',
      severity: 'P0',
      affected: 'auth',
      impact: 'Nobody gets in',
      exposure: true,
      kind: 'drill',
      private: false,
    });
    expect(incident?.handovers.commander?.to).toBe(dee.id);
  });

  it('keeps what was typed when the title is only spaces', async () => {
    const { ben } = world();
    await ben.runs('/incident declare', general);
    await world().settle();
    const modal = ben.modal();
    await modal.fill('What is happening?', '   ').fill('What is affected?', 'auth').submit();
    expect(modal.errors()).toEqual(['Say in a few words what is happening.']);
    expect(ben.hasModal()).toBe(true);
    await modal.close();
  });

  it('comes from a message with its words, author and place', async () => {
    const { ana, ben } = world();
    const message = await ana.says('#general', 'checkout answers 500\nsince five minutes');
    await ben.usesShortcut('Declare incident', { on: message });
    await world().settle();
    const modal = ben.modal();
    modal.shows(/From this message: checkout answers 500 since five minutes/);
    await modal.submit();
    await world().settle();
    const [incident] = await open();
    expect(incident).toMatchObject({ title: 'checkout answers 500', declaredBy: ben.id });
    expect(incident?.source).toEqual({
      channel: message.channel.id,
      ts: message.ts,
      text: 'checkout answers 500\nsince five minutes',
      author: ana.id,
    });
    proves('D6');
  });

  it('comes from anywhere by the global shortcut, and the answer is a direct message', async () => {
    const { ben } = world();
    await ben.usesShortcut('Declare incident');
    await world().settle();
    await ben.modal().fill('What is happening?', 'DNS is gone').submit();
    await world().settle();
    expect(ben.directMessages().some(({ text }) => /DNS is gone/.test(text))).toBe(true);
    expect((await open())[0]).toMatchObject({ title: 'DNS is gone' });
    proves('D7');
  });

  it('offers a button when Slack did not wait for it', async () => {
    const { ben } = world();
    world().sandbox.faults.add({
      method: 'views.open',
      times: 1,
      fault: { kind: 'error', error: 'expired_trigger_id' },
    });
    await ben.runs('/incident declare P0', general);
    await world().settle();
    expect(ben.ephemerals('#general').at(-1)).toMatch(/Slack gave up on the form/);
    await ben.clicks('Open the form', general);
    await world().settle();
    expect(ben.modal().value('Severity')).toMatchObject({ selected_option: { value: 'P0' } });
    await ben.modal().close();
  });

  it('still records when what is open could not be shown in it', async () => {
    await declared(world(), 'P2 mail is slow');
    const { ben } = world();
    world().sandbox.faults.add({ method: 'views.update', times: 1, fault: { kind: 'error', error: 'hash_conflict' } });
    await ben.runs('/incident declare', general);
    await world().settle();
    await ben.modal().fill('What is happening?', 'Disk is full').submit();
    await world().settle();
    expect((await open())[0]).toMatchObject({ title: 'Disk is full' });
    proves('D9');
  });
});
