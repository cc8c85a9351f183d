import { parseArgs } from 'node:util';
import { readTrail, type TrailLine } from '../db/audit-trail.ts';
import { UserError } from '../errors.ts';
import type { CliCommand } from './command.ts';
import { withRecord } from './open-record.ts';
import { readable } from './readable.ts';
import { requireNumber } from './require-number.ts';

const day = 24 * 60 * 60_000;
const mostLines = 10_000;

/** Prints what was done and refused, by whom and by which way. */
export const audit: CliCommand = {
  usage: 'audit [--since 2026-11-01] [--until 2026-11-08] [--by U01ANA0001] [--incident INC-42] [--json]',
  does: 'prints what was done and refused, by whom and by which way, of the last seven days unless told; never titles',
  async run(args, terminal) {
    const text = { type: 'string' } as const;
    const options = { since: text, until: text, by: text, incident: text, json: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args, options });
    const until = values.until === undefined ? new Date(terminal.now().getTime() + 1) : readTime(values.until);
    const since = values.since === undefined ? new Date(until.getTime() - 7 * day) : readTime(values.since);
    const incident = values.incident === undefined ? null : requireNumber(values.incident);
    const lines = await withRecord(terminal, (db) =>
      readTrail(db.prisma, { since, until, who: values.by ?? null, incident, limit: mostLines + 1 }),
    );
    for (const line of lines.slice(0, mostLines))
      terminal.out(values.json === true ? JSON.stringify(line) : tellLine(line));
    if (lines.length === 0) terminal.err('Nothing was done or refused then.');
    if (lines.length <= mostLines) return 0;
    const last = lines[mostLines - 1]?.at.toISOString();
    terminal.err(`There is more: these are the first ${mostLines} lines. Go on with --since ${last}.`);
    return 0;
  },
};

function tellLine({ at, via, who, action, incident, result, request, detail }: TrailLine): string {
  const about = [
    incident === null ? '' : `INC-${incident}`,
    detail ?? '',
    request === null ? '' : `request ${request}`,
  ];
  const columns = [
    at.toISOString(),
    via,
    who ?? 'Muster',
    action,
    result,
    about.filter((one) => one !== '').join(', '),
  ];
  return readable(columns.join('  ').trimEnd());
}

function readTime(text: string): Date {
  const read = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (!Number.isNaN(read.getTime())) return read;
  throw new UserError('no-time', `"${text}" is no time.`, 'Write it like 2026-11-21 or 2026-11-21T03:00:00Z.');
}
