import { describe, expect, it } from 'vitest';
import { readAllEntries } from '../../src/db/timeline.ts';
import { actions, subcommands } from '../../src/slack/ids.ts';
import { parseCommand } from '../../src/slack/parse-command.ts';
import { commandRoutes } from '../../src/slack/command-routes.ts';
import { wordsOfButtons } from '../../src/slack/views/words-of-buttons.ts';
import { run } from '../cli/run.ts';
import { useWorld } from '../support/use-world.ts';
import { withoutDatabase } from '../support/without-database.ts';
import { apiToken, callApi } from './call-api.ts';

const questions = [{ key: 'users', question: 'How many users feel it?' }];
const world = useWorld({
  policy: 'test/support/runbooks/full',
  saying: (policy) => ({ ...policy, triage: { ask: 'first update', questions } }),
  config: { apiToken },
});

/** Types behind `muster incident`, as somebody of the policy. */
function type(who: string, words: string, more: string[] = []) {
  const env = { API_TOKEN: apiToken, MUSTER_URL: world().bot.url, MUSTER_AS: who };
  return run(['incident', words, '--zone', 'Europe/Berlin', ...more], env);
}

const flo = 'U01FLO0001';
const ana = 'U01ANA0001';
const ben = 'U01BEN0001';

type Line = [who: string, words: string, answer: RegExp];

