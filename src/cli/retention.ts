import { parseArgs } from 'node:util';
import { type Cursor, type ForgetCtx, forgetIncidents, type Look } from '../commands/forget-incidents.ts';
import { loadRunbook } from '../policy/load-runbook.ts';
import type { CliCommand, Terminal } from './command.ts';
import { operator } from './note-command.ts';
import { withRecord } from './open-record.ts';
import { counted } from './tell-verified.ts';

/** Shows what the policy keeps no longer, and deletes it when asked. */
export const retention: CliCommand = {
  usage: 'retention [--apply]',
  does: 'shows which ended incidents the policy keeps no longer; --apply deletes them, as the bot does once a day',
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { apply: { type: 'boolean' } } });
    const current = await loadRunbook(terminal.env.RUNBOOK?.trim() || 'runbooks/generic');
    if (current.policy.retention === null) {
      terminal.out('The policy keeps everything. To change that: retention: { closed_after: 2 years }.');
      return 0;
    }
    const apply = values.apply === true;
    const found = await withRecord(terminal, (db) =>
      lookAtAll({ db, runbooks: { current }, now: terminal.now, by: operator(terminal) }, apply),
    );
    tell(found, apply, terminal);
    return 0;
  },
};

type Found = Pick<Look, 'forgotten' | 'kept'>;

async function lookAtAll(ctx: ForgetCtx, apply: boolean): Promise<Found> {
  const found: Found = { forgotten: [], kept: 0 };
  let after: Cursor | null = null;
  do {
    const look: Look | null = await forgetIncidents(ctx, { apply, after });
    found.forgotten.push(...(look?.forgotten ?? []));
    found.kept += look?.kept ?? 0;
    after = look?.after ?? null;
  } while (after !== null);
  return found;
}

function tell({ forgotten, kept }: Found, apply: boolean, terminal: Terminal): void {
  const [oldest, newest] = [forgotten[0], forgotten.at(-1)];
  if (oldest === undefined || newest === undefined) terminal.out('Nothing is older than the policy keeps it.');
  else {
    const what = counted(forgotten.length, 'incident');
    const on = ({ name, since }: Look['forgotten'][number]) =>
      `${name}, over since ${since.toISOString().slice(0, 10)}`;
    const span = forgotten.length === 1 ? on(oldest) : `from ${on(oldest)}, to ${on(newest)}`;
    terminal.out(
      apply
        ? `${what} deleted with everything that belongs to ${forgotten.length === 1 ? 'it' : 'them'}: ${span}. The numbers are not given out again.`
        : `${what} would be deleted with everything that belongs to ${forgotten.length === 1 ? 'it' : 'them'}: ${span}. Nothing was changed; muster export keeps one, --apply deletes.`,
    );
  }
  if (kept > 0) terminal.out(`${counted(kept, 'more is', 'more are')} kept for an action item that is still open.`);
}
