import { describe, expect, it } from 'vitest';
import { catchUpOf } from '../../src/domain/catch-up.ts';
import { type Fact, genesis, makeEntry } from '../../src/domain/timeline.ts';
import { start, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, ben, gil, vic } = members;

function entriesOf(facts: Fact[]) {
  return facts.map((fact, index) =>
    makeEntry({
      fact,
      seq: index + 1,
      previousHash: genesis,
      salt: '00',
      now: new Date(start.getTime() + index * 60_000),
    }),
  );
}

function told(driven: ReturnType<typeof story>) {
  const entries = entriesOf(driven.decisions.flatMap(({ facts }) => facts));
  const { turns, tried } = catchUpOf(driven.incident(), entries);
  return {
    turns: turns.map(({ kind }) => kind),
    tried: tried.map(
      ({ what, by, parts }) => `${what} by ${by}: ${parts.map(({ part, text }) => `${part} ${text}`).join(', ')}`,
    ),
  };
}

const nothing = { status: null, text: null, know: null, done: null, next: null, eta: null, nextIn: null };

describe('a catch-up', () => {
  it('tells the turns of the incident, and what people said they found, did and plan', () => {
    const driven = story({ severity: 'P1' })
      .at(2)
      .does({ type: 'changeSeverity', by: ben, to: 'P0', why: 'payments too' })
      .does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null })
      .does({ type: 'note', by: ben, text: 'the release of 02:40 is in it' })
      .does({ type: 'postUpdate', by: ana, ...nothing, done: 'rolled back', next: 'watch', eta: '04:00' })
      .does({ type: 'changeStatus', by: ana, to: 'monitoring', why: null });
    expect(told(driven)).toEqual({
      turns: ['severityChanged', 'statusChanged'],
      tried: [`note by ${ben}: text the release of 02:40 is in it`, `update by ${ana}: done rolled back, next watch`],
    });
  });

  it('shows a pinned message as it was edited last, and none that was taken off the timeline', () => {
    const at = new Date(start.getTime() - 60_000);
    const pin = { type: 'pinMessage' as const, by: ana, at, author: ben };
    const driven = story()
      .does({ ...pin, source: 'C1:1', text: 'errors 38 %' })
      .does({ ...pin, source: 'C1:2', text: 'never mind' })
      .does({ type: 'editPinned', by: null, source: 'C1:1', text: 'errors 4 %' })
      .does({ type: 'unpinMessage', by: ana, source: 'C1:2', reason: 'unpinned' });
    expect(told(driven).tried).toEqual([`message by ${ben}: text errors 4 %`]);
  });

  it('leaves out what was redacted and a bare “no change”, and keeps to the latest five', () => {
    const driven = story();
    for (let n = 1; n <= 7; n += 1) driven.does({ type: 'note', by: ben, text: `try ${n}` });
    driven.does({ type: 'noChange', by: ana, sentence: null, number: null });
    expect(told(driven).tried.map((line) => line.slice(-5))).toEqual(['try 3', 'try 4', 'try 5', 'try 6', 'try 7']);
    const redacted = entriesOf(driven.decisions.flatMap(({ facts }) => facts)).map((entry) => ({
      ...entry,
      body: null,
    }));
    expect(catchUpOf(driven.incident(), redacted)).toEqual({ turns: [], tried: [] });
  });
});

describe('who joins the channel', () => {
  const caughtUp = (minute: number, inviter: string | null, more = {}) =>
    story(more).at(minute).does({ type: 'memberJoined', user: vic, inviter }).incident().caughtUp;

  it('is caught up when they come late and by themselves', () => {
    expect(caughtUp(6, null)).toEqual([vic]);
  });

  it('is not in the first five minutes, and not when somebody invited them', () => {
    expect(caughtUp(5, null)).toEqual([]);
    expect(caughtUp(6, gil)).toEqual([]);
    proves('S9');
  });

  it('is caught up once, however often they leave and come back', () => {
    const driven = story().at(6).does({ type: 'memberJoined', user: vic, inviter: null });
    driven.does({ type: 'memberLeft', user: vic }).does({ type: 'memberJoined', user: vic, inviter: null });
    expect(driven.incident().caughtUp).toEqual([vic]);
  });

  it('is not when the work is over', () => {
    const driven = story().at(6).does({ type: 'cancel', by: gil, reason: 'other', text: null });
    expect(driven.does({ type: 'memberJoined', user: vic, inviter: null }).incident().caughtUp).toEqual([]);
  });
});
