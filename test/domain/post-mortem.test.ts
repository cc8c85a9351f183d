import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { membersIn } from '../../src/domain/members-in.ts';
import { postMortemData, tellDuration } from '../../src/domain/post-mortem.ts';
import { plainMarkdown } from '../../src/domain/plain-markdown.ts';
import { type Entry, type Fact, genesis, makeEntry } from '../../src/domain/timeline.ts';
import { declaration, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const names: Record<string, string> = {
  [members.ana]: 'Ana Ruiz',
  [members.ben]: 'Ben Okafor',
  [members.cy]: 'Cy Tan',
  [members.gil]: 'Gil Sand',
};
const name = (user: string) => names[user] ?? user;

/** The entries of a story, as the database would keep them. */
function entriesOf(facts: { facts: Fact[]; now: Date }[]): Entry[] {
  const entries: Entry[] = [];
  for (const { facts: some, now } of facts)
    for (const fact of some)
      entries.push(
        makeEntry({
          fact,
          seq: entries.length + 1,
          previousHash: entries.at(-1)?.hash ?? genesis,
          salt: '00'.repeat(16),
          now,
        }),
      );
  return entries;
}

/** A fact at a minute after 03:01 UTC, 04:01 in the policy's Berlin. */
function fact(
  minute: number,
  kind: Fact['kind'],
  actor: string | null,
  body: Fact['body'] = {},
  source: string | null = null,
): { facts: Fact[]; now: Date } {
  return { facts: [{ kind, actor, body, at: null, source }], now: new Date(Date.UTC(2026, 2, 2, 3, 1 + minute)) };
}

const incident = () => story().incident();
const dataOf = (of: Incident, facts: ReturnType<typeof fact>[]) =>
  postMortemData({ incident: of, entries: entriesOf(facts), policy, name });

describe('the data of a post-mortem', () => {
  it('leaves what nobody knows unknown, and asks for it', () => {
    const data = dataOf(incident(), []);
    expect(data.moments.filter((moment) => moment.at !== 'unknown')).toEqual([
      { name: 'Declared', at: '2026-03-02 04:01' },
      { name: 'Resolved', at: 'not yet' },
      { name: 'Closed', at: 'not yet' },
    ]);
    expect(data.measures.map((measure) => measure.value)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(data.measures[0]?.why).toContain('impact started');
    expect(data.summary).toEqual({ what: null, fix: null, customers: null, owner: null });
    expect(data.open_questions).toContain('When did the impact start?');
    expect(data.open_questions).not.toContain('Was data or access exposed, whose, and who has to be told?');
    proves('A2', 'F10');
  });

  it('asks no question that the record answers', () => {
    const known = incident();
    const at = new Date('2026-03-02T03:30:00Z');
    known.moments = {
      impactStarted: at,
      detected: at,
      declared: at,
      acknowledged: at,
      identified: at,
      mitigated: at,
      resolved: at,
      closed: at,
    };
    known.resolution = { what: 'a full disk', fix: 'a larger disk', customers: 'errors', owner: members.ana };
    known.updates.count = 1;
    expect(dataOf(known, []).open_questions).toEqual([]);
    expect(dataOf(known, []).measures.map((measure) => measure.value)).toEqual(['0 s', '0 s', '0 s', '0 s']);
  });

  it('tells who had which role from when to when, through handovers and pauses', () => {
    const ended = incident();
    ended.status = 'resolved';
    ended.moments.resolved = new Date('2026-03-02T05:00:00Z');
    const data = dataOf(ended, [
      fact(3, 'roleTaken', members.cy, { role: 'comms', user: members.cy, from: null }),
      fact(2, 'roleTaken', members.ana, { role: 'commander', user: members.ana, from: null }),
      fact(30, 'roleTaken', members.ben, { role: 'commander', user: members.ben, from: members.ana }),
      fact(40, 'roleLeft', members.ben, { role: 'commander', user: members.ben }),
      fact(50, 'roleTaken', members.ana, { role: 'commander', user: members.ana, from: null }),
    ]);
    expect(data.roles).toEqual([
      { role: 'Incident Commander', person: 'Ana Ruiz', from: '2026-03-02 04:03', to: '2026-03-02 04:31' },
      { role: 'Incident Commander', person: 'Ben Okafor', from: '2026-03-02 04:31', to: '2026-03-02 04:41' },
      { role: 'Incident Commander', person: 'Ana Ruiz', from: '2026-03-02 04:51', to: '2026-03-02 06:00' },
      { role: 'Communications Lead', person: 'Cy Tan', from: '2026-03-02 04:04', to: '2026-03-02 06:00' },
    ]);
    proves('S16');
  });

  it('leaves the end of an interval open while somebody still has the role', () => {
    const [role] = dataOf(incident(), [
      fact(2, 'roleTaken', members.ana, { role: 'commander', user: members.ana, from: null }),
    ]).roles;
    expect(role?.to).toBeNull();
  });

  it('puts a pinned message at its own time, as it was edited last', () => {
    const pinned = fact(20, 'messagePinned', members.ana, { author: members.ben, text: 'errors at 3 %' }, 'C1:1.1');
    const [first] = pinned.facts;
    if (first) first.at = new Date('2026-03-02T03:05:00Z');
    const data = dataOf(incident(), [
      fact(0, 'note', members.ana, { text: 'one' }),
      fact(10, 'note', members.ana, { text: 'two' }),
      pinned,
      fact(21, 'messageEdited', null, { text: 'errors at 38 %' }, 'C1:1.1'),
    ]);
    expect(data.timeline.map(({ at }) => at)).toEqual(['2026-03-02 04:01', '2026-03-02 04:05', '2026-03-02 04:11']);
    expect(data.timeline[1]?.text).toContain('errors at 38 %');
    expect(data.timeline[1]?.text).not.toContain('errors at 3 %');
  });

  it('leaves out a message that was taken off, and keeps one that was put back', () => {
    const pin = (minute: number, source: string) =>
      fact(minute, 'messagePinned', members.ana, { author: null, text: source }, source);
    const unpin = (minute: number, source: string) =>
      fact(minute, 'messageUnpinned', null, { reason: 'unpinned' }, source);
    const data = dataOf(incident(), [
      pin(1, 'C1:1'),
      pin(2, 'C1:2'),
      unpin(3, 'C1:1'),
      unpin(4, 'C1:2'),
      pin(5, 'C1:2'),
    ]);
    expect(data.timeline).toHaveLength(1);
    expect(data.timeline[0]?.text).toContain('C1:2');
  });

  it('says nothing of the bot’s own drafts and nudges', () => {
    const data = dataOf(incident(), [
      fact(1, 'postMortemDrafted', null, { version: 1 }),
      fact(2, 'updateNudged', null, { number: 1, ask: members.ana, due: '' }),
    ]);
    expect(data.timeline).toEqual([]);
  });

  it('lists the updates with all that they say', () => {
    const said = { text: null, know: 'errors', done: 'rollback', next: 'watch', eta: '05:00' };
    const data = dataOf(incident(), [
      fact(5, 'updatePosted', members.cy, { number: 1, status: 'identified', noChangeSince: null, ...said }),
      fact(9, 'updatePosted', members.cy, {
        number: 2,
        status: 'identified',
        noChangeSince: 1,
        text: null,
        know: null,
        done: null,
        next: null,
        eta: null,
      }),
    ]);
    expect(data.updates[0]).toEqual({
      number: 1,
      at: '2026-03-02 04:06',
      by: 'Cy Tan',
      status: policy.statuses['identified'] ?? 'identified',
      ...said,
      no_change_since: null,
    });
    expect(data.updates[1]).toMatchObject({ number: 2, no_change_since: 1, know: null });
  });

  it('shows that an entry was redacted, and nothing of what it said', () => {
    const entries = entriesOf([
      fact(1, 'note', members.ana, { text: 'secret' }),
      fact(2, 'updatePosted', members.cy, { number: 1, status: 'identified', text: 'secret' }),
    ]);
    const redacted = entries.map((entry) => ({ ...entry, body: null, salt: null }));
    const data = postMortemData({ incident: incident(), entries: redacted, policy, name });
    expect(JSON.stringify(data)).not.toContain('secret');
    expect(data.updates[0]?.text).toBe('redacted');
    expect(data.timeline).toHaveLength(2);
  });

  it('keeps what people wrote from becoming headings, tables or HTML', () => {
    const data = dataOf(story({ title: '# <b>down</b> | `x`' }).incident(), [
      fact(1, 'note', members.ana, { text: 'a\n# b\n```\n<script>' }),
    ]);
    expect(data.incident.title).toBe('\\# \\<b>down\\</b> \\| `x`');
    expect(data.timeline[0]?.text).not.toMatch(/\n|```|(^|[^\\])<script/);
  });
});

describe('text of Slack as Markdown', () => {
  it.each([
    ['<@U01ANA0001> did it', 'Ana Ruiz did it'],
    ['<@U01ANA0001|ana> did it', 'Ana Ruiz did it'],
    ['see <#C0123|ops>', 'see #ops'],
    ['<https://a.example|the graph>', 'the graph (https://a.example)'],
    ['<https://a.example/?a=1&amp;b=2>', 'https://a.example/?a=1&b=2'],
    ['<!here> <!channel>', '@here @channel'],
    ['<!subteam^S0123|@leads> and <!subteam^S0124>', '@leads and S0124'],
    ['at <!date^1700000000^{time}|22:13 UTC>', 'at 22:13 UTC'],
    ['a &lt; b &amp;&amp; c', 'a \\< b && c'],
    ['one\n\n two ', 'one / two'],
    ['- a list', '\\- a list'],
    ['---', '\\---'],
    ['שלום 🔥', 'שלום 🔥'],
  ])('%s', (text, markdown) => {
    expect(plainMarkdown(text, name)).toBe(markdown);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59_000, '59 s'],
    [13 * 60_000, '13 min'],
    [65 * 60_000, '1 h 5 min'],
    [120 * 60_000, '2 h'],
    [51 * 3_600_000, '2 d 3 h'],
    [59 * 60_000 + 59_600, '1 h'],
  ])('%i ms is %s', (ms, text) => {
    expect(tellDuration(ms)).toBe(text);
  });
});

describe('whose names are needed', () => {
  it('finds actors, people in bodies and people who are mentioned, and no capitals by chance', () => {
    const told = story({ title: 'WEBSOCKET of <@U01VIC0008>', declaredBy: declaration().declaredBy }).incident();
    const entries = entriesOf([
      fact(1, 'stepFired', members.ana, { user: members.ben, ask: [members.cy], target: 'see UNAVAILABLE' }),
    ]);
    expect(membersIn(told, entries).sort()).toEqual(
      [members.ana, members.ben, members.cy, members.gil, members.vic].sort(),
    );
  });
});
