import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeLog } from '../../src/log.ts';
import { proves } from '../promises/proves.ts';
import { assembleWorld, type World } from '../support/assemble-world.ts';
import { declared } from '../support/declared.ts';
import { makeEmbeddedFolder, makeTarget } from './folders.ts';
import { run } from './run.ts';

let world: World;
let folder = '';
let files = '';
let remove: () => Promise<void> = async () => {};

beforeAll(async () => {
  ({ folder, remove } = await makeEmbeddedFolder());
  files = await mkdtemp(join(tmpdir(), 'muster-files-'));
  world = await assembleWorld({ database: { folder }, log: makeLog({ level: 'fatal' }) });
}, 60_000);
afterEach(() => world.sandbox.faults.clear());
afterAll(async () => {
  await world.close();
  await rm(files, { recursive: true, force: true });
  await remove();
});

const muster = (...args: string[]) => run(args, { DATA_FOLDER: folder }, world.clock.now);
const file = (name: string) => join(files, name);

describe('A backup', () => {
  it('taken while the bot runs brings the record back, and what was open goes on', async () => {
    const { channel, where, incident } = await declared(world, 'P0 kept');
    await world.flo.runs('/incident note before the backup', where);
    await world.settle();
    const taken = await muster('backup', file('kept'));
    expect(taken).toMatchObject({ code: 0, out: expect.stringMatching(/1 incident, .* kB\. Only you can read it/) });
    expect((await stat(file('kept'))).mode & 0o777).toBe(0o600);

    await world.flo.runs('/incident update after the backup', where);
    await world.settle();
    const refused = await muster('restore', file('kept'), '--replace');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('in use by another Muster') });

    const before = channel.texts().length;
    await world.restart(async () => {
      expect((await muster('restore', file('kept'))).err).toContain('--replace');
      const restored = await muster('restore', file('kept'), '--replace');
      expect(restored).toMatchObject({ code: 0, err: '' });
      expect(restored.out).toMatch(/Verified: 1 timeline with \d+ entries, and every chain holds/);
    });
    expect((await incident()).updates.count).toBe(0);
    // What was sent before the backup is not sent again.
    expect(channel.texts().slice(before)).toEqual([]);
    await world.clock.forward({ minutes: 15 });
    expect(channel.texts().slice(before).join('\n')).toMatch(/Update #1/);
    expect((await readdir(folder)).filter((name) => name.startsWith('postgres-until-'))).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.startsWith('restoring'))).toEqual([]);
    proves('O3');
  }, 120_000);

  it('that caught something on its way lets it happen once', async () => {
    const { sandbox } = world;
    sandbox.faults.down();
    await world.flo.runs('/incident declare P3 on its way', { in: '#general' });
    await world.settle();
    // Tried, not tried yet, and waiting for the channel.
    expect(await muster('backup', file('way'))).toMatchObject({ code: 0 });
    sandbox.faults.up();
    await world.clock.forward({ minutes: 2 });
    const opened = () => sandbox.channels().filter(({ name }) => name.includes('on-its-way'));
    const said = () => [...opened(), sandbox.channel('#incidents')].map((one) => one.texts());
    const told = () => world.flo.directMessages().filter(({ text }) => text.includes('on its way')).length;
    expect(opened()).toHaveLength(1);
    const posted = { said: said(), told: told() };
    await world.restart(async () => {
      expect(await muster('restore', file('way'), '--replace')).toMatchObject({ code: 0, err: '' });
    });
    await world.clock.forward({ minutes: 3 });
    expect({ said: said(), told: told() }).toEqual(posted);
  }, 120_000);

  it('leaves alone what is there already', async () => {
    await writeFile(file('there'), 'mine');
    expect(await muster('backup', file('there'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    expect(await readFile(file('there'), 'utf8')).toBe('mine');
    expect((await muster('backup', join(files, 'nowhere', 'x'))).err).toContain('cannot be written');
  });

  it('is left to pg_dump where the record is on a server', async () => {
    const env = { DATABASE_URL: 'postgresql://m:secret@127.0.0.1:1/muster', DATA_FOLDER: folder };
    for (const command of [['backup'], ['restore', 'x'], ['move', '--to', 'postgresql://x']]) {
      const { code, err } = await run(command, env);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/pg_(dump|restore)/) });
      expect(err).not.toContain('secret');
    }
  });

  it.each([
    ['no file', 'nowhere', null, /cannot be read/],
    ['another file', 'text', Buffer.from('hello'), /not a backup/],
    ['another gzip', 'gzip', gzipSync('{"a":1}\n'), /not a backup/],
  ])('is not restored from %s', async (_, name, content, message) => {
    if (content !== null) await writeFile(file(name), content);
    const empty = await mkdtemp(join(files, 'empty-'));
    const { code, err } = await run(['restore', file(name)], { DATA_FOLDER: empty });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(message) });
    expect(await readdir(empty)).toEqual(['run']);
  });

  it('is not restored when it is cut off or comes from a newer Muster', async () => {
    await muster('backup', file('whole'));
    const lines = gunzipSync(await readFile(file('whole')))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const head = JSON.parse(lines[0] ?? '');
    const newer = { ...head, migrations: [...head.migrations, { name: '29990101000000_later', checksum: 'x' }] };
    await writeFile(file('cut'), gzipSync(`${lines.slice(0, -1).join('\n')}\n`));
    await writeFile(file('half'), (await readFile(file('whole'))).subarray(0, 900));
    await writeFile(file('newer'), gzipSync(`${[JSON.stringify(newer), ...lines.slice(1)].join('\n')}\n`));
    const empty = await mkdtemp(join(files, 'empty-'));
    const restored = (name: string) => run(['restore', file(name)], { DATA_FOLDER: empty });
    expect((await restored('cut')).err).toMatch(/not a whole one/);
    expect((await restored('half')).err).toMatch(/not a whole one/);
    expect((await restored('newer')).err).toMatch(/newer Muster/);
    expect(await readdir(empty)).toEqual(['run']);
  });

  it('whose text was changed is restored and says which entry does not hold', async () => {
    const text = gunzipSync(await readFile(file('kept'))).toString('utf8');
    await writeFile(file('changed'), gzipSync(text.replaceAll('before the backup', 'something else')));
    const empty = await mkdtemp(join(files, 'empty-'));
    const { code, err } = await run(['restore', file('changed')], { DATA_FOLDER: empty });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/INC-\d+: entry \d+ does not hold: its text was changed/),
    });
  }, 120_000);
});

