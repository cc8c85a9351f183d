import { resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundlePrograms } from '../../workbench/bundle-programs.ts';

/** What tests start as processes of their own: TypeScript, as paths from the root. */
const programs = {
  main: 'src/main.ts',
  crash: 'test/crash/bot.ts',
  writer: 'test/support/write-rows.ts',
  clock: 'sandbox/preload-clock.ts',
};

declare module 'vitest' {
  export interface ProvidedContext {
    /** Each as one file of JavaScript. */
    programs: Record<keyof typeof programs, string>;
  }
}

/** Vitest's global setup: bundles the programs for this run; answers its teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { fileOf, remove } = await bundlePrograms(
    Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, resolve(path)])),
  );
  project.provide('programs', {
    main: fileOf('main'),
    crash: fileOf('crash'),
    writer: fileOf('writer'),
    clock: fileOf('clock'),
  });
  return remove;
}
