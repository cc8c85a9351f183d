// The verdict of .ci/run: sum-up.mjs <folder with vitest's JSON reports> [names of the checks that failed]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [folder, ...red] = process.argv.slice(2);
let passed = 0;
let failed = 0;

for (const name of ['embedded', 'server']) {
  const path = join(folder, `${name}.json`);
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { numPassedTests: 0, numFailedTests: 0 };
  console.log(`${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed`);
  for (const test of report.testResults?.flatMap(({ assertionResults }) => assertionResults) ?? [])
    if (test.status === 'failed') console.log(`  ✗ ${test.fullName}: ${saidOf(test.failureMessages[0] ?? '')}`);
  passed += report.numPassedTests;
  failed += report.numFailedTests;
}

/** What failed and where: the first lines, without the colours of a terminal. */
function saidOf(message) {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, 12);
  return lines.map((line) => line.slice(0, 300)).join('\n      ');
}

const other = red.filter((name) => !(name.startsWith('tests') && failed > 0));
if (passed === 0) other.push('no test passed');
for (const name of red) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed + other.length} failed`);
process.exit(failed + other.length > 0 ? 1 : 0);
