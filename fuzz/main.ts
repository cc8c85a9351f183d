// `npm run fuzz`: 10,000 malformed, truncated, huge, wrongly signed and deeply nested requests to each endpoint of the bot as it is
// shipped. --requests 500, --seed 7, --only /slack (part of an endpoint's name).
import { parseArgs } from 'node:util';
import { bundlePrograms } from '../workbench/bundle-programs.ts';
import { runFuzz } from './run-fuzz.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

const programs = await bundlePrograms({ main: 'src/main.ts', clock: 'sandbox/preload-clock.ts' });
try {
  const wrong = await runFuzz({
    program: programs.fileOf('main'),
    clock: programs.fileOf('clock'),
    requests: Number(values.requests),
    seed: Number(values.seed),
    only: values.only,
    tell: (line) => process.stdout.write(`${line}\n`),
  });
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await programs.remove();
}
