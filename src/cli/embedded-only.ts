import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Terminal } from './command.ts';

const settings = z.object({ DATABASE_URL: z.string().optional(), DATA_FOLDER: z.string().default('.data') });

/** The data folder of the embedded database. Refuses where the bot uses a server; `instead` says what does it there. */
export function requireEmbedded({ env }: Pick<Terminal, 'env'>, instead: string): string {
  const given = settings.parse(Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim())));
  if (given.DATABASE_URL !== undefined)
    throw new UserError(
      'on-a-server',
      'DATABASE_URL is set: the record is on a PostgreSQL server, not in the embedded database.',
      instead,
    );
  return given.DATA_FOLDER;
}
