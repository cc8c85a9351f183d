import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../src/domain/commands.ts';
import { isInsider } from '../../src/domain/is-insider.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const { ana, ben, cy, dee, gil, lena, vic } = members;
const makePrivate = { type: 'makePrivate', by: gil, why: null } as const;

/** Declared at minute 0 and made private at minute 20: by then everybody but the VP was called. */
function madePrivate(changes: Partial<Declaration> = {}, some: Policy = policy): Story {
  const it = story(changes, some).does({ type: 'channelOpened', id: 'C1', name: 'inc-42-checkout', open: true });
  return it.at(20).does(makePrivate);
}

/** What the last decision planned, as id, lane and need without the incident's own id. */
function planned(it: Story) {
  const own = (text: string | null) => text?.replace(/^inc:/, '') ?? null;
  return (it.decisions.at(-1)?.effects ?? []).map(({ id, effect, lane, needs }) => ({
    id: own(id),
    type: effect.type,
    lane: own(lane),
    needs: own(needs),
    effect,
  }));
}

function withPrivateStep(target: string, after: number): Policy {
  const id = `reach ${target}`;
  const step = { id, after: after * 60_000, kind: 'reach', target, unless: 'acknowledged', condition: null } as const;
  return {
    ...policy,
    severities: policy.severities.map((one) => ({ ...one, privateLadder: [...one.privateLadder, step] })),
  };
}

describe('an incident that is declared privately', () => {
  it('invites people before its headline names anybody', () => {
    const [declared] = story({ private: true }).decisions;
    const inChannel = declared?.effects.filter(({ lane }) => lane === 'inc:channel').map(({ effect }) => effect.type);
    expect(inChannel?.slice(0, 2)).toEqual(['invite', 'post']);
  });
});

describe('who leaves a private incident', () => {
  it('has it taken off their Home; who leaves an open one keeps it', () => {
    const homes = (it: Story) => planned(it.does({ type: 'memberLeft', user: vic })).map(({ type }) => type);
    const joins = { type: 'memberJoined', user: vic, inviter: null } as const;
    expect(homes(story({ private: true }).at(1).does(joins))).toEqual(['refreshHomes']);
    expect(homes(story().at(1).does(joins))).toEqual([]);
  });
});

