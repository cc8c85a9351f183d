import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bundlePrograms } from '../../workbench/bundle-programs.ts';
import { tellComplaints } from '../check/complaint.ts';
import type { Postgres } from '../postgres.ts';
import { plantOf, plantPlugin } from './plant-bug.ts';
import { playScene } from './play-scene.ts';
import { plants } from './plants.ts';
import { type SceneName, scenes } from './scenes.ts';

/** What came of one plant: whether its rule saw it, what else did, and after how many seconds. */
export type TriedPlant = { rule: string; seen: boolean; others: string; seconds: number };
/** What came of all of them, and of the scenes without any. */
export type TriedPlants = {
  plants: Record<string, TriedPlant>;
  clean: Record<string, number>;
  red: string[];
  ms: number;
};

type About = { folder: string; postgres: Postgres; signal: AbortSignal; tell(line: string): void };
type Watched = { rules: Set<string>; told: string; seconds: number };

/**
 * Plays each scene with the bot as it is, which must be without complaint, and then for each plant its scene with that bug in the
 * bot, which its rule must see. `only`: one plant and its scene.
 */
export async function tryPlants(only: string | null, about: About): Promise<TriedPlants> {
  const started = performance.now();
  const tried: TriedPlants = { plants: {}, clean: {}, red: [], ms: 0 };
  const names = only === null ? Object.keys(plants) : [only];
  const used = new Set(names.map((name) => plantOf(name).scene));
  let number = 0;

  async function watch(
    plant: string | null,
    play: readonly SceneName[],
    hear: (one: Watched, scene: SceneName) => void,
  ) {
    const { fileOf, remove } = await bundlePrograms(
      { main: join(import.meta.dirname, '../../src/main.ts'), preload: join(import.meta.dirname, '../preload.ts') },
      { whole: true, plugins: plant === null ? [] : [plantPlugin(plant)] },
    );
    try {
      for (const scene of play) {
        const began = performance.now();
        number += 1;
        const program = { main: fileOf('main'), preload: fileOf('preload') };
        about.signal.throwIfAborted();
        // A scene that cannot be played to its end is amiss like one in which nobody saw the bug, and the walk goes on.
        const complaints = await playScene(scene, { ...about, number, program }).catch((error: unknown) => [
          {
            rule: 'none',
            incident: null,
            when: null,
            demanded: 'a scene to its end',
            seen: String(error),
            where: scene,
          },
        ]);
        const seconds = Math.round((performance.now() - began) / 100) / 10;
        hear({ rules: new Set(complaints.map(({ rule }) => rule)), told: tellComplaints(complaints), seconds }, scene);
      }
    } finally {
      await remove();
    }
  }

  await watch(
    null,
    namesOf(scenes).filter((scene) => used.has(scene)),
    ({ rules, told, seconds }, scene) => {
      tried.clean[scene] = seconds;
      if (rules.size > 0) tried.red.push(`“${scene}” without any bug`);
      about.tell(
        `${rules.size === 0 ? '✓' : '✗'} ${scene}, without any bug: ${seconds} s${rules.size === 0 ? '' : `\n${told}`}`,
      );
    },
  );
  for (const name of names) {
    const { rule, scene } = plantOf(name);
    await watch(name, [scene], ({ rules, told, seconds }) => {
      const seen = rules.delete(rule);
      const others = [...rules].sort().join(', ');
      tried.plants[name] = { rule, seen, others, seconds };
      if (!seen) tried.red.push(name);
      const besides = others === '' ? '' : `, and ${others}`;
      about.tell(
        seen
          ? `✓ ${name} (${scene}): seen by ${rule}${besides} after ${seconds} s`
          : `✗ ${name} (${scene}): not seen by ${rule}${besides}, ${seconds} s\n${told}`,
      );
    });
  }
  tried.ms = performance.now() - started;
  return tried;
}

function namesOf<T extends string>(table: Record<T, unknown>): T[] {
  const names: T[] = [];
  for (const name in table) names.push(name);
  return names;
}
