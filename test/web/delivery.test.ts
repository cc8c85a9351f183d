import { describe, expect, it } from 'vitest';
import { startWorld } from '../support/world.ts';
import { proves } from '../promises/proves.ts';

describe.each(['http', 'socket'] as const)('the bot, reached by %s', (delivery) => {
  it('declares, goes on after a restart, and says nothing twice', async () => {
    const world = await startWorld({ delivery });
    try {
      await world.cy.runs('/incident declare P1 search is slow', { in: '#general' });
      await world.settle();
      await world.ana.clicks('Take command', { in: /^incident-/ });
      await world.settle();
      await world.restart();
      await world.ana.runs('/incident note the cache is cold', { in: /^incident-/ });
      await world.settle();
      const texts = world.channel().texts();
      expect(texts.filter((text) => text.startsWith('*INC-1'))).toHaveLength(1);
      expect(texts.filter((text) => text.startsWith('Ana Ruiz has command'))).toHaveLength(1);
      expect(world.sandbox.failures).toEqual([]);
    } finally {
      await world.close();
    }
    proves('P2.1');
  });
});