describe('an incident that is made private', () => {
  it('has a channel, a headline and a topic of its own, and everything later belongs to them', () => {
    const it = madePrivate();
    expect(planned(it).map(({ id, lane, needs }) => ({ id, lane, needs }))).toEqual(
      expect.arrayContaining([
        { id: 'channel.2', lane: 'open.2', needs: null },
        { id: 'headline.2', lane: 'channel.2', needs: 'channel.2' },
        { id: 'topic.2', lane: 'topic.2', needs: 'channel.2' },
        { id: 'withdrawal', lane: 'channel.2', needs: 'channel.2' },
      ]),
    );
    it.does({ type: 'changeStatus', by: gil, to: 'identified', why: null });
    expect(planned(it).map(({ lane, needs }) => [lane, needs])).toEqual(
      expect.arrayContaining([
        ['topic.2', 'channel.2'],
        ['channel.2', 'channel.2'],
      ]),
    );
    expect(planned(it).some(({ effect }) => effect.type === 'refresh' && effect.target === 'inc:headline.2')).toBe(
      true,
    );
    expect(JSON.stringify(planned(it))).not.toMatch(/inc:headline"|inc:announcement/);
  });

  it('invites its members before anything is posted there', () => {
    const inChannel = planned(madePrivate()).filter(({ lane }) => lane === 'channel.2');
    expect(inChannel.map(({ type }) => type).slice(0, 3)).toEqual(['invite', 'post', 'post']);
  });

  it('is for who declared it, has a role, answered or is invited by the policy, and not for who was only there', () => {
    const it = story()
      .does({ type: 'channelOpened', id: 'C1', name: 'inc-42', open: true })
      .does({ type: 'memberJoined', user: cy, inviter: null })
      .does({ type: 'acknowledge', by: dee })
      .does({ type: 'takeRole', by: lena, role: 'comms', takeOver: null })
      .does({ ...makePrivate, by: vic });
    const seen = (user: string) => isInsider(it.incident(), user);
    expect([gil, dee, lena, vic, ana, ben].filter((user) => !seen(user))).toEqual([]);
    expect(seen(cy)).toBe(false);
  });

  it('is for who watches it or has something to do in it, too, because both are mentioned there later', () => {
    const it = story({ severity: 'P2' }).does({ type: 'channelOpened', id: 'C1', name: 'inc-42', open: true });
    const task = { type: 'addTask', by: gil, kind: 'task', text: 'Look at it', due: null } as const;
    it.does({ ...task, owner: cy })
      .does({ ...task, owner: lena })
      .does({ type: 'tickTask', by: gil, task: 'T2', done: true });
    const until = new Date(start.getTime() + 24 * 60 * 60_000);
    it.does({ type: 'park', by: gil, until, watching: vic, why: null, zone: 'Europe/Berlin' }).does(makePrivate);
    expect([cy, vic, lena].map((user) => isInsider(it.incident(), user))).toEqual([true, true, false]);
  });

  it('stands down who was called and has no part in it any more', () => {
    const stoodDown = planned(madePrivate()).flatMap(({ effect }) =>
      effect.type === 'post' && effect.notice.type === 'standDown' ? [effect.notice.user] : [],
    );
    // The Engineering Manager was informed at minute 15; commander and tech lead are invited by the policy.
    expect(stoodDown).toEqual([lena]);
  });

  it('climbs its own ladder, counted from then on; nobody is called twice', () => {
    const it = madePrivate({}, withPrivateStep('vp', 10));
    const pages = (from: number) =>
      it.seen.flatMap(({ minute, effect }) =>
        effect.type === 'page' && minute >= from && effect.notice.call !== 'inform' ? [[minute, effect.user]] : [],
      );
    expect(pages(20)).toEqual([]);
    it.at(31);
    expect(pages(20)).toContainEqual([30, vic]);
    expect(pages(20)).not.toContainEqual([20, ana]);
  });

  it('takes back the announcement, then everything in the old channel, and leaves one line', () => {
    const steps = planned(madePrivate()).filter(({ lane }) => lane === 'withdraw' || lane === 'audience');
    expect(steps.map(({ id }) => id)).toEqual([
      'withdraw.announcement',
      'withdraw.files',
      'withdraw.messages',
      'withdraw.header',
      'withdraw.name',
      'farewell',
      'withdraw.audience',
    ]);
  });

  it('was never announced when it is a drill', () => {
    expect(planned(madePrivate({ drill: true })).map(({ id }) => id)).not.toContain('withdraw.announcement');
  });

  it('takes back a channel that was still being opened as soon as it is known', () => {
    const it = story().does(makePrivate);
    expect(planned(it).map(({ id }) => id)).not.toContain('withdraw.messages');
    it.does({ type: 'channelOpened', id: 'C1', name: 'inc-42-checkout', open: true });
    expect(planned(it).map(({ id }) => id)).toEqual([
      'withdraw.files',
      'withdraw.messages',
      'withdraw.header',
      'withdraw.name',
      'farewell',
    ]);
    expect(it.incident()).toMatchObject({ channel: null, madePrivate: { channel: { id: 'C1' } } });
    it.does({ type: 'channelOpened', id: 'C2', name: 'inc-42-private-42', open: false });
    expect(it.incident().channel).toEqual({ id: 'C2', name: 'inc-42-private-42' });
  });

  it('writes its post-mortem again, because the file is taken back; nobody is called for what is over', () => {
    const it = story()
      .does({ type: 'channelOpened', id: 'C1', name: 'inc-42', open: true })
      .does({ type: 'resolve', by: gil, what: null, fix: null, customers: null, owner: null })
      .does(makePrivate);
    expect(planned(it)).toContainEqual(expect.objectContaining({ type: 'draftPostMortem', needs: 'channel.2' }));
    const invited = planned(it).flatMap(({ effect }) => (effect.type === 'invite' ? effect.users : []));
    expect(invited).toEqual([gil]);
  });

  it('tells whoever asked for it when the private channel cannot be opened, with a way to try again', () => {
    const it = madePrivate().does({
      type: 'effectFailed',
      effect: 'inc:channel.2',
      what: 'Channel',
      reason: 'Slack refused it',
    });
    expect(planned(it)).toEqual([
      expect.objectContaining({
        effect: expect.objectContaining({
          to: { type: 'person', user: gil },
          notice: expect.objectContaining({ type: 'trouble', retry: 'inc:channel.2' }),
        }),
      }),
    ]);
  });

  it('is not told twice of a part that could not be taken back: its line says so', () => {
    const it = madePrivate().does({
      type: 'effectFailed',
      effect: 'inc:withdraw.name',
      what: 'Its name',
      reason: 'no',
    });
    expect(planned(it)).toEqual([]);
  });

  it('cannot be made private twice', () => {
    expect(() => madePrivate().does(makePrivate)).toThrow('INC-42 is private already.');
    expect(() => story({ private: true }).does(makePrivate)).toThrow('INC-42 is private already.');
  });
});
