import { describe, expect, it } from 'vitest';
import { listOpen } from '../../../src/commands/find-incident.ts';
import { useWorld } from '../../support/use-world.ts';
import { withoutDatabase } from '../../support/without-database.ts';

const world = useWorld();
const general = { in: '#general' };

describe('a declaration that could not be recorded', () => {
  it('gives everything back with Try again: what was private stays private', async () => {
    const { ben, dee } = world();
    await ben.runs('/incident declare P1', general);
    await world().settle();
    await withoutDatabase(world(), () =>
      ben
        .modal()
        .fill('What is happening?', 'Keys are public')
        .fill('Who feels it, and how?', 'nothing "yet"\n'.repeat(60))
        .tick('Anything special?', 'Data or access')
        .tick('Anything special?', 'Private')
        .pickUser('Who leads?', 'Dee Novak')
        .submit(),
    );
    expect(ben.ephemerals('#general').at(-1)).toMatch(/Nothing is recorded[\s\S]*Private:\* yes/);
    await ben.clicks('Try again', general);
    await world().settle();
    await ben.modal().submit();
    await world().settle();
    const [incident] = await listOpen(world().bot.ctx, {
      workspace: world().sandbox.workspace.teamId,
      viewer: ben.id,
      limit: 1,
    });
    expect(incident).toMatchObject({ title: 'Keys are public', private: true, exposure: true, severity: 'P1' });
    expect(incident?.impact).toMatch(/^nothing "yet"/);
    expect(incident?.handovers.commander?.to).toBe(dee.id);
    world()
      .announcements()
      .lacks(/Keys are public/);
  });

  it('keeps the message that a declaration came from', async () => {
    const { ana, ben } = world();
    const message = await ana.says('#general', 'the queue is stuck');
    await ben.usesShortcut('Declare incident', { on: message });
    await world().settle();
    await withoutDatabase(world(), () => ben.modal().submit());
    await ben.clicks('Try again', general);
    await world().settle();
    await ben.modal().submit();
    await world().settle();
    const [incident] = await listOpen(world().bot.ctx, {
      workspace: world().sandbox.workspace.teamId,
      viewer: null,
      limit: 1,
    });
    expect(incident?.source).toMatchObject({ ts: message.ts, text: 'the queue is stuck', author: ana.id });
  });
});
