import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../chaos/arguments.ts';
import { rules } from '../../chaos/check/check.ts';
import { patchesOf, plantPlugin, plantedSource } from '../../chaos/plant/plant-bug.ts';
import { plants } from '../../chaos/plant/plants.ts';
import { scenes } from '../../chaos/plant/scenes.ts';
import { tellReport } from '../../chaos/report.ts';
import { liesOfTheRecord } from './lies-of-the-record.ts';
import { liesOfTheWorld } from './lies-of-the-world.ts';

const lies = [...liesOfTheRecord, ...liesOfTheWorld];

describe('The bugs that are planted to try the checker', () => {
  it.for(Object.keys(plants))('%s is still possible in the source, which can be compiled with it', async (name) => {
    for (const { file } of patchesOf(name)) {
      const { code } = await transform(await plantedSource(name, file), { loader: 'ts' });
      expect(code).not.toBe('');
    }
  });

  it('are refused by name when there is no such one', () => {
    expect(() => plantPlugin('no-such')).toThrow(/There is no plant “no-such”; there are delivery-twice/);
  });

  it('have no scene without a bug to play in it', () => {
    expect(Object.keys(scenes).sort()).toEqual([...new Set(Object.values(plants).map(({ scene }) => scene))].sort());
  });

  it('are walked through by one word, all or one of them', () => {
    expect(readArguments(['--plants'])).toMatchObject({ plants: true, plant: null });
    expect(readArguments(['--plants', '--plant', 'page-left'])).toMatchObject({ plants: true, plant: 'page-left' });
  });
});

// A check that cannot fail is a defect: what was never seen red by something that is wrong is none.
describe('The rule', () => {
  it.for(Object.keys(rules))('%s of the checker has a lie that it sees and a planted bug', (rule) => {
    expect(lies.filter((lie) => lie.rule === rule)).not.toEqual([]);
    expect(Object.values(plants).filter((plant) => plant.rule === rule)).not.toEqual([]);
  });
});

describe('The report', () => {
  const made = { on: '2026-11-22', machine: '2 cores', sources: 'abc', minutes: 3 };

  it('names every plant and every rule before anything was run', () => {
    const report = tellReport({ run: null, plants: null });
    for (const name of Object.keys(plants)) expect(report).toContain(`\`${name}\``);
    for (const rule of Object.keys(rules)) expect(report).toContain(rule);
    expect(report.match(/Not run yet/g)).toHaveLength(2);
  });

  it('says which plant its rule did not see', () => {
    const tried = { 'page-left': { rule: 'pages', seen: false, others: 'told', seconds: 7 } };
    const report = tellReport({
      run: null,
      plants: { ...made, plants: tried, clean: { worked: 5 }, red: 'page-left' },
    });
    expect(report).toContain('**1 planted bugs, 0 seen by their rule.** Amiss: page-left.');
    expect(report).toMatch(/`page-left` .* \*\*not\*\* by pages \| told \| 7 s/);
  });

  it('counts what the checker looked at by how it ended', () => {
    const counts = { reminders: { 'sent in time': 7, 'moved or ended by a decision': 2 } };
    const run = { ...made, seed: 'a', from: 1, rounds: 2, kills: 9, replay: 'npm', complaints: {}, counts };
    const report = tellReport({ run, plants: null });
    expect(report).toContain('**9 kill points, 0 complaints.**');
    expect(report).toContain(
      '| Reminders | 9 |\n| --- | --- |\n| moved or ended by a decision | 2 |\n| sent in time | 7 |',
    );
  });
});
