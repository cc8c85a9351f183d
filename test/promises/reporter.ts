import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Cell } from '../organisations/shows.ts';
import { writeOrganisations } from '../organisations/write-organisations.ts';
import { type Proof, writePromises } from './write-promises.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Gathers what the tests that passed have proved and shown. After a run of the whole suite the pages are written where
 * PROMISES=write says so, and else compared: the run is red when a page is not current or a sentence is neither proved nor said to
 * come later.
 */
export class PromisesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const proofs = modules.flatMap((module) =>
      [...module.children.allTests('passed')].flatMap((test) => proofsOf(test, module)),
    );
    const { markdown, unproved } = writePromises(proofs);
    if (unproved.length > 0) fail(`These sentences have no test that proves them: ${unproved.join(', ')}`);
    hold('docs/promises.md', markdown);
    hold('docs/organisations.md', writeOrganisations(modules.flatMap(cellsOf)));
  }
}

function hold(page: string, markdown: string): void {
  const path = join(root, page);
  if (process.env.PROMISES === 'write') writeFileSync(path, markdown);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== markdown)
    fail(`${page} is not current: npm run promises writes it`);
}

function cellsOf(module: TestModule): Cell[] {
  return [...module.children.allTests('passed')].flatMap((test) => test.meta().shows ?? []);
}

function proofsOf(test: TestCase, module: TestModule): Proof[] {
  const file = relative(root, module.moduleId);
  return (test.meta().proves ?? []).map((id) => ({ id, test: test.fullName, file }));
}

function fail(problem: string): void {
  console.error(`✗ ${problem}`);
  process.exitCode = 1;
}
