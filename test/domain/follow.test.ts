import { describe, expect, it } from 'vitest';
import { type Story, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const { ana, vic, gil } = members;
const follow = (by: string) => ({ type: 'follow', by }) as const;

/** What a follower is told, in order. */
function told(it: Story, user: string): string[] {
  return it
    .notices()
    .flatMap(({ notice }) => (notice.type === 'followed' && notice.user === user ? [notice.of] : []))
    .map((of) => (of.type === 'update' ? `update ${of.number}` : of.change.what));
}

const update = (status: 'monitoring' | null = null) =>
  ({
    type: 'postUpdate',
    by: ana,
    status,
    text: 'x',
    know: null,
    done: null,
    next: null,
    eta: null,
    nextIn: null,
  }) as const;

describe('Who follows an incident', () => {
  it('hears of each update, upgrade, mitigation, resolution and reopening once, and of nothing else', () => {
    const it = story({ severity: 'P1' }).does(follow(vic));
    it.does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    it.does({ type: 'changeSeverity', by: ana, to: 'P0', why: null });
    it.does({ type: 'changeSeverity', by: ana, to: 'P1', why: null });
    it.does(update());
    it.does(update('monitoring'));
    it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
    it.does({ type: 'close', by: ana });
    it.does({ type: 'reopen', by: ana, why: null });
    it.does({ type: 'changeStatus', by: ana, to: 'monitoring', why: null });
    it.does({ type: 'cancel', by: ana, reason: 'other', text: null });
    expect(told(it, vic)).toEqual(['severity', 'update 1', 'update 2', 'resolved', 'reopened', 'status', 'cancelled']);
    proves('N6');
  });

  it('hears nothing twice while in the channel, and goes on hearing after leaving it', () => {
    const it = story().does(follow(vic)).does({ type: 'memberJoined', user: vic, inviter: null }).does(update());
    expect(told(it, vic)).toEqual([]);
    it.does({ type: 'memberLeft', user: vic }).does(update());
    expect(told(it, vic)).toEqual(['update 2']);
  });

  it('is told nothing more after unfollowing, or when they cannot be written to', () => {
    const it = story().does(follow(vic)).does(follow(gil)).does(follow(vic));
    expect(it.incident().followers).toEqual([vic, gil]);
    it.does({ type: 'unfollow', by: vic }).does({ type: 'followerLost', user: gil }).does(update());
    expect(it.incident().followers).toEqual([]);
    expect(told(it, vic)).toEqual([]);
  });

  it('is not named on the timeline, and is no sign that somebody works on it', () => {
    const it = story();
    const before = it.incident();
    it.at(1).does(follow(vic)).does({ type: 'unfollow', by: vic });
    expect(it.decisions.slice(-2).flatMap(({ facts }) => facts)).toEqual([]);
    expect(it.incident().quietSince).toEqual(before.quietSince);
  });

  it('of a private incident is one of its members only', () => {
    expect(() => story({ private: true }).does(follow(vic))).toThrow(/is private: its updates stay in its channel/);
    const it = story().does(follow(vic)).does(follow(gil));
    it.does({ type: 'makePrivate', by: ana, why: null }).does(update());
    expect(told(it, vic)).toEqual([]);
    expect(it.incident().followers).toEqual([gil]);
  });

  it('follows the incident that it was merged into', () => {
    const other = {
      id: 'o',
      number: 41,
      kind: 'real',
      private: false,
      severity: 'P0',
      people: [],
      standing: null,
    } as const;
    const it = story().does(follow(gil));
    it.does({ type: 'absorb', by: ana, other: { ...other, people: [], tasks: [], followers: [vic, gil] } });
    expect(it.incident().followers).toEqual([gil, vic]);
  });

  it('are at most a hundred; the thread takes any number', () => {
    const it = story();
    for (let n = 0; n < 100; n += 1) it.does(follow(`U${n}`));
    expect(() => it.does(follow(vic))).toThrow(/100 followers already/);
  });
});

it('Upgrade, mitigation, resolution and reopening are shown in the announcements channel once each; nothing else is', () => {
  const it = story({ severity: 'P1' });
  it.does({ type: 'changeSeverity', by: ana, to: 'P0', why: null });
  it.does({ type: 'changeSeverity', by: ana, to: 'P1', why: null });
  it.does(update());
  it.does(update('monitoring'));
  it.does({ type: 'changeStatus', by: ana, to: 'identified', why: null });
  it.does({ type: 'changeStatus', by: ana, to: 'monitoring', why: null });
  it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
  it.does({ type: 'close', by: ana });
  it.does({ type: 'reopen', by: ana, why: null });
  const broadcast = it.seen.flatMap(({ effect }) =>
    effect.type === 'post' && effect.to.type === 'announcementThread' && effect.to.broadcast ? [effect.notice] : [],
  );
  expect(broadcast.map((notice) => (notice.type === 'change' ? notice.change.what : notice.type))).toEqual([
    'severity',
    'update',
    'status',
    'resolved',
    'reopened',
  ]);
  for (const quiet of [story({ severity: 'P1', drill: true }), story({ severity: 'P1', private: true })]) {
    quiet.does({ type: 'changeSeverity', by: ana, to: 'P0', why: null }).does(update('monitoring'));
    quiet.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
    const posted = quiet.seen.flatMap(({ effect }) => (effect.type === 'post' ? [effect.to.type] : []));
    expect(posted).not.toContain('announcementThread');
    expect(posted).not.toContain('announcements');
  }
  proves('N5');
});
