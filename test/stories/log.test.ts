import { describe, expect, it } from 'vitest';
import { makeLog } from '../../src/log.ts';
import { startWorld } from '../support/world.ts';

const canary = 'Canary7f3a';

describe('the log of a whole incident', () => {
  it.each(['', ' private'])('has nothing that people wrote, at any level, when things go well and when not%s', async () => {
    const lines: string[] = [];
    const log = makeLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
    const world = await startWorld({ log });
    try {
      const here = new RegExp(canary.toLowerCase());
      world.sandbox.faults.add({ method: 'pins.add', times: 1, fault: { kind: 'error', error: 'not_allowed' } });
      world.sandbox.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: '500' } });
      world.sandbox.faults.add({ method: 'views.open', times: 1, fault: { kind: 'error', error: 'internal_error' } });
      await world.ana.runs(`/incident declare P0 ${canary}`, { in: '#general' });
      await world.settle();
      await world.clock.forward({ minutes: 3 });
      await world.ana.clicks('Take command', { in: here });
      await world.settle();
      await world.ana.runs(`/incident update ${canary} again`, { in: here });
      await world.ana.runs(`/incident ${canary}`, { in: here });
      await world.ana.runs(`/incident note ${canary}`, { in: here });
      await world.ana.clicks('Post update', { in: here });
      const said = await world.ben.says(here, `I saw ${canary}`);
      await world.ben.reacts(said, 'pushpin');
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
  });
});
