// Makes src/db/generated from prisma/schema.prisma without a network: `prisma generate` wants to download a schema
// engine that it never runs, unless this variable names a file that can be executed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const prisma = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url));

if (existsSync(prisma)) {
  const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
    stdio: 'inherit',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });
  process.exit(status ?? 1);
}
// `npm ci --omit=dev`: an image without the tools brings the client that was made where they are.
console.log('Prisma is not installed here; src/db/generated stays as it is.');
