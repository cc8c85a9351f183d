import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { draftPostMortem } from '../../src/commands/draft-post-mortem.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { openDatabase } from '../../src/db/connect.ts';
import { loadIncident } from '../../src/db/incidents.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { makeContext } from '../support/context.ts';
import { makeTestDatabase, type TestDatabaseFiles } from '../support/database.ts';
import { members } from '../support/policy.ts';
import { run } from './run.ts';

const clock = { now: new Date('2026-03-02T03:01:00Z') };
let files: TestDatabaseFiles;
let ctx: Ctx;
let env: Record<string, string | undefined>;
let folder: string;
let workspace = '';
let count = 0;

beforeAll(async () => {
  files = await makeTestDatabase();
  // Open all the while, as the bot has it: the command line joins.
  ctx = await makeContext(await openDatabase({ ...files, whenHeld: 'refuse' }), clock);
  env = { DATA_FOLDER: files.folder, DATABASE_URL: files.databaseUrl };
  folder = await mkdtemp(join(tmpdir(), 'muster-export-'));
});
afterAll(async () => {
  await ctx.db.close();
  await files.remove();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  count += 1;
  workspace = `T${count}`;
});

/** INC-1 of a workspace of its own, with some notes on its timeline. */
async function recorded(): Promise<Incident> {
  const incident = await declareIncident(ctx, {
    workspace,
    title: 'Checkout returns 500',
    severity: 'P2',
    affected: null,
    impact: null,
    exposure: false,
    private: false,
    drill: false,
    declaredBy: members.gil,
    commander: null,
    source: null,
    delivery: `press ${count}`,
  });
  if (incident === null) throw new Error('It was recorded before');
  for (const text of ['one', 'two', 'three'])
    await execute(ctx, { incidentId: incident.id, command: { type: 'note', by: members.ana, text } });
  const now = await loadIncident(ctx.db.prisma, incident.id);
  if (now === null) throw new Error('It was not recorded');
  return now;
}

const sql = (text: string, values: unknown[]) => ctx.db.pool.query(text, values);
const verify = () => run(['verify', 'INC-1', '--workspace', workspace], env);
const exportTo = (name: string) => run(['export', 'INC-1', '--workspace', workspace, '--out', join(folder, name)], env);

