import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../../sandbox/block-kit/validate.ts';
import { genesis, makeEntry } from '../../../../src/domain/timeline.ts';
import { UserError } from '../../../../src/errors.ts';
import { commandRoutes } from '../../../../src/slack/command-routes.ts';
import { renderCatchUp } from '../../../../src/slack/views/ephemeral/catch-up.ts';
import { renderDeclared } from '../../../../src/slack/views/ephemeral/declared.ts';
import { bugView, databaseView, errorView } from '../../../../src/slack/views/ephemeral/error.ts';
import { renderHelp } from '../../../../src/slack/views/ephemeral/help.ts';
import { renderList } from '../../../../src/slack/views/ephemeral/list.ts';
import { renderNotRecorded } from '../../../../src/slack/views/ephemeral/not-recorded.ts';
import { renderOncall } from '../../../../src/slack/views/ephemeral/oncall.ts';
import { renderPanel } from '../../../../src/slack/views/ephemeral/panel.ts';
import { sentenceView } from '../../../../src/slack/views/ephemeral/sentence.ts';
import { renderRedact } from '../../../../src/slack/views/ephemeral/redact.ts';
import { renderTaskList } from '../../../../src/slack/views/ephemeral/task-list.ts';
import { renderTimelinePage } from '../../../../src/slack/views/ephemeral/timeline-page.ts';
import { renderTitleTooLong } from '../../../../src/slack/views/ephemeral/title-too-long.ts';
import { anIncident, anOther, factsAt, listOf, minute, resolved, staffed, taskOf } from '../../../support/facts.ts';
import { flatten } from '../../../support/flatten.ts';
import { members, policy } from '../../../support/policy.ts';

const long = (n: number) => 'Wörter <!channel> & "quoted"\n'.repeat(Math.ceil(n / 29)).slice(0, n);
const wide = anIncident({
  title: '&'.repeat(150),
  number: 999_999_999,
  private: true,
  kind: 'drill',
  impact: long(1000),
  affected: long(500),
});
const facts = { policy, now: minute(60 * 24 * 3) };

function entries(n: number) {
  return Array.from({ length: n }, (_, index) =>
    makeEntry({
      fact: { kind: 'note', at: null, actor: members.ana, body: { text: long(10_000) }, source: null },
      seq: 999_000 + index,
      previousHash: genesis,
      salt: '00',
      now: minute(0),
    }),
  );
}

const turn = makeEntry({
  fact: { kind: 'resolved', at: null, actor: members.ana, body: { what: '&'.repeat(3000) }, source: null },
  seq: 1,
  previousHash: genesis,
  salt: '00',
  now: minute(0),
});
const bigTurn = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`role-${n}`, 'x'.repeat(80)]));
const bigRotation = { starts: '2026-01-05', days: 7, turns: [bigTurn] };
const bigPolicy = {
  ...policy,
  roles: Array.from({ length: 20 }, (_, n) => ({
    key: n === 0 ? 'commander' : `role-${n}`,
    name: 'A role with a long name '.repeat(8),
    button: 'Take a role with a long name '.repeat(8),
    primary: null,
    secondary: null,
    schedule: null,
  })),
};

function raise(): never {
  throw new Error('There is no entry');
}

const notRecorded = {
  manual: long(20_000),
  written: ['Title', 'Severity', 'Affected', 'Impact', 'Leads'].map((label): [string, string] => [label, long(5000)]),
  again: { title: long(150), affected: long(400), impact: long(400) },
  command: '/incident',
};

const shift = { clock: '02:10 '.concat('Argentina '.repeat(3)), working: false };
const parked = {
  until: minute(900),
  since: minute(0),
  by: members.ana,
  watching: members.ana,
  why: long(300),
  zone: 'America/Argentina/ComodRivadavia',
  told: 'x',
};

