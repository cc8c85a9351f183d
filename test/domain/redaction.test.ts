import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/domain/timeline.ts';
import { factKinds, genesis, makeEntry, firstBroken, type Entry } from '../../src/domain/timeline.ts';
import { plainMarkdown } from '../../src/domain/plain-markdown.ts';
import {
  eraseFrom,
  eraseInMarkdown,
  eraseInPayload,
  markOfText,
  redactedTogether,
  textsIn,
  wordsOf,
} from '../../src/domain/redaction.ts';
import { start, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { sized } from '../support/sized.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, dee, gil } = members;
let told = 0;
/** A text that nobody else says, with signs that Markdown and Slack escape. */
const canary = (about: string): string => `Canary${(told += 1)} ${about} & <*more*>`;

/** A whole incident in which people say something wherever they can. */
function wholeStory() {
  const p2 = {
    severity: 'P2',
    title: canary('title'),
    affected: canary('affected'),
    impact: canary('impact'),
    triage: { users: canary('users') },
  };
  const alert = { id: 'Q2', url: 'https://acme.pagerduty.com/incidents/Q2' };
  const it = story(
    { ...p2, page: alert, source: { channel: 'C1', ts: '1.1', text: canary('quote'), author: gil } },
    sized,
  ).at(1);
  const effect = it.incident().attachment?.effect ?? '';
  const found = { via: 'PagerDuty', page: alert, number: 7, title: canary('alert'), people: [], acknowledged: null };
  it.does({ type: 'pageAttached', effect, answer: { outcome: 'attached', ...found } });
  it.does({ type: 'engage', by: gil, expert: 'database', person: null, why: canary('engage') });
  it.does({
    type: 'answerTriage',
    by: ana,
    answers: { users: canary('more users'), workaround: canary('workaround') },
  });
  it.does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
  it.does({
    type: 'park',
    by: ana,
    until: new Date(start.getTime() + 3_600_000),
    watching: null,
    why: canary('park'),
    zone: 'UTC',
  });
  it.does({ type: 'recordTicket', by: ana, done: true, ref: canary('ticket') });
  it.does({ type: 'wake', by: ana });
  it.does({ type: 'changeSeverity', by: ana, to: 'P0', why: canary('severity') });
  it.does({ type: 'edit', by: ana, title: canary('new title'), impact: canary('new impact') });
  it.does({ type: 'changeStatus', by: ana, to: 'identified', why: canary('status') });
  it.does({ type: 'note', by: ana, text: canary('note') });
  it.does({ type: 'page', by: ana, user: dee, why: canary('page') });
  const page = { id: 'Q1', url: 'https://acme.pagerduty.com/incidents/Q1' };
  const call = { effect: 'inc:9.9', user: dee, title: '', call: 'page', why: null } as const;
  it.does({ type: 'rang', ...call, answer: { outcome: 'accepted', via: 'PagerDuty', page, assignee: null } });
  const noted = { what: 'noted', text: canary('in the pager') } as const;
  it.does({ type: 'pagerChanged', ring: call.effect, change: noted, author: { user: null, name: 'Pat' } });
  const pin = { source: 'C1:2.2', at: start };
  it.does({ type: 'pinMessage', by: ana, author: ben, text: canary('pinned'), files: [canary('file')], ...pin });
  it.does({ type: 'editPinned', by: null, source: pin.source, text: canary('edited') });
  it.does({ type: 'addTask', by: ana, kind: 'task', text: canary('task'), owner: ben, due: null });
  it.does({ type: 'startTask', by: ben, task: 'T1', started: true });
  it.does({ type: 'tickTask', by: ben, task: 'T1', done: true });
  const parts = {
    text: canary('text'),
    know: canary('know'),
    done: canary('done'),
    next: canary('next'),
    eta: canary('eta'),
  };
  it.does({ type: 'postUpdate', by: ana, status: null, ...parts, nextIn: null });
  it.does({ type: 'makePrivate', by: ana, why: canary('private') });
  it.does({
    type: 'resolve',
    by: ana,
    what: canary('what'),
    fix: canary('fix'),
    customers: canary('customers'),
    owner: null,
  });
  it.does({ type: 'reopen', by: ana, why: canary('reopen') });
  const empty = { marks: [], messages: [], files: [], drafted: false };
  it.does({ type: 'redact', by: ana, why: canary('why'), entries: ['1'], kinds: ['note'], ...empty });
  it.does({ type: 'cancel', by: ana, reason: 'other', text: canary('cancel') });
  return it;
}

const bodies = (facts: Fact[]): Pick<Entry, 'kind' | 'body'>[] => facts.map(({ kind, body }) => ({ kind, body }));

describe('A redaction', () => {
  const it_ = wholeStory();
  const facts = it_.decisions.flatMap((decision) => decision.facts);
  const texts = bodies(facts).flatMap(textsIn);
  const marks = new Set(texts.map(markOfText));

  it('knows every place where a fact keeps what people wrote', () => {
    for (const { kind, body } of facts) {
      const rest = Object.entries(body).filter(([key]) => !wordsOf[kind].includes(key));
      expect({ kind, rest: JSON.stringify(rest).includes('Canary') }).toEqual({ kind, rest: false });
    }
    const withWords = factKinds.filter((kind) => wordsOf[kind].length > 0);
    expect(withWords.filter((kind) => !facts.some((fact) => fact.kind === kind))).toEqual([]);
  });

  it('finds every copy in the state, at every moment of the incident', () => {
    for (const decision of it_.decisions) {
      const incident = structuredClone(decision.incident);
      expect(JSON.stringify(incident)).toContain('Canary');
      expect(eraseFrom(incident, marks)).toBe(true);
      expect(JSON.stringify(incident)).not.toContain('Canary');
    }
    const last = structuredClone(it_.incident());
    eraseFrom(last, marks);
    expect(last).toEqual(expect.objectContaining({ severity: 'P0', title: '(redacted)' }));
  });

  it('finds every copy in what messages are rendered from', () => {
    const effects = it_.seen.map(({ effect }) => effect);
    expect(JSON.stringify(effects)).toContain('Canary');
    expect(JSON.stringify(effects.map((effect) => eraseInPayload(effect, marks)))).not.toContain('Canary');
  });

  it('leaves what it is not about, even where the words are those of a key or a status', () => {
    const other = new Set(['P0', 'identified', 'closing', ana].map(markOfText));
    const incident = structuredClone(it_.incident());
    expect(eraseFrom(incident, other)).toBe(false);
    for (const { effect } of it_.seen) expect(eraseInPayload(effect, other)).toBe(effect);
  });

  it('finds a text in a document, whatever became of its signs and lines', () => {
    const text = 'Cy | <@U01BEN0002> saw *card 4111*\n- and `CVC`';
    const written = `- 03:01 ${plainMarkdown(`Ana noted: ${text}`, () => 'Ben Okafor')}; then more`;
    expect(eraseInMarkdown(written, [text])).toBe('- 03:01 Ana noted: (redacted)`; then more');
    expect(eraseInMarkdown('a book is ok, okay', ['ok'])).toBe('a book is ok, okay');
    expect(eraseInMarkdown('the lead leads', ['lead'])).toBe('the (redacted) leads');
  });

  it('takes along what says the same: edits of a message, ticks of a task, corrections of the declaration', () => {
    const entries = chainOf(facts);
    const together = (kind: Fact['kind']) => {
      const entry = entries.find((one) => one.kind === kind);
      return entry === undefined ? [] : redactedTogether(entry, entries).map((one) => one.kind);
    };
    expect(together('messageEdited')).toEqual(['messagePinned', 'messageEdited']);
    expect(together('taskTicked')).toEqual(['taskAdded', 'taskStarted', 'taskTicked']);
    expect(together('declared')).toEqual(['declared', 'edited', 'edited']);
    expect(together('note')).toEqual(['note']);
  });

  it('leaves a chain that holds', () => {
    const entries = chainOf(facts).map((entry) =>
      entry.kind === 'note' ? { ...entry, body: null, salt: null } : entry,
    );
    expect(firstBroken(entries)).toBeNull();
    proves('R2');
  });
});

function chainOf(facts: Fact[]): Entry[] {
  const entries: Entry[] = [];
  for (const fact of facts)
    entries.push(
      makeEntry({
        fact,
        seq: entries.length + 1,
        previousHash: entries.at(-1)?.hash ?? genesis,
        salt: '00',
        now: start,
      }),
    );
  return entries;
}
