import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CliCommand } from './command.ts';
import { deriveHttpManifest } from './manifest.ts';

/** Prints the manifest of the Slack app. */
export const printManifest: CliCommand = {
  usage: 'manifest [--http URL]',
  does: 'prints the manifest of the Slack app: for Socket Mode, or for HTTP at a public URL',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { http: { type: 'string' } } });
    const text = await readFile(resolve(import.meta.dirname, '../../manifest.yaml'), 'utf8');
    terminal.out((values.http === undefined ? text : deriveHttpManifest(text, values.http)).trimEnd());
    return 0;
  },
};
