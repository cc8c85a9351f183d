import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { importPostMortem } from '../commands/import-post-mortem.ts';
import { nameOf } from '../domain/incident.ts';
import { UserError } from '../errors.ts';
import type { CliCommand } from './command.ts';
import { requireIncident, withRecord } from './open-record.ts';

/** Prints the latest post-mortem, or keeps an edited one as the next version. */
export const postMortem: CliCommand = {
  usage: 'postmortem INC-42 [--edit file.md]',
  does: 'prints the latest post-mortem; with --edit keeps your edited file as the next version',
  noted: 'after',
  async run(args, terminal) {
    const options = { edit: { type: 'string' }, workspace: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const markdown = values.edit === undefined ? null : await readEdited(values.edit);
    return withRecord(terminal, async (db) => {
      const incident = await requireIncident(db, positionals[0], values.workspace);
      const name = nameOf(incident);
      if (markdown === null) {
        const latest = await db.prisma.postMortem.findFirst({
          where: { incidentId: incident.id },
          orderBy: { version: 'desc' },
        });
        if (latest === null)
          throw new UserError(
            'no-post-mortem',
            `${name} has no post-mortem yet.`,
            'The first draft is written when it is resolved.',
          );
        terminal.out(latest.markdown.trimEnd());
        return 0;
      }
      const kept = await importPostMortem({ db, now: terminal.now }, { incident, markdown });
      terminal.out(
        kept === null
          ? `${name}: nothing to keep, the file reads as the latest version does.`
          : `${name}: kept as version ${kept.version}. /incident postmortem keeps the sections that you changed and renews the others.`,
      );
      return 0;
    });
  },
};

async function readEdited(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError('unreadable', `${file} cannot be read.`, 'Give the Markdown file that you edited.', { cause });
  }
}
