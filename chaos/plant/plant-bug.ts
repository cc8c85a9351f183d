import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { type Patch, type Plant, plants } from './plants.ts';

const root = join(import.meta.dirname, '../..');

/** The plant of that name; throws with the names that there are. */
export function plantOf(name: string): Plant {
  const found = Object.hasOwn(plants, name) ? plants[name] : undefined;
  if (found === undefined) throw new Error(`There is no plant “${name}”; there are ${Object.keys(plants).join(', ')}.`);
  return found;
}

/** Puts a bug into the bot while it is bundled. It stands before what else reads the sources, because the first that answers is taken. */
export function plantPlugin(name: string): Plugin {
  const paths = patchesOf(name).map(({ file }) => join(root, file));
  return {
    name: `plant ${name}`,
    setup({ onLoad }) {
      onLoad({ filter: /[/]src[/].*[.]ts$/ }, async ({ path }) => {
        if (!paths.includes(path)) return undefined;
        const contents = await plantedSource(name, relative(root, path));
        return { contents: contents.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))), loader: 'ts' };
      });
    },
  };
}

/** The texts that a plant replaces. */
export function patchesOf(name: string): Patch[] {
  const { file, text, instead, more = [] } = plantOf(name);
  return [{ file, text, instead }, ...more];
}

/** A source with the bug in it; throws when a text that it replaces is not there once. */
export async function plantedSource(name: string, file: string): Promise<string> {
  let source = await readFile(join(root, file), 'utf8');
  for (const { text, instead } of patchesOf(name).filter((patch) => patch.file === file)) {
    const pieces = source.split(text);
    if (pieces.length !== 2)
      throw new Error(
        `Plant ${name}: ${file} has ${pieces.length - 1} times the text that it replaces, not once:\n${text}`,
      );
    source = pieces.join(instead);
  }
  return source;
}
