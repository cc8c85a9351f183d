import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

// Packages in the older form of modules ask for these.
const requireOf = [
  "import { createRequire as makeRequire } from 'node:module';",
  'const require = makeRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

const cache = resolve(import.meta.dirname, '../node_modules/.cache/muster');

/**
 * Bundles programs of this repository, each into one file of JavaScript and what they share: it starts in a third of the
 * processor time that compiling on the way takes; `whole`, with its packages, in half of that again. `begun` hears of their folder before it is full. Answers their folder, where `name` is `name.mjs`, and what removes it.
 */
export async function bundlePrograms(
  programs: Record<string, string>,
  {
    plugins = [],
    whole = false,
    begun = () => {},
  }: { plugins?: Plugin[]; whole?: boolean; begun?: (folder: string) => void } = {},
): Promise<{ fileOf(name: string): string; remove(): Promise<void> }> {
  mkdirSync(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'programs-'));
  begun(folder);
  await build({
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A program and what is loaded before it share their modules, such as the clock.
    splitting: true,
    platform: 'node',
    format: 'esm',
    ...(whole
      ? {
          packages: 'bundle' as const,
          // Only what needs files of its own stays outside: a bot that has a server needs no embedded database.
          external: ['@electric-sql/*', 'pg-native'],
          banner: { js: requireOf },
        }
      : { packages: 'external' as const }),
    logLevel: 'silent',
    plugins: [
      // First, because the first that answers for a file is taken.
      ...plugins,
      {
        name: 'folders of the sources',
        setup({ onLoad }) {
          onLoad({ filter: /[/](src|test|sandbox|workbench)[/].*\.ts$/ }, async ({ path }) => {
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
  return {
    fileOf: (name) => join(folder, `${name}.mjs`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
