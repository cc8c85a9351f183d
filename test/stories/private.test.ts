import { describe, expect, it } from 'vitest';
import { execute } from '../../src/commands/execute.ts';
import { findByChannel } from '../../src/commands/find-incident.ts';
import { useWorld } from '../support/use-world.ts';
import { proves } from '../promises/proves.ts';

const world = useWorld();
const canary = 'canary-9f3';

async function declarePrivately(): Promise<void> {
  const { flo } = world();
  await flo.runs('/incident declare', { in: '#general' });
  const modal = await flo.seesModal(/Declare/);
  modal
    .fill('What is happening?', `Leak ${canary}`)
    .choose('Severity', 'P0 Critical')
    .tick('Anything special?', 'Private');
  await modal.submit();
  await world().settle();
}

/** The channel of the private incident that was declared last. */
function newestPrivate() {
  const { flo, sandbox } = world();
  const found = sandbox.workspace.channels.findLast((one) => one.kind === 'private' && one.members.includes(flo.id));
  if (found === undefined) throw new Error('There is no private channel with Flo in it');
  return found;
}

describe('A private incident', () => {
  it('has a private channel and is nowhere else', async () => {
    const { sandbox, ben, lena } = world();
    await declarePrivately();
    await world().clock.forward({ minutes: 20 });
    const channels = sandbox.workspace.channels.filter((channel) => JSON.stringify(channel).includes(canary));
    for (const channel of channels) expect(['private', 'im']).toContain(channel.kind);
    expect(sandbox.workspace.channels.some((channel) => channel.name.includes(canary))).toBe(false);
    world()
      .announcements()
      .lacks(/canary|Private/);
    // Nobody outside reads it anywhere: not in a list, not in a direct message.
    const outsider = lena;
    await outsider.runs('/incident list', { in: '#general' });
    await world().settle();
    const seen = [...outsider.ephemerals(), ...outsider.directMessages().map((message) => message.text)].join('\n');
    expect(seen).not.toContain(canary);
    expect(ben.canSee(/private/)).toBe(
      sandbox.workspace.channels.some((channel) => channel.kind === 'private' && channel.members.includes(ben.id)),
    );
  });

  it('is created as private from the first call', async () => {
    const { sandbox } = world();
    const before = sandbox.calls.length;
    await declarePrivately();
    const created = sandbox.calls.slice(before).filter((call) => call.method === 'conversations.create');
    expect(created).toHaveLength(1);
    expect(created[0]?.args).toMatchObject({ is_private: expect.stringMatching(/^true$|^1$/) });
    expect(JSON.stringify(created)).not.toContain('canary');
  });

  it('shows somebody who is asked to lead nothing but its number before they accept', async () => {
    const { eli, flo, sandbox } = world();
    await declarePrivately();
    const channel = sandbox.workspace.channels.findLast(
      (one) => one.kind === 'private' && one.members.includes(flo.id),
    );
    await flo.runs('/incident handover commander @Eli Brand', { in: `#${channel?.name}` });
    await world().settle();
    expect(eli.sees(/[Pp]rivate incident INC-\d+/)).not.toContain(canary);
    await eli.clicks('Accept', { in: 'dm' });
    await world().settle();
    expect(channel?.members).toContain(eli.id);
    proves('S15');
  });

  it("is everybody's who is in its channel, however they came in", async () => {
    const { dee, flo, sandbox } = world();
    await declarePrivately();
    const channel = newestPrivate();
    await flo.invites('Dee Novak', `#${channel.name}`);
    await world().settle();
    await dee.clicks('Post update', { in: `#${channel.name}` });
    await world().settle();
    dee.modal().shows(/INC-\d+/);
    await dee.modal().close();
    await dee.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).toContain(canary);
    const number = /INC-\d+/.exec(dee.ephemerals('#general').at(-1) ?? '')?.[0];

    // Even when Slack's word of it was lost.
    const incident = await findByChannel(world().bot.ctx, { workspace: sandbox.workspace.teamId, channel: channel.id });
    await execute(world().bot.ctx, {
      incidentId: incident?.id ?? '',
      command: { type: 'memberLeft', user: dee.id },
    });
    await dee.clicks('Severity', { in: `#${channel.name}` });
    await world().settle();
    dee.modal().shows(new RegExp(number ?? 'none'));
    await dee.modal().close();
    await dee.runs(`/incident ${number} timeline`, { in: `#${channel.name}` });
    await world().settle();
    expect(dee.ephemerals(`#${channel.name}`).at(-1)).toMatch(/declared/);
  });

  it('is no longer seen by who left its channel', async () => {
    const { dee, flo } = world();
    await declarePrivately();
    const channel = newestPrivate();
    await flo.invites('Dee Novak', `#${channel.name}`);
    await world().settle();
    await flo.runs('/incident handover commander @Dee Novak', { in: `#${channel.name}` });
    await world().settle();
    const written = () => dee.directMessages().map(({ text }) => text);
    expect(written().join('\n')).toContain(canary);
    await dee.leaves(`#${channel.name}`);
    await world().settle();
    await dee.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).not.toContain(canary);
    await flo.runs('/incident list', { in: '#general' });
    await world().settle();
    expect(flo.ephemerals('#general').at(-1)).toContain(canary);
    const number = /INC-\d+/.exec(flo.ephemerals('#general').at(-1) ?? '')?.[0];
    await dee.runs(`/incident ${number} timeline`, { in: '#general' });
    await world().settle();
    expect(dee.ephemerals('#general').at(-1)).toMatch(/There is no INC-\d+ that you can see/);
    expect(written().join('\n')).not.toContain(canary);
    proves('P5.1');
  });
});
