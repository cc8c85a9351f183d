import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proves } from '../promises/proves.ts';
import { openSite, type Process, type Site } from './real-process.ts';

const root = join(import.meta.dirname, '../..');

let site: Site;

async function setUp(): Promise<void> {
  site = await openSite();
}

async function tearDown(): Promise<void> {
  await site.close();
}

async function readyz(url: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, text: await answer.text() };
}

describe('one process, from its start to its end', () => {
  let bot: Process;
  let url = '';
  beforeAll(async () => {
    await setUp();
    bot = site.start({ ANNOUNCE_CHANNEL: 'nowhere' });
    url = await site.runs(bot);
  }, 60_000);
  afterAll(tearDown);

  it('is ready on an existing database', async () => {
    await site.sandbox.eventually(async () => expect((await readyz(url)).status).toBe(200));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    proves('U2');
  });

  it('says what it is connected to, what is missing and what comes next', async () => {
    await site.sandbox.eventually(() => expect(bot.output()).toContain('Next: type /incident in Slack.'));
    const told = bot.output();
    expect(told).toMatch(/Muster runs in Sandbox \(T01SANDBOX\) as @\w+\./);
    expect(told).toMatch(
      /Slack +Socket Mode\n +Database +(embedded, in \/|PostgreSQL at ).*\n +Policy +.*acme \(Acme\): P0/,
    );
    expect(told).toMatch(/Announcements +#nowhere\n/);
    expect(told).toMatch(/Missing:\n +Muster is not in #nowhere\. Invite the bot/);
    expect(told).not.toContain(site.sandbox.botToken);
  });

  it('keeps a second Muster from its data folder', async ({ skip }) => {
    skip(site.database.databaseUrl !== undefined, 'a server takes as many as come');
    const second = site.start();
    expect(await second.code).toBe(1);
    expect(second.output()).toContain('in use by another Muster');
  });

  it('is not ready within 5 s of losing the token, and alive all the same', async () => {
    site.sandbox.revokeTokens();
    await site.sandbox.eventually(async () => {
      const { status, text } = await readyz(url);
      expect(status).toBe(503);
      expect(text).toContain('token');
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('ends with 0 within 10 s of SIGTERM, even of two', async () => {
    const killed = setTimeout(() => bot.child.kill('SIGKILL'), 10_000);
    bot.child.kill('SIGTERM');
    bot.child.kill('SIGTERM');
    expect(await bot.code).toBe(0);
    clearTimeout(killed);
    expect(bot.output()).toContain('Muster has stopped');
  });
});

describe('a process that starts under difficulties', () => {
  beforeAll(setUp, 60_000);
  afterAll(tearDown);

  it('waits for a Slack that is away, and then tells which scopes were not granted', async () => {
    site.sandbox.workspace.manifest.scopes = site.sandbox.workspace.manifest.scopes.filter(
      (scope) => scope !== 'pins:write',
    );
    site.sandbox.faults.down();
    const bot = site.start();
    const url = await site.runs(bot);
    expect((await readyz(url)).status).toBe(503);
    site.sandbox.faults.up();
    await site.sandbox.eventually(async () => expect((await readyz(url)).status).toBe(200), { within: 30_000 });
    await site.sandbox.eventually(() => expect(bot.output()).toMatch(/has not granted pins:write.*Reinstall/), {
      within: 30_000,
    });
    expect((await readyz(url)).text).toContain('pins:write');
    bot.child.kill('SIGTERM');
    await bot.code;
  });

  it('started by npm, ends with it', async () => {
    const bot = site.start({}, { by: ['npm', 'start'] });
    await site.runs(bot);
    bot.child.kill('SIGTERM');
    await bot.code;
    await site.sandbox.eventually(() => expect(bot.output()).toContain('Muster has stopped'));
  });

  it('names every wrong setting in plain lines and ends with 1', async () => {
    const bot = site.start({ SLACK_BOT_TOKEN: '', PORT: 'http' });
    expect(await bot.code).toBe(1);
    expect(bot.output()).toMatch(
      /^Muster cannot start: 2 settings need attention\.\n {2}SLACK_BOT_TOKEN: .*\n {2}PORT: .*\n(Mend|Next:) .*npm start.*\n$/,
    );
    proves('O1');
  });

  it('says with nothing set what to get where, and what to do next', async () => {
    // Where no .env is.
    const bot = site.start(
      { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
      {
        cwd: await mkdtemp(join(tmpdir(), 'muster-start-')),
      },
    );
    expect(await bot.code).toBe(1);
    expect(bot.output()).toMatch(
      /SLACK_BOT_TOKEN: missing.*OAuth & Permissions.*\n.*SLACK_APP_TOKEN.*connections:write/,
    );
    expect(bot.output()).toMatch(/Next: cp \.env\.example \.env.*From a manifest/);
    expect(bot.output()).not.toContain('    at ');
  });

  it('reads .env, which the environment overrides', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-start-'));
    await writeFile(join(folder, '.env'), 'PORT=http\nLOG_LEVEL=loud\n');
    const bot = site.start({ PORT: '0' }, { cwd: folder });
    expect(await bot.code).toBe(1);
    expect(bot.output()).toMatch(/LOG_LEVEL: not a log level/);
    expect(bot.output()).not.toContain('PORT');
    expect(bot.output()).toMatch(/Mend them in \.env/);
  });

  it('refuses a broken policy with its file and line', async () => {
    const bot = site.start({ RUNBOOK: join(root, 'test/support/runbooks/missing') });
    expect(await bot.code).toBe(1);
    expect(bot.output()).toContain('runbooks/missing');
    expect(bot.output()).not.toContain('    at ');
  });
});