describe('muster verify', () => {
  it('says that a record holds, with its head', async () => {
    const { head } = await recorded();
    expect(await verify()).toEqual({ code: 0, out: `INC-1: ${head.seq} entries hold. Head ${head.hash}`, err: '' });
  });

  it.each<[string, string, (last: number) => number, (last: number) => string]>([
    [
      'a changed text',
      `UPDATE timeline_entry SET body = '{"text":"forged"}' WHERE incident_id = $1 AND seq = $2`,
      (last) => last - 1,
      (last) => `entry ${last - 1} does not hold: its text was changed.`,
    ],
    [
      'a changed time',
      `UPDATE timeline_entry SET at = at - interval '1 hour' WHERE incident_id = $1 AND seq = $2`,
      (last) => last - 1,
      (last) => `entry ${last - 1} does not hold: its time, kind, author or number was changed.`,
    ],
    [
      'a changed author',
      `UPDATE timeline_entry SET actor = 'U01DEE0004' WHERE incident_id = $1 AND seq = $2`,
      (last) => last,
      (last) => `entry ${last} does not hold: its time, kind, author or number was changed.`,
    ],
    [
      'an entry deleted in the middle',
      'DELETE FROM timeline_entry WHERE incident_id = $1 AND seq = $2',
      (last) => last - 1,
      (last) => `entry ${last - 1} does not hold: entry ${last - 1} is missing.`,
    ],
    [
      'the last entry deleted',
      'DELETE FROM timeline_entry WHERE incident_id = $1 AND seq = $2',
      (last) => last,
      (last) => `entry ${last} does not hold: entry ${last} is missing: the record ended with entry ${last}.`,
    ],
    [
      'every entry deleted',
      'DELETE FROM timeline_entry WHERE incident_id = $1 AND seq <= $2',
      (last) => last,
      (last) => `entry 1 does not hold: entry 1 is missing: the record ended with entry ${last}.`,
    ],
    [
      'a half redacted entry',
      'UPDATE timeline_entry SET body = NULL WHERE incident_id = $1 AND seq = $2',
      (last) => last,
      (last) => `entry ${last} does not hold: it is only half redacted.`,
    ],
  ])('catches %s', async (_, statement, where, problem) => {
    const { id, head } = await recorded();
    await sql(statement, [id, where(head.seq)]);
    const said = await verify();
    expect(said).toEqual({ code: 1, out: '', err: `INC-1: ${problem(head.seq)}` });
  });

  it('catches an entry that was added behind the end', async () => {
    const { id, head } = await recorded();
    const { rows } = await sql('SELECT state FROM incident WHERE id = $1', [id]);
    await execute(ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'later' } });
    await sql('UPDATE incident SET state = $2 WHERE id = $1', [id, rows[0].state]);
    expect((await verify()).err).toBe(
      `INC-1: entry ${head.seq + 1} does not hold: it was added behind the end of the record, entry ${head.seq}.`,
    );
  });

  it('accepts a redacted entry, and says how many there are', async () => {
    const { id, head } = await recorded();
    await sql('UPDATE timeline_entry SET body = NULL, salt = NULL WHERE incident_id = $1 AND seq = $2', [
      id,
      head.seq - 1,
    ]);
    expect(await verify()).toEqual({
      code: 0,
      out: `INC-1: ${head.seq} entries hold, 1 of them redacted. Head ${head.hash}`,
      err: '',
    });
  });

  it('goes through every incident and fails if one of them does', async () => {
    const good = await recorded();
    const bad = await declareIncident(ctx, {
      ...good,
      affected: null,
      impact: null,
      drill: false,
      commander: null,
      delivery: `again ${count}`,
    });
    await sql('DELETE FROM timeline_entry WHERE incident_id = $1', [bad?.id]);
    const said = await run(['verify', '--all', '--workspace', workspace], env);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^INC-1: \d+ entries hold/);
    expect(said.err).toMatch(/^INC-2: entry 1 does not hold/);
  });

  it('verifies an exported file away from the database, and catches a change in it', async () => {
    await recorded();
    await exportTo('away');
    const file = join(folder, 'away', 'inc-1.json');
    expect((await run(['verify', file])).code).toBe(0);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"two"', '"TWO"'));
    const said = await run(['verify', file]);
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringMatching(/^INC-1: entry \d+ does not hold: its text was changed\.$/),
    ]);
  });

  it.each([
    [['verify', 'INC-999'], 1, 'There is no INC-999.\nCheck the number, and that this is the database of your bot.'],
    [['verify', 'checkout'], 1, '"checkout" is not the name of an incident.\nWrite it like INC-42.'],
    [['verify'], 1, 'No incident was named.\nWrite it like INC-42.'],
    [['verify', '--every'], 2, /^Unknown option '--every'.*\nWrite: muster verify INC-42/],
    [['verify', 'nowhere.json'], 1, 'nowhere.json cannot be read as JSON.\nGive the .json that `muster export` wrote.'],
  ])('answers %j with what to write', async (args, code, err) => {
    const said = await run(args, env);
    expect(said).toEqual({ code, out: '', err: typeof err === 'string' ? err : expect.stringMatching(err) });
  });

  it('asks which workspace is meant where several have the number', async () => {
    await recorded();
    workspace = `${workspace}b`;
    count += 1;
    await recorded();
    expect((await run(['verify', 'INC-1'], env)).err).toMatch(
      /^INC-1 exists in \d+ workspaces: .+\nSay which: --workspace T/,
    );
  });

  it('makes no database where there is none', async () => {
    const empty = join(folder, 'empty');
    const said = await run(['verify', '--all'], { DATA_FOLDER: empty });
    expect(said).toEqual({
      code: 1,
      out: '',
      err: `There is no record in ${empty}.\nRun this where the bot runs, or set DATABASE_URL or DATA_FOLDER as the bot has it.`,
    });
    expect(await readdir(folder)).not.toContain('empty');
  });
});

