import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { rules } from '../../chaos/check/check.ts';
import { patchesOf, plantPlugin, plantedSource, tellPlants } from '../../chaos/plant/plant-bug.ts';
import { plants } from '../../chaos/plant/plants.ts';

describe('The bugs that are planted to try the checker', () => {
  it.for(Object.keys(plants))('%s is still possible in the source, which can be compiled with it', async (name) => {
    for (const { file } of patchesOf(name)) {
      const { code } = await transform(await plantedSource(name, file), { loader: 'ts' });
      expect(code).not.toBe('');
    }
  });

  it('are at least one for every rule that looks at the bot, and the table names them', () => {
    const seen = new Set(Object.values(plants).flatMap((plant) => plant.rules));
    // `troubles` is what the harness sees of itself.
    expect([...seen].sort()).toEqual(
      Object.keys(rules)
        .filter((rule) => rule !== 'troubles')
        .sort(),
    );
    for (const name of Object.keys(plants)) expect(tellPlants()).toContain(`\`${name}\``);
  });

  it('are refused by name when there is no such one', () => {
    expect(() => plantPlugin('no-such')).toThrow(/There is no plant “no-such”; there are delivery-twice/);
  });
});
