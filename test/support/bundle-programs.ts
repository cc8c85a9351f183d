import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

/** What tests start as processes of their own: TypeScript, as paths from the root. */
const programs = { main: 'src/main.ts', crash: 'test/crash/bot.ts', writer: 'test/support/write-rows.ts' };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Each as one file of JavaScript: it starts in a third of the processor time that compiling on the way takes. */
    programs: Record<keyof typeof programs, string>;
  }
}

const cache = resolve('node_modules/.cache/muster');

/** Vitest's global setup: bundles the programs for this run; answers its teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'programs-'));
  await build({
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [
      {
        name: 'folders of the sources',
        setup({ onLoad }) {
          onLoad({ filter: /[/](src|test|sandbox)[/].*\.ts$/ }, async ({ path }) => {
            const source = await readFile(path, 'utf8');
            return {
              contents: source.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
              loader: 'ts',
            };
          });
        },
      },
    ],
  });
  const made = (name: string): string => join(folder, `${name}.mjs`);
  project.provide('programs', { main: made('main'), crash: made('crash'), writer: made('writer') });
  return () => rm(folder, { recursive: true });
}
