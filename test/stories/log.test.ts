import { describe, expect, it } from 'vitest';
import { makeLog } from '../../src/log.ts';
import type { World } from '../support/assemble-world.ts';
import { startWorld } from '../support/world.ts';

const canary = 'Canary7f3a';

async function declarePrivately({ ana }: World): Promise<void> {
  await ana.runs('/incident declare', { in: '#general' });
  const modal = await ana.seesModal(/Declare/);
  await modal.fill('What is happening?', canary).choose('Severity', 'P0').tick('Anything special?', 'Private').submit();
}

/** With a part that cannot be taken back; answers the private channel. */
async function makePrivate(world: World): Promise<RegExp> {
  world.sandbox.faults.add({ method: 'chat.delete', times: 1, fault: { kind: 'error', error: 'cant_delete_message' } });
  world.sandbox.faults.add({ method: 'conversations.rename', times: 1, fault: { kind: '500' } });
  await world.ana.runs(`/incident make-private ${canary}`, { in: /^incident-/ });
  await world.settle();
  return /private-\d+$/;
}

describe('the log of an incident', () => {
  it.each(['open', 'private', 'made private'])(
    'that is %s has nothing that people wrote, at any level, however it goes',
    async (kind) => {
      const lines: string[] = [];
      const log = makeLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
      const world = await startWorld({ log });
      try {
        let here = /^incident-/;
        world.sandbox.faults.add({ method: 'pins.add', times: 1, fault: { kind: 'error', error: 'not_allowed' } });
        world.sandbox.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: '500' } });
        if (kind === 'private') await declarePrivately(world);
        else await world.ana.runs(`/incident declare P0 ${canary}`, { in: '#general' });
        world.sandbox.faults.add({ method: 'views.open', times: 1, fault: { kind: 'error', error: 'internal_error' } });
        await world.settle();
        await world.clock.forward({ minutes: 3 });
        await world.ana.clicks('Take command', { in: here });
        await world.settle();
        if (kind === 'made private') here = await makePrivate(world);
        await world.ana.runs(`/incident update ${canary} again`, { in: here });
        await world.ana.runs(`/incident ${canary}`, { in: here });
        await world.ana.runs(`/incident note ${canary}`, { in: here });
        await world.ana.clicks('Post update', { in: here });
        const said = await world.ana.says(here, `I saw ${canary}`);
        await world.ana.reacts(said, 'pushpin');
        await world.settle();
        await world.ana.runs(`/incident resolve ${canary}`, { in: here });
        await world.settle();
        world.channel(here).shows(/resolved/i);
      } finally {
        await world.close();
      }
      expect(lines.length).toBeGreaterThan(3);
      expect(lines.filter((line) => line.toLowerCase().includes(canary.toLowerCase()))).toEqual([]);
      expect(lines.filter((line) => line.includes(world.sandbox.botToken))).toEqual([]);
    },
  );
});
