import { existsSync } from 'node:fs';
import { systemNow } from '../clock.ts';
import { runCli } from './run-cli.ts';

if (existsSync('.env')) process.loadEnvFile('.env');

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  now: systemNow,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