/** A response from its declaration to its end, with Slack down: every word that can be typed, in this order. */
const night: Line[] = [
  [flo, 'list', /Nothing is open/],
  [flo, 'declare P1 checkout is down', /INC-(\d+) · P1 High is recorded: checkout is down/],
  [ana, 'take', /You are Incident Commander of INC-\d+\./],
  [ana, 'take', /You are Incident Commander of INC-\d+ already, since \d\d:\d\d\./],
  [ana, 'status', /INC-\d+ · P1 High · Investigating/],
  [ana, 'update Rolled back checkout & retried <b>', /Update #1 of INC-\d+ is posted\./],
  [ana, 'update INC-1x Rolled back', /Update #2 of/],
  [ana, 'severity P0 payments too', /INC-\d+ is P0 now\./],
  [ana, 'status identified', /INC-\d+ is identified now\./],
  [ana, 'ack', /You answered for INC-\d+\./],
  [ana, 'here', /Heard: you have command of INC-\d+\./],
  [ana, 'role tech-lead @ben', /I asked Ben Okafor to be Technical Lead of INC-\d+/],
  [ben, 'accept', /You took over in INC-\d+\./],
  [ben, 'accept', /Nobody waits for your answer/],
  [ana, 'handover @dee', /I asked Dee Novak to be Incident Commander/],
  ['U01DEE0001', 'decline', /You declined in INC-\d+; the role stays where it is\./],
  [ben, 'takeover', /You are Incident Commander of INC-\d+\./],
  [ben, 'stepdown tech-lead', /You stepped down in INC-\d+\./],
  [ben, 'page @eli@example.com the ledger drifts', /I am reaching Eli Brand for INC-\d+/],
  [ben, 'engage database', /The policy names no experts|There is no/i],
  [ben, 'escalate', /The next call for INC-\d+ goes out now\./],
  [ben, 'oncall', /Incident Commander/],
  [ben, 'contacts', /./],
  [ben, 'note The graphs look better', /Noted on the timeline of INC-\d+\./],
  [ben, 'task @eli restart the workers by 23:00', /Added to INC-\d+ as a/],
  [ben, 'task', /restart the workers/],
  [ben, 'action @eli write the test', /Added to INC-\d+ as an/],
  [ben, 'checklist', /./],
  [ben, 'runbook', /./],
  [ben, 'send', /Texts for people outside|The policy has none/],
  [ben, 'type database', /type/i],
  [
    ben,
    'triage',
    /Which question you answer comes first\.\n[^\n]*`muster incident triage users …` \(How many users feel it\?\)/,
  ],
  [ben, 'triage users', /What is your answer to “How many users feel it\?”/],
  [ben, 'triage users a third of them', /The answer of INC-\d+ is recorded\./],
  [ben, 'backfill an old one', /both times\.\nSay it in one line: `muster incident backfill P2 /],
  [
    ben,
    'backfill P3 mail from the old host was late from yesterday 02:48 to 04:10',
    /INC-\d+ · P3 [^\n]* is recorded: mail from the old host was late$/m,
  ],
  [ben, 'ticket OPS-7', /OPS-7|ticket/i],
  [ben, 'moment detected 02:48', /Corrected in INC-\d+: detected\./],
  [ben, 'edit impact card payments', /The impact of INC-\d+ is corrected\./],
  [ben, 'repeat none', /repeats nothing now/],
  [ben, 'follow', /You follow INC-\d+/],
  [ben, 'unfollow', /You do not follow INC-\d+ any more/],
  [ben, 'join', /You are invited to INC-\d+/],
  [ben, 'catchup', /INC-\d+/],
  [ben, 'replan', /runbook/],
  [ben, 'timeline 1', /posted update #1 \(Investigating\): Rolled back checkout & retried <b>/],
  [ben, 'nochange', /“No change” is posted for INC-\d+\./],
  [ben, 'snooze 15', /The update of INC-\d+ is snoozed by 15 min\./],
  [ben, 'redact 4 a name', /Entry 4 of INC-\d+/],
  [ben, 'monitor errors are gone', /INC-\d+ is monitoring now\./],
  [ben, 'park until tomorrow 09:00', /INC-\d+ is parked until/],
  [ben, 'wake', /INC-\d+ is awake/],
  [ben, 'resolve rolled back to 40', /INC-\d+ is resolved\./],
  [ben, 'postmortem INC-1', /I am writing the draft/],
  [ben, 'reopen INC-1 it is back', /INC-1 is open again\./],
  [ben, 'make-private customer names', /INC-\d+ is private from now on\./],
  [ben, 'cancel nothing was wrong', /INC-\d+ is called off\./],
  [flo, 'drill P1 an exercise', /INC-\d+/],
  [flo, 'resolve done', /resolved/],
  [flo, 'close INC-2', /is closed/],
  [flo, 'merge INC-1', /Say it in one line: `muster incident merge INC-42 INC-41`/],
  [flo, 'help', /muster incident update/],
];

/** What is asked about no incident, or about one that cannot be meant. */
const ofNone = /^(list|status .*Investigating|oncall|contacts|help|backfill an old one|runbook|accept Nobody)/;

async function trail(): Promise<{ via: string; who: string | null; incident: number | null }[]> {
  return world().bot.ctx.db.prisma.auditEntry.findMany({ orderBy: { at: 'asc' } });
}

describe('With Slack down', () => {
  it('every word of the slash command does its work from the terminal, by the same code', async () => {
    await world().settle();
    world().sandbox.faults.down();
    const typed = new Set<string>();
    const unnoted: string[] = [];
    let trailed = (await trail()).length;
    for (const [who, words, answer] of night) {
      const parsed = parseCommand(words, commandRoutes);
      if (parsed.type === 'subcommand') typed.add(parsed.name);
      const { out, err } = await type(who, words);
      expect(`${words}: ${out}${err}`).toMatch(answer);
      // Allowed or refused, a row says who asked by which way, and of which incident where one was meant.
      const noted = await trail();
      const own = noted.slice(trailed).filter((one) => one.via === 'api' && one.who === who);
      const isOfNone = ofNone.test(`${words} ${answer.source}`);
      if (own.every(({ incident }) => (incident === null) !== isOfNone)) unnoted.push(words);
      trailed = noted.length;
    }
    expect([...typed].sort()).toEqual([...subcommands].sort());
    expect(unnoted).toEqual([]);
  });

  it('a terminal hears which of several incidents could be meant, and who is not known', async () => {
    await world().settle();
    world().sandbox.faults.down();
    await type(flo, 'declare P1 first thing');
    await type(flo, 'declare P2 second thing');
    const several = await type(flo, 'update looking');
    expect(several).toMatchObject({ code: 2, out: '' });
    expect(several.err).toMatch(
      /^2 incidents are open: INC-\d+ \(second thing\), INC-\d+ \(first thing\)\.\nPut the number behind the word, such as `muster incident update INC-\d+ …`\.$/,
    );
    const stranger = await type('nobody@example.org', 'list');
    expect(stranger).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Slack cannot be asked now who nobody@example.org is/),
    });
    // The policy knows this address, so Slack need not be asked.
    expect(await type('eli@example.com', 'list')).toMatchObject({ code: 0, out: expect.stringMatching(/first thing/) });
    expect((await type(flo, 'page @nobody now')).err).toMatch(/I know nobody called @nobody here/);
    expect(await type(flo, 'reslove')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Did you mean `muster incident resolve`\?/),
    });
  });

  it('the same key does it once, a secret is masked, and a private incident is there for its members alone', async () => {
    await world().settle();
    world().sandbox.faults.down();
    const [first, second] = [
      await type(flo, 'declare P2 keyed', ['--key', 'k1']),
      await type(flo, 'declare P2 keyed', ['--key', 'k1']),
    ];
    expect(first.out).toMatch(/is recorded/);
    expect(second).toMatchObject({ code: 0, out: expect.stringMatching(/^That was done before/) });
    const [number] = /INC-\d+/.exec(first.out) ?? [''];
    const masked = await type(flo, `note ${number} key AKIAIOSFODNN7EXAMPLE`, ['--key', 'k2']);
    expect(masked.out).toMatch(/I masked what looks like an AWS/);
    const row = await world().bot.ctx.db.prisma.incident.findFirstOrThrow({
      where: { number: Number(number.slice(4)) },
    });
    const entries = await readAllEntries(world().bot.ctx.db.prisma, row.id);
    expect(JSON.stringify(entries)).not.toContain('AKIAIOSFODNN7EXAMPLE');
    await type(flo, `make-private ${number} names of customers`);
    for (const words of [`timeline ${number}`, `update ${number} I was here`, `status ${number}`, `catchup ${number}`])
      expect(await type('U01GIL0001', words)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/There is no INC-\d+ that you can see/),
      });
    expect((await type('U01GIL0001', 'list')).out).not.toMatch(/keyed/);
    expect((await type(flo, `timeline ${number}`)).out).toMatch(/made it private/);
  });
});

describe('With the database away', () => {
  it('a terminal and a script hear that nothing is recorded, and how to go on by hand', async () => {
    await world().settle();
    await withoutDatabase(world(), async () => {
      const typed = await type(flo, 'declare P1 the database is away');
      expect(typed).toMatchObject({ code: 1, out: '' });
      expect(typed.err).toMatch(/^Nothing is recorded: the database cannot be reached\.\n[\s\S]*Meanwhile, by hand: /);
      const { status, refused } = await callApi(world().bot.url, 'declare', { body: { by: flo, title: 'Again' } });
      expect({ status, code: refused?.code }).toEqual({ status: 503, code: 'database-away' });
    });
    expect((await type(flo, 'list')).out).toMatch(/Nothing is open/);
  });
});

describe('Whatever a button does', () => {
  it('can be typed, or it is written down why not', () => {
    const unknown = Object.values(actions).filter((action) => {
      const words = wordsOfButtons[action];
      return 'none' in words ? words.none === '' : parseCommand(words.type({}), commandRoutes).type !== 'subcommand';
    });
    expect(unknown).toEqual([]);
  });
});

describe('muster incident', () => {
  it('says what is missing before it asks the bot', async () => {
    expect(await run(['incident', 'list'], { API_TOKEN: apiToken })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/--as ana@example.com, or set MUSTER_AS/),
    });
    expect(await run(['incident', 'list'], { MUSTER_AS: flo })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/API_TOKEN is not set/),
    });
    expect(await run(['incident'], {})).toMatchObject({ code: 2, err: expect.stringMatching(/muster incident help/) });
    const nobody = await run(['incident', 'list'], {
      API_TOKEN: apiToken,
      MUSTER_AS: flo,
      HOST: '0.0.0.0',
      PORT: '59998',
    });
    expect(nobody).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^No bot answers at http:\/\/127\.0\.0\.1:59998; nothing is recorded\./),
    });
    const wrong = await run(['incident', 'list'], {
      API_TOKEN: 'x'.repeat(32),
      MUSTER_AS: flo,
      MUSTER_URL: world().bot.url,
    });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/API_TOKEN is not the one that the bot at/) });
  });
});