describe('answers to one person', () => {
  it.each([
    ['sentences', sentenceView(long(50_000))],
    [
      'a refusal',
      errorView(
        new UserError('x', long(5000), long(5000), {
          offer: { label: long(200), action: 'reopen', value: { incident: '1' } },
        }),
        '/incident',
      ),
    ],
    ['a bug', bugView('ABC234')],
    ['the database away', databaseView('unreachable', '/incident')],
    ['the database lost', databaseView('lost', '/incident')],
    ['nothing recorded', renderNotRecorded({ ...notRecorded, certainty: 'unreachable' })],
    ['perhaps recorded', renderNotRecorded({ ...notRecorded, certainty: 'lost' })],
    ['not yet recorded', renderNotRecorded({ ...notRecorded, certainty: 'slow', manual: '', written: [] })],
    [
      'declared',
      renderDeclared(
        wide,
        policy,
        [1, 2, 3].map((number) => anOther(number, { title: '&'.repeat(150), private: true, kind: 'drill' })),
        minute(3),
      ),
    ],
    ['a title too long', renderTitleTooLong('&'.repeat(10_000), '/incident')],
    [
      'the fullest catch-up',
      renderCatchUp(
        factsAt(60 * 24 * 3, { ...wide, ...staffed, channelTrouble: long(500) }, { policy: bigPolicy }),
        {
          turns: Array.from({ length: 5 }, () => turn),
          tried: Array.from({ length: 5 }, () => ({
            what: 'update' as const,
            at: minute(0),
            by: members.ana,
            number: 999,
            parts: (['text', 'know', 'done', 'next'] as const).map((part) => ({ part, text: '&'.repeat(3000) })),
          })),
        },
        null,
      ),
    ],
    [
      'a full list',
      renderList(
        Array.from({ length: 21 }, () => ({ ...wide, parked })),
        { ...facts, policyOf: () => facts.policy, command: '/incident' },
      ),
    ],
    [
      'who is on call',
      renderOncall({ ...bigPolicy, rotation: bigRotation }, new Map([[members.ana, shift]]), minute(0)),
    ],
    ['an empty list', renderList([], { ...facts, policyOf: () => facts.policy, command: '/incident' })],
    [
      'a full page of the timeline',
      renderTimelinePage(
        wide,
        { entries: entries(20).map((entry) => ({ ...entry, of: 'INC-999999999' })), page: 500, pages: 1000 },
        facts,
      ),
    ],
    ['an empty timeline', renderTimelinePage(wide, { entries: [], page: 1, pages: 1 }, facts)],
    ['a redaction', renderRedact(wide, entries(1)[0] ?? raise(), long(3000), policy)],
    [
      'a full list of what is to do',
      renderTaskList(
        { ...facts, incident: { ...wide, tasks: Array.from({ length: 100 }, (_, n) => taskOf(`T${n}`, long(500))) } },
        2,
      ),
    ],
    ['an empty list of what is to do', renderTaskList({ ...facts, incident: wide }, 1)],
    ['the help', renderHelp(commandRoutes, `/${'x'.repeat(31)}`)],
    ['the panel', renderPanel(factsAt(5, { ...staffed, impact: long(1000), affected: long(500) }), members.ana)],
    [
      'the panel of a resolved incident',
      renderPanel(
        factsAt(70, {
          ...resolved,
          checklists: Array.from({ length: 12 }, (_, n) =>
            listOf(`list-${n}`, long(200), {
              items: Array.from({ length: 12 }, () => ({ text: long(500), doneBy: null, doneAt: null })),
              messages: n % 2 === 0 ? [] : ['inc:9.9'],
            }),
          ),
        }),
        members.ana,
      ),
    ],
  ])('%s keeps to Slack’s limits however long the words are', (_name, view) => {
    expect(validateMessage(view)).toEqual([]);
  });

  it('escape what people wrote, and keep mentions and times of the sentence', () => {
    const { text } = sentenceView(
      `<@U1ANA> wrote "<!channel> <b> &amp;" at <!date^1700000000^{time}|03:01 UTC> in <#C1>`,
    );
    expect(text).toBe(
      '<@U1ANA> wrote "&lt;!channel&gt; &lt;b&gt; &amp;amp;" at <!date^1700000000^{time}|03:01 UTC> in <#C1>',
    );
  });

  it('name commands as they are typed here', () => {
    const error = new UserError(
      'x',
      'Nobody is Commander.',
      'Take it: `take commander`, say `note text`, or `detected 02:48`; not `/sev take`.',
    );
    expect(errorView(error, '/sev').text).toBe(
      'Nobody is Commander. Take it: `/sev take commander`, say `/sev note text`, or `detected 02:48`; not `/sev take`.',
    );
  });

  it('give a title back whole that is too long', () => {
    const title = `a${Array.from({ length: 900 }, (_, index) => `word${index} 🔥`).join(' ')}`;
    const shown = renderTitleTooLong(title, '/incident')
      .blocks.flatMap((block) =>
        block.type === 'section' && block.text?.type === 'plain_text' ? [block.text.text] : [],
      )
      .join('');
    expect(shown).toBe(title);
  });

  it('tell the declarer what is similar, with a button to join each', () => {
    expect(
      flatten(renderDeclared(anIncident(), policy, [anOther(41, { title: 'Checkout slow' })], minute(40)).blocks),
    ).toBe(
      [
        '*INC-42 · P0 Critical* is recorded: Checkout returns 500',
        'Its channel is being opened; I will tell you each step in a direct message.',
        'Similar and open: INC-41 (Checkout slow). Is it the same?',
        '[Join INC-41] [Call off INC-42]',
      ].join('\n'),
    );
  });

  it('offer the declarer to merge what is of the last half hour, either way', () => {
    expect(flatten(renderDeclared(anIncident(), policy, [anOther(41)], minute(3)).blocks)).toBe(
      [
        '*INC-42 · P0 Critical* is recorded: Checkout returns 500',
        'Its channel is being opened; I will tell you each step in a direct message.',
        '*INC-41*, declared 02:59 UTC, may be the same: Checkout is down',
        '[Merge into INC-41] [Merge INC-41 into this] [Not the same]',
      ].join('\n'),
    );
  });

  it('say in the panel what the headline says, with the rarer buttons below', () => {
    expect(flatten(renderPanel(factsAt(5, staffed), members.gil).blocks)).toMatch(
      /INC-42 · P0 Critical · Investigating[\s\S]*Post update[\s\S]*\[Follow\] \[Join the channel\][\s\S]*\[Correct a time\]/,
    );
  });

  it('say of a private incident nothing but its number where a phone previews it', () => {
    expect(renderPanel(factsAt(5, { private: true }), members.gil).text).toBe('Private incident INC-42');
  });
});
