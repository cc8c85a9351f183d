import { readFile } from 'node:fs/promises';
import { proves } from '../promises/proves.ts';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/connect.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { writeFolder } from '../policy/write-folder.ts';
import { run } from './run.ts';
import { useDoctor } from './use-doctor.ts';

const stage = useDoctor();
const { doctor, doctorAt, doctorWithDatabase } = stage;

describe('muster doctor', () => {
  it('tries everything for real, and ends well', async () => {
    const said = await doctorWithDatabase({}, '--to', '@ana');
    expect(said.out).toMatch(/✓ token +@\S+ in /);
    expect(said.out).toMatch(/✓ scopes +all \d+ of manifest\.yaml are granted/);
    expect(said.out).toMatch(/✓ delivery +Socket Mode: Slack offers a connection/);
    expect(said.out).toMatch(/✓ announcements +#incidents, and the bot is in it/);
    expect(said.out).toMatch(/✓ people +7 of the policy are members|✓ people +all 7 of the policy are members/);
    expect(said.out).toMatch(/✓ message +posted to @ana and deleted/);
    expect(said.out).toMatch(/✓ database +PostgreSQL [\d.]+/);
    expect(said.out).toMatch(/✓ +all \d+ migrations are applied/);
    expect(said.out).toMatch(/✓ +queue: a job was added and done/);
    expect(said.out).toMatch(/✓ clock +within 5 s/);
    expect(said.out).not.toContain('✗');
    expect(said.code).toBe(0);
    // What was sent is gone again, and no secret is printed.
    expect(stage.sandbox.calls.filter(({ method }) => method === 'chat.delete')).toHaveLength(1);
    expect(said.out).not.toContain(stage.sandbox.botToken);
  }, 60_000);

  it('goes on behind a token that Slack refuses, and says what to do', async () => {
    const said = await doctorWithDatabase({ SLACK_BOT_TOKEN: 'xoxb-of-yesterday' }, '--to', '@ana');
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/✗ token +Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Open https:/);
    expect(said.out).toMatch(/! scopes +Not checked/);
    expect(said.out).toMatch(/! message +Not sent/);
    expect(said.out).toMatch(/✓ +queue: a job was added and done/);
    proves('U14');
  }, 60_000);

  it('says so when Slack does not answer at all', async () => {
    const said = await doctorWithDatabase({ SLACK_API_URL: 'http://127.0.0.1:9/api/' });
    expect(said.out).toMatch(/✗ token +Slack does not answer/);
    expect(said.out).toMatch(/✗ delivery +This could not be checked/);
    expect(said.out).toMatch(/✓ database/);
  }, 60_000);

  it('names scopes that are missing, with their reasons', async () => {
    const poor = await startSandbox({ manifest: 'manifest.yaml', withoutScopes: ['pins:write', 'bookmarks:write'] });
    const said = await doctor({ SLACK_API_URL: poor.apiUrl });
    await poor.close();
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/✗ scopes +(pins|bookmarks):write is missing: \w/);
    expect(said.out).toMatch(/paste manifest\.yaml under "App Manifest"/);
  }, 60_000);

  it('finds an app token that opens no connection, and says that a signing secret shows only later', async () => {
    expect((await doctor({ SLACK_APP_TOKEN: 'xapp-wrong' })).out).toMatch(
      /✗ delivery +Slack offers no connection for SLACK_APP_TOKEN \(/,
    );
    const signed = await doctor({ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: stage.sandbox.signingSecret });
    expect(signed.out).toMatch(/! delivery +Signed HTTP/);
  }, 60_000);

  it.each([
    ['random', /✗ announcements +Muster is not in #random\.[\s\S]*\/invite @muster/],
    ['nowhere', /✗ announcements +Muster is not in #nowhere\. If it does not exist, create it/],
    ['C0NOWHERE1', /✗ announcements +C0NOWHERE1 could not be looked up \(channel_not_found\)/],
    [undefined, /! announcements +None: incidents are announced nowhere/],
  ])(
    'looks at the announcements channel: %s',
    async (ANNOUNCE_CHANNEL, line) => {
      expect((await doctor({ ANNOUNCE_CHANNEL })).out).toMatch(line);
    },
    60_000,
  );

  it('finds members and groups of the policy that are not there', async () => {
    const former = stage.sandbox.workspace.users.find(({ deleted }) => deleted);
    const { folder, remove } = await writeFolder({
      'runbooks/generic/policy.yaml': await readFile('runbooks/generic/policy.yaml', 'utf8'),
      'runbooks/x/policy.yaml': [
        'organisation: X',
        'extends: ../generic',
        'people:',
        `  hal: { title: Former, slack: ${former?.id} }`,
        '  ida: { title: Unknown, slack: U0NOBODY99 }',
        '  kim: { title: By address, email: kim@example.org }',
        'roles: { commander: { primary: hal } }',
        'severities: { P0: { invite: [commander, S0NOGROUP1] } }',
        'upkeep: { next_review: 2025-02-01 }',
      ].join('\n'),
    });
    const said = await doctorWithDatabase({ RUNBOOK: `${folder}/runbooks/x` }, '--to', 'kim');
    await remove();
    expect(said.out).toMatch(/✗ .*people\.hal: Hal Former is deactivated in Slack/);
    expect(said.out).toMatch(/✗ .*people\.ida: this workspace has no member U0NOBODY99/);
    expect(said.out).toMatch(/✗ .*people\.kim: Slack knows nobody with kim@example\.org/);
    expect(said.out).toMatch(/✗ groups +S0NOGROUP1: this workspace has no such user group/);
    expect(said.out).toMatch(/! .*Nobody is named for .*cto/);
    expect(said.out).toMatch(/✗ message +The policy names nobody kim with slack:/);
    expect(said.out).toMatch(
      /! +runbook: it is to be read again since 1 Feb 2025\. To say that it was read: \/incident/,
    );
    expect(said.out).toMatch(/\d things need mending\. \d lines? marked !/);
    const trail = await run(['audit', '--json'], { DATA_FOLDER: stage.folder }, () => new Date());
    expect(trail.out).toMatch(/"via":"cli".*"action":"doctor".*"result":"failed".*"detail":"to kim"/);
    expect(said.code).toBe(1);
  }, 60_000);

  it('tells a database that is away, and one that is not there yet', async () => {
    const away = await doctor({ DATABASE_URL: 'postgresql://muster:secret@127.0.0.1:9/muster' });
    expect(away.out).toMatch(/✗ database +PostgreSQL at 127\.0\.0\.1:9 does not answer/);
    expect(away.out).not.toContain('secret');
    expect(away.code).toBe(1);
    const none = await doctor({ DATABASE_URL: undefined, DATA_FOLDER: '/nonexistent/muster' });
    expect(none.out).toMatch(/! database +There is none in \/nonexistent\/muster yet/);
    expect(none.out).toMatch(/disk +\d+ [GM]B free/);
  }, 60_000);

  it('sets nothing aside for settings that are wrong, and tells all of them', async () => {
    const said = await run(['doctor'], {
      SLACK_BOT_TOKEN: 'xoxp-user',
      PORT: 'http',
      RUNBOOK: 'test/support/runbooks/acme',
    });
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/✗ settings +SLACK_BOT_TOKEN: not a bot token/);
    expect(said.out).toMatch(/✗ +PORT: not a port/);
    expect(said.out).toMatch(/✓ runbook/);
    expect(said.out).toMatch(/! all else +Not checked/);
  });

  it('finds a clock that is not Slack’s', async () => {
    const slow = await doctorAt(new Date(Date.now() - 90_000));
    expect(slow.out).toMatch(/✗ clock +(89|90|91) s off Slack's/);
    const nearly = await doctorAt(new Date(Date.now() - 20_000));
    expect(nearly.out).toMatch(/! clock +(19|20|21) s off/);
  }, 60_000);
});

describe('muster doctor beside a running bot', () => {
  it('asks the bot, which has the embedded database, and does not touch it', async () => {
    const db = await openDatabase({ folder: stage.folder, whenHeld: 'refuse' });
    const checks = {
      database: { ok: true, detail: 'It answers.' },
      queue: { ok: false, detail: 'No job since 03:00.' },
    };
    const bot = createServer(
      (_, response) => void response.writeHead(503).end(JSON.stringify({ ready: false, checks })),
    );
    await new Promise<void>((listening) => bot.listen(0, '127.0.0.1', () => listening()));
    const address = bot.address();
    const port = String(address !== null && typeof address === 'object' ? address.port : 0);
    const said = await doctorWithDatabase({ PORT: port });
    bot.close();
    const silent = await doctorWithDatabase({ PORT: port });
    await db.close();
    expect(said.out).toMatch(/✓ database +The running bot has the embedded database in .*so it was asked/);
    expect(said.out).toMatch(/✓ +database: It answers\./);
    expect(said.out).toMatch(/✗ +queue: No job since 03:00\./);
    expect(said.code).toBe(1);
    expect(silent.out).toMatch(/✗ database +The running bot has .*readyz does not answer/);
  }, 60_000);
});

it('muster doctor tells what the database lacks, and what it has too much of', async () => {
  const db = await openDatabase({ folder: stage.folder, whenHeld: 'refuse' });
  const { rows } = await db.pool.query('SELECT * FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1');
  const name = String(rows[0]?.migration_name);
  await db.pool.query('UPDATE _prisma_migrations SET migration_name = $2 WHERE migration_name = $1', [
    name,
    '9999_later',
  ]);
  await db.close();
  const newer = await doctorWithDatabase();
  const again = await openDatabase({ folder: stage.folder, whenHeld: 'refuse' });
  await again.pool.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', ['9999_later']);
  await again.close();
  const older = await doctorWithDatabase();
  expect(newer.out).toMatch(/✗ +It has the migration 9999_later, which this Muster does not know/);
  expect(older.out).toMatch(new RegExp(`! +1 migration is not applied yet: ${name}\\. The next start does it`));
}, 60_000);