describe('A move', () => {
  it('takes everything to a server; its timers fire there, and the source stays as it was', async () => {
    const { channel, where, incident } = await declared(world, 'P0 moved');
    const { number } = await incident();
    const target = await makeTarget();
    try {
      expect((await muster('move', '--to', target.url)).err).toContain('in use by another Muster');
      const before = channel.texts().length;
      await world.restart(async () => {
        const moved = await muster('move', '--to', target.url);
        expect(moved).toMatchObject({ code: 0, err: '' });
        expect(moved.out).toMatch(
          /incident: \d+ rows?[\s\S]*jobs: \d+ jobs?[\s\S]*Verified: [\s\S]*DATABASE_URL=postgresql/,
        );
        expect((await muster('move', '--to', target.url)).err).toContain('holds a record already');
        expect((await muster('verify', '--all')).out).toContain(`INC-${number}: `);
        await target.release();
        world.config.dataFolder = target.bot.folder;
        world.config.databaseUrl = target.bot.databaseUrl ?? null;
      });
      await world.flo.runs('/incident update from the server', where);
      await world.clock.forward({ minutes: 15 });
      const since = channel.texts().slice(before).join('\n');
      expect(since).toContain('from the server');
      expect(since).toMatch(/Update #2/);
      expect((await incident()).number).toBe(number);
      await world.bot.stop();
    } finally {
      await target.remove();
    }
    proves('O3');
  }, 120_000);
});
