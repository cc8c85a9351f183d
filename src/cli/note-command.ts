import { userInfo } from 'node:os';
import { addAudited } from '../db/audit-trail.ts';
import { numberOf } from '../domain/number-of.ts';
import { UserError } from '../errors.ts';
import type { Terminal } from './command.ts';
import { withRecord } from './open-record.ts';

/** Who works at the machine, as it knows them. */
export function operator({ env }: Pick<Terminal, 'env'>): string {
  // Behind sudo it is somebody.
  if (env.SUDO_USER) return `${env.SUDO_USER} (sudo)`;
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container whose user has no name
  }
}

/** Notes a command of the machine in the audit trail. One that cannot be noted is done all the same, and says so. */
export async function noteCommand(
  terminal: Terminal,
  action: string,
  args: string[],
  result: string,
  detail: string | null = null,
): Promise<void> {
  const incident = args.map(numberOf).find((number) => number !== null) ?? null;
  try {
    await withRecord(terminal, (db) =>
      addAudited(db.plain, {
        at: terminal.now(),
        workspace: '',
        via: 'cli',
        who: operator(terminal),
        action,
        incident,
        result,
        detail,
      }),
    );
  } catch (error) {
    // Where there is no record there is nothing to note.
    if (error instanceof UserError && error.code === 'no-record') return;
    terminal.err(
      `This is not in the audit trail: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`,
    );
  }
}
