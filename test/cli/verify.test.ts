import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { members } from '../support/policy.ts';
import { openRecordStage, type RecordStage } from './record-stage.ts';
import { run } from './run.ts';
import { proves } from '../promises/proves.ts';

let stage: RecordStage;
beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage.close());

const remedy = 'Compare it with an export or a backup from before.';

describe('muster verify', () => {
  it('says that a record holds, with its head', async () => {
    const { head } = await stage.recorded();
    expect(await stage.muster('verify')).toEqual({
      code: 0,
      out: `INC-1: ${head.seq} entries hold. Head ${head.hash}`,
      err: '',
    });
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
    const { id, head } = await stage.recorded();
    await stage.sql(statement, [id, where(head.seq)]);
    const said = await stage.muster('verify');
    expect(said).toEqual({ code: 1, out: '', err: `INC-1: ${problem(head.seq)} ${remedy}` });
  });

  it('catches an entry that was added behind the end', async () => {
    const { id, head } = await stage.recorded();
    const [row] = await stage.sql('SELECT state FROM incident WHERE id = $1', [id]);
    await execute(stage.ctx, { incidentId: id, command: { type: 'note', by: members.ana, text: 'later' } });
    await stage.sql('UPDATE incident SET state = $2 WHERE id = $1', [id, row?.['state']]);
    expect((await stage.muster('verify')).err).toBe(
      `INC-1: entry ${head.seq + 1} does not hold: it was added behind the end of the record, entry ${head.seq}. ${remedy}`,
    );
    proves('R1');
  });

  it('accepts a redacted entry, and says how many there are', async () => {
    const { id, head } = await stage.recorded();
    await stage.sql('UPDATE timeline_entry SET body = NULL, salt = NULL WHERE incident_id = $1 AND seq = $2', [
      id,
      head.seq - 1,
    ]);
    expect(await stage.muster('verify')).toEqual({
      code: 0,
      out: `INC-1: ${head.seq} entries hold, 1 of them redacted. Head ${head.hash}`,
      err: '',
    });
  });

  it('goes through every incident and fails if one of them does', async () => {
    const good = await stage.recorded();
    const { id: _, ...again } = good;
    const bad = await declareIncident(stage.ctx, {
      ...again,
      affected: null,
      impact: null,
      drill: false,
      commander: null,
      delivery: `again ${good.id}`,
    });
    await stage.sql('DELETE FROM timeline_entry WHERE incident_id = $1', [bad?.id]);
    const said = await run(['verify', '--all', '--workspace', good.workspace], stage.env);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^INC-1: \d+ entries hold/);
    expect(said.err).toMatch(/^INC-2: entry 1 does not hold/);
  });

  it('verifies an exported file away from the database, and catches a change in it', async () => {
    await stage.recorded();
    await stage.muster('export', '--out', join(stage.folder, 'away'));
    const file = join(stage.folder, 'away', 'inc-1.json');
    expect((await run(['verify', file])).code).toBe(0);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"two"', '"TWO"'));
    const said = await run(['verify', file]);
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringMatching(/^INC-1: entry \d+ does not hold: its text was changed\. Compare it with/),
    ]);
  });

  it.each([
    [['verify', 'INC-999'], 1, 'There is no INC-999.\nCheck the number, and that this is the database of your bot.'],
    [['verify', 'checkout'], 1, '"checkout" is not the name of an incident.\nWrite it like INC-42.'],
    [['verify'], 1, 'No incident was named.\nWrite it like INC-42.'],
    [['verify', '--every'], 2, expect.stringMatching(/^Unknown option '--every'.*\nWrite: muster verify INC-42/)],
    [['verify', 'nowhere.json'], 1, 'nowhere.json cannot be read as JSON.\nGive the .json that `muster export` wrote.'],
  ])('answers %j with what to write', async (args, code, err) => {
    const said = await run(args, stage.env);
    expect(said).toEqual({ code, out: '', err });
  });

  it('asks which workspace is meant where several have the number', async () => {
    await stage.recorded();
    await stage.recorded();
    expect((await run(['verify', 'INC-1'], stage.env)).err).toMatch(
      /^INC-1 exists in \d+ workspaces: .+\nSay which: --workspace T/,
    );
  });

  it('makes no database where there is none', async () => {
    const empty = join(stage.folder, 'empty');
    const said = await run(['verify', '--all'], { DATA_FOLDER: empty });
    expect(said).toEqual({
      code: 1,
      out: '',
      err: `There is no record in ${empty}.\nRun this where the bot runs, or set DATABASE_URL or DATA_FOLDER as the bot has it.`,
    });
    expect(await readdir(stage.folder)).not.toContain('empty');
  });
});
