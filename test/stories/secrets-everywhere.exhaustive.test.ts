import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeLog } from '../../src/log.ts';
import { run } from '../cli/run.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { startWorld } from '../support/world.ts';
import { apiToken } from '../web/call-api.ts';

// Put together here, so that no scanner of repositories takes it for a real one.
const token = `ghp_${'qW3eR5tY7uI9'.repeat(3)}`;
const name = 'INC-1';

test('a token in every field of a whole incident is in no table, no log, no call and no export', async () => {
  const lines: string[] = [];
  const log = makeLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } });
  const world = await startWorld({ policy: 'test/support/runbooks/full', config: { apiToken }, log });
  const folder = await mkdtemp(join(tmpdir(), 'muster-export-'));
  try {
    const post = async (path: string, body: Record<string, unknown>): Promise<void> => {
      const answer = await fetch(`${world.bot.url}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ by: 'U01FLO0001', ...body }),
      });
      const text = await answer.text();
      expect(text).not.toContain(token);
      expect(`${path} ${answer.status} ${answer.ok ? '' : text}`).toMatch(/ 20[01] /);
    };
    await post('/incidents', { title: `down ${token}`, affected: token, impact: `since ${token}`, severity: 'P1' });
    await world.settle();
    await post(`/incidents/${name}/updates`, { know: token, done: token, next: token, eta: token });
    await post(`/incidents/${name}/notes`, { text: token });
    const where = { in: `#${world.channel(/down/).name}` };
    const { dataFolder, databaseUrl } = world.config;
    const env = { DATA_FOLDER: dataFolder, DATABASE_URL: databaseUrl ?? undefined };
    for (const typed of [
      `note ${token}`,
      `update ${token}`,
      `task look at ${token}`,
      `action rotate ${token}`,
      `edit impact ${token}`,
      `edit title again ${token}`,
      `severity P0 because of ${token}`,
      `runbook ${token}`,
      `nonsense ${token}`,
      `page ${token}`,
      `page @ben ${token}`,
      `engage database ${token}`,
      `triage users ${token}`,
      `type ${token}`,
      `ticket ${token}`,
      `moment ${token}`,
      `send ${token}`,
      `checklist ${token}`,
      `nochange ${token}`,
      `status identified ${token}`,
      `severity P2 ${token}`,
      `park until tomorrow 09:00 ${token}`,
      `drill P3 drilled ${token}`,
      `backfill P3 was ${token} from yesterday 02:48 to 04:10`,
    ]) {
      await world.flo.runs(`/incident ${typed}`, where);
    }
    await world.settle();
    const said = await world.flo.says(where.in, `look: ${token}`);
    await world.flo.reacts(said, 'pushpin');
    await world.settle();
    await world.flo.edits(said, `look again: ${token}`);
    await world.settle();
    const atTerminal = { API_TOKEN: apiToken, MUSTER_URL: world.bot.url, MUSTER_AS: 'U01FLO0001' };
    const typedThere = await run(['incident', `note ${name} ${token}`], atTerminal);
    expect(typedThere.out).toMatch(/I masked what looks like a GitHub token[^\n]*history of your shell[\s\S]*Noted on/);
    await world.ana.clicks('Note', where);
    await world.bot.idle();
    await world.ana.modal().fill('What should the record say?', token).submit();
    await world.settle();
    await post(`/incidents/${name}/status`, { status: 'monitoring', why: token });
    await post(`/incidents/${name}/resolve`, { what: token, fix: token, customers: token });
    await world.settle();
    await writeFile(join(folder, 'edited.md'), `# Edited\n\n${token}\n`);
    await run(['postmortem', name, '--edit', join(folder, 'edited.md')], env, () => world.clock.now());
    await rm(join(folder, 'edited.md'));
    for (const typed of [`reopen ${token}`, `redact 2 ${token}`, `make-private ${token}`]) {
      await world.flo.runs(`/incident ${typed}`, where);
      await world.settle();
    }
    // The channel has another name by now.
    await world.flo.runs(`/incident cancel ${name} ${token}`, { in: '#general' });
    await world.settle();
    const exported = await run(['export', name, '--out', folder], env, () => world.clock.now());
    expect(exported).toMatchObject({ code: 0 });
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));

    const found = {
      database: await wholeDatabase(world.bot.ctx.db.pool),
      files: files.join('\n'),
      log: lines.join('\n'),
    };
    for (const [place, text] of Object.entries(found))
      expect(`${place}: ${text.includes(token)}`).toBe(`${place}: false`);
    expect(found.database).toContain('masked GitHub token');
    expect(found.files).toContain('masked GitHub token');
    // What a person typed wrongly is given back to that person alone.
    const told = world.sandbox.calls.filter(({ method }) => method !== 'chat.postEphemeral');
    expect(told.filter(({ args }) => JSON.stringify(args).includes(token)).map(({ method }) => method)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await world.close();
  }
}, 90_000);
