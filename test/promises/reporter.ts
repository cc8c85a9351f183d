import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { type Proof, writePromises } from './write-promises.ts';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'docs/promises.md');

/**
 * Gathers what the tests that passed have proved. After a run of the whole suite the page is written where PROMISES=write says
 * so, and else compared: the run is red when the page is not current or a sentence is neither proved nor said to come later.
 */
export class PromisesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const proofs = modules.flatMap((module) =>
      [...module.children.allTests('passed')].flatMap((test) => proofsOf(test, module)),
    );
    const { markdown, unproved } = writePromises(proofs);
    if (unproved.length > 0) fail(`These sentences have no test that proves them: ${unproved.join(', ')}`);
    if (process.env.PROMISES === 'write') writeFileSync(page, markdown);
    else if (readFileSync(page, 'utf8') !== markdown)
      fail('docs/promises.md is not current: npm run promises writes it');
  }
}

function proofsOf(test: TestCase, module: TestModule): Proof[] {
  const file = relative(root, module.moduleId);
  return (test.meta().proves ?? []).map((id) => ({ id, test: test.fullName, file }));
}

function fail(problem: string): void {
  console.error(`✗ ${problem}`);
  process.exitCode = 1;
}