describe('muster export', () => {
  it('writes the record as JSON and Markdown, and every post-mortem', async () => {
    const { id, head } = await recorded();
    await draftPostMortem(ctx, { incidentId: id, effectId: 'one' });
    expect((await exportTo('whole')).code).toBe(0);
    expect((await readdir(join(folder, 'whole'))).sort()).toEqual([
      'inc-1-post-mortem-v1.md',
      'inc-1.json',
      'inc-1.md',
    ]);
    const json = JSON.parse(await readFile(join(folder, 'whole', 'inc-1.json'), 'utf8'));
    expect(json).toMatchObject({
      format: 1,
      name: 'INC-1',
      head,
      incident: { title: 'Checkout returns 500' },
      postMortems: [{ version: 1, file: 'inc-1-post-mortem-v1.md' }],
    });
    expect(json.entries).toHaveLength(head.seq);
    const markdown = await readFile(join(folder, 'whole', 'inc-1.md'), 'utf8');
    expect(markdown).toContain(head.hash);
    expect(markdown.match(/^\| \d+ \|/gm)).toHaveLength(head.seq);
  });

  it('exports a record that does not hold, and says so', async () => {
    const { id, head } = await recorded();
    await sql('DELETE FROM timeline_entry WHERE incident_id = $1 AND seq = $2', [id, head.seq]);
    const said = await exportTo('broken');
    expect(said.code).toBe(1);
    expect(said.err).toContain(`entry ${head.seq} does not hold`);
    expect(await readdir(join(folder, 'broken'))).toEqual(['inc-1.json', 'inc-1.md']);
  });

  it('needs no policy that can be read', async () => {
    await recorded();
    const said = await run(['export', 'INC-1', '--workspace', workspace, '--out', join(folder, 'words')], {
      ...env,
      RUNBOOK: join(folder, 'none'),
    });
    expect(said.code).toBe(0);
    expect(said.err).toContain('The export uses the names of runbooks/generic instead.');
  });
});

describe('muster postmortem', () => {
  const postMortem = (...more: string[]) => run(['postmortem', 'INC-1', '--workspace', workspace, ...more], env);

  it('says when there is none yet', async () => {
    await recorded();
    expect(await postMortem()).toEqual({
      code: 1,
      out: '',
      err: 'INC-1 has no post-mortem yet.\nThe first draft is written when it is resolved.',
    });
  });

  it('keeps an edited file as the next version, which the next draft does not lose', async () => {
    const { id } = await recorded();
    await draftPostMortem(ctx, { incidentId: id, effectId: `first ${id}` });
    const file = join(folder, 'edited.md');
    await writeFile(file, (await postMortem()).out.replace(/What slowed us down\?.*/, 'The alert came late.'));
    expect((await postMortem('--edit', file)).out).toMatch(/^INC-1: kept as version 2\./);
    await execute(ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'a fourth' } });
    const draft = await draftPostMortem(ctx, { incidentId: id, effectId: `second ${id}` });
    expect(draft).toMatchObject({ version: 3, fileName: 'inc-1-post-mortem-v3.md' });
    expect(draft.markdown).toContain('The alert came late.');
    expect(draft.markdown).toContain('a fourth');
    expect(draft.markdown).not.toContain('What slowed us down?');
  });

  it('keeps nothing when nothing was edited', async () => {
    const { id } = await recorded();
    await draftPostMortem(ctx, { incidentId: id, effectId: `first ${id}` });
    const file = join(folder, 'same.md');
    await writeFile(file, `${(await postMortem()).out}\n`);
    expect((await postMortem('--edit', file)).out).toBe(
      'INC-1: nothing to keep, the file reads as the latest version does.',
    );
  });

  it('refuses an empty file and one that is not there', async () => {
    await recorded();
    const file = join(folder, 'empty.md');
    await writeFile(file, ' \n');
    expect((await postMortem('--edit', file)).err).toMatch(/^That file is empty\./);
    expect((await postMortem('--edit', join(folder, 'none.md'))).err).toMatch(/none\.md cannot be read\./);
  });
});

describe('a draft', () => {
  it('is written once however often its effect is done', async () => {
    const { id } = await recorded();
    const { rows } = await sql('SELECT id FROM effect WHERE incident_id = $1 LIMIT 1', [id]);
    const effectId = String(rows[0].id);
    const one = await draftPostMortem(ctx, { incidentId: id, effectId });
    await execute(ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'in between' } });
    const [two, three] = await Promise.all([
      draftPostMortem(ctx, { incidentId: id, effectId }),
      draftPostMortem(ctx, { incidentId: id, effectId }),
    ]);
    expect([two, three]).toEqual([one, one]);
    expect(await ctx.db.prisma.postMortem.count({ where: { incidentId: id } })).toBe(1);
  });

  it('calls people by the policy, and by their id where Slack does not answer', async () => {
    const { id } = await recorded();
    const { markdown } = await draftPostMortem(ctx, { incidentId: id, effectId: `names ${id}` });
    expect(markdown).toContain(`**Declared by:** ${members.gil}`);
    expect(markdown).toContain('Ana Ruiz');
  });
});
