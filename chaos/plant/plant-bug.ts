import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Plant, plants } from './plants.ts';

const root = join(import.meta.dirname, '../..');

/** The plant of that name; throws with the names that there are. */
export function plantOf(name: string): Plant {
  const found = Object.hasOwn(plants, name) ? plants[name] : undefined;
  if (found === undefined) throw new Error(`There is no plant “${name}”; there are ${Object.keys(plants).join(', ')}.`);
  return found;
}

/** Puts a bug into the bot while it is bundled. It stands before what else reads the sources, because the first that answers is taken. */
export function plantPlugin(name: string): Plugin {
  const { file } = plantOf(name);
  const path = join(root, file);
  return {
    name: `plant ${name}`,
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`${file.replaceAll(/[.]/g, '\\.')}$`) }, async (asked) => {
        if (asked.path !== path) return undefined;
        const contents = await plantedSource(name);
        return { contents: contents.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))), loader: 'ts' };
      });
    },
  };
}

/** The source with the bug in it; throws when the text that it replaces is not there once. */
export async function plantedSource(name: string): Promise<string> {
  const { file, text, instead } = plantOf(name);
  const source = await readFile(join(root, file), 'utf8');
  const pieces = source.split(text);
  if (pieces.length !== 2)
    throw new Error(
      `Plant ${name}: ${file} has ${pieces.length - 1} times the text that it replaces, not once:\n${text}`,
    );
  return pieces.join(instead);
}

/** Every plant with the rules that must see it, as a table of Markdown. */
export function tellPlants(): string {
  return [
    '| plant | what is wrong then | seen by the rule |',
    '| --- | --- | --- |',
    ...Object.entries(plants).map(([name, { what, rules }]) => `| \`${name}\` | ${what} | ${rules.join(', ')} |`),
  ].join('\n');
}
