import { defineConfig } from 'vitest/config';
import { JsonReporter, type Reporter } from 'vitest/node';
import { PromisesReporter } from './test/promises/reporter.ts';
import { LongestFirst } from './test/support/longest-first.ts';

process.env.TZ = 'UTC'; // before any worker starts, so that no test depends on where it runs

const reporters: (Reporter | 'default')[] = ['default'];
// A run of the whole suite that writes docs/promises.md, or holds it to what was proved.
if (process.env.PROMISES) reporters.push(new PromisesReporter());
// Where .ci/run wants the figures of a run.
if (process.env.TEST_REPORT) reporters.push(new JsonReporter({ outputFile: process.env.TEST_REPORT }));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'sandbox/test/**/*.test.ts', 'workbench/test/**/*.test.ts'],
    globalSetup: ['test/support/template-database.ts', 'test/support/bundle-programs.ts'],
    pool: 'forks',
    // As many as the cores that this is measured on: a third makes all of them slower.
    maxWorkers: 2,
    // Loading Bolt, Prisma and the embedded database anew for each of a hundred files takes longer than most of their tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Fewer and larger collections of short-lived objects: a twentieth of all the time. The embedded database is compiled once,
    // plainly: V8 spends more on making it faster than a test has queries.
    execArgv: ['--max-semi-space-size=64', '--liftoff-only'],
    reporters,
    setupFiles: ['test/support/reset-clock.ts'],
    // Ten times what the longest takes on a quiet machine: whoever waits longer waits for something that does not come.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
