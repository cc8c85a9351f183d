import { describe, expect, it } from 'vitest';
import type { Command, Declaration, Merging } from '../../src/domain/commands.ts';
import type { DueItem } from '../../src/domain/notices.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { proves } from '../promises/proves.ts';
import { type Story, story } from '../support/incident.ts';
import { members, policy as plain } from '../support/policy.ts';

const { ana, ben, dee, gil } = members;

// Without a ladder nobody is called meanwhile, and no update is due: the only questions are those of this file.
const day = { clock: 'wall', ms: 24 * 60 * 60_000 } as const;
const policy: Policy = {
  ...plain,
  severities: plain.severities.map((one) => ({ ...one, updateEvery: day, ladder: [], privateLadder: [] })),
};
const take = (by: string): Command => ({ type: 'takeRole', by, role: 'commander', takeOver: null });
const update = (by: string): Command => ({
  type: 'postUpdate',
  by,
  status: null,
  text: 'Still at it',
  know: null,
  done: null,
  next: null,
  eta: null,
  nextIn: null,
});
const toMonitoring: Command = { type: 'changeStatus', by: gil, to: 'monitoring', why: null };

/** Ana has command from minute 2, and nobody says anything. */
function silent(changes: Partial<Declaration> = {}, by: Policy = policy): Story {
  return story(changes, by).at(2).does(take(ana));
}

/** `35 commandSought dee`: what was asked in the channel, when and of whom. */
function asked(it: Story): string[] {
  return it.seen.flatMap(({ minute, effect }) => {
    if (effect.type !== 'post' || effect.to.type !== 'channel' || effect.notice.type !== 'due') return [];
    return effect.notice.items.flatMap((item) => told(item).map((said) => `${minute} ${said}`));
  });
}

function told(item: DueItem): string[] {
  if (item.type === 'commanderSilent') return [`asked ${item.user}`];
  if (item.type === 'commandSought') return [`sought ${item.called?.user ?? 'nobody'}`];
  return [];
}

/** `35 dee`: who was written to about it. */
function written(it: Story): string[] {
  return it.seen.flatMap(({ minute, effect }) =>
    effect.type === 'post' && effect.to.type === 'person' && effect.notice.type === 'due'
      ? [`${minute} ${effect.to.user}`]
      : [],
  );
}

describe('A commander who is not heard for 30 minutes', () => {
  it('is asked, then the secondary is asked to take command, then nobody is left', () => {
    const it = silent().at(60);
    expect(asked(it)).toEqual([`32 asked ${ana}`, `37 sought ${dee}`, '42 sought nobody']);
    expect(written(it)).toEqual([`32 ${ana}`, `37 ${dee}`]);
    expect(it.incident().roles.commander?.user).toBe(ana);
    proves('T16');
  });

  it('is followed by who is on call, where that is somebody else, and never asked instead of themselves', () => {
    const byBen = story({}, policy).at(2).does(take(ben)).at(60);
    expect(asked(byBen)).toEqual([`32 asked ${ben}`, `37 sought ${dee}`, `42 sought ${ana}`, '47 sought nobody']);
    const bySecondary = story({}, policy).at(2).does(take(dee)).at(60);
    expect(asked(bySecondary)).toEqual([`32 asked ${dee}`, `37 sought ${ana}`, '42 sought nobody']);
  });

  it('is asked on the two highest severities only', () => {
    expect(asked(silent({ severity: 'P1' }).at(40))).toContain(`32 asked ${ana}`);
    expect(asked(silent({ severity: 'P2' }).at(600))).toEqual([]);
  });

  it('is asked by the thirty minutes from an upgrade, not for a silence that nobody minded', () => {
    const it = silent({ severity: 'P2' }).at(90).does({ type: 'changeSeverity', by: gil, to: 'P0', why: null });
    expect(asked(it.at(119))).toEqual([]);
    expect(asked(it.at(121))).toEqual([`120 asked ${ana}`]);
  });
});

describe('A sign of the commander', () => {
  const signs: [string, Command][] = [
    ['a message', { type: 'sign', by: ana }],
    ['the button', { type: 'here', by: ana }],
    ['an update', update(ana)],
    ['a note', { type: 'note', by: ana, text: 'Looking at the cache' }],
    ['a correction', { type: 'edit', by: ana, impact: 'All of Europe' }],
    ['an escalation', { type: 'escalate', by: ana, step: null }],
  ];
  it.each(signs)('starts the half hour anew: %s', (_, command) => {
    const it = silent({}, plain).at(11).does({ type: 'sign', by: ana }).at(20).does(command).at(49);
    expect(asked(it)).toEqual([]);
  });

  it.each(signs.slice(0, 5))('answers the question, which is edited: %s', (_, command) => {
    const it = silent().at(38);
    const messages = it.incident().liveness.asked?.messages ?? [];
    expect(messages).toHaveLength(4);
    it.does(command);
    const edited = it.decisions
      .at(-1)
      ?.effects.flatMap(({ effect }) => (effect.type === 'refresh' ? effect.target : []));
    expect(edited).toEqual(expect.arrayContaining(messages));
    expect(it.decisions.at(-1)?.facts.map(({ kind }) => kind)).toContain('commanderHeard');
    expect(asked(it.at(66))).toHaveLength(2);
    expect(asked(it.at(69))).toEqual([`32 asked ${ana}`, `37 sought ${dee}`, `68 asked ${ana}`]);
  });

  it('is none that somebody else gives, and “I’m here” is refused to them', () => {
    const it = silent().at(31).does(update(gil)).at(33);
    expect(asked(it)).toEqual([`32 asked ${ana}`]);
    expect(() => it.does({ type: 'here', by: gil })).toThrow(/is Incident Commander of INC-42, and was asked/);
    expect(() => story({}, policy).does({ type: 'here', by: gil })).toThrow(/Nobody is Incident Commander/);
  });
});

describe('Nobody is asked', () => {
  it('once somebody else has command, whose own half hour begins', () => {
    const it = silent().at(38).does({ type: 'takeRole', by: dee, role: 'commander', takeOver: ana });
    expect(it.incident().liveness.asked).toBeNull();
    expect(asked(it.at(67))).toHaveLength(2);
    expect(asked(it.at(69)).at(-1)).toBe(`68 asked ${dee}`);
  });

  it.each<[string, Command[]]>([
    ['users no longer feel it', [toMonitoring]],
    [
      'it waits',
      [
        toMonitoring,
        { type: 'park', by: gil, until: new Date('2026-03-02T05:00:00Z'), watching: gil, why: null, zone: 'UTC' },
      ],
    ],
    ['it is resolved', [{ type: 'resolve', by: gil, what: null, fix: null, customers: null, owner: null }]],
    ['it matters less', [{ type: 'changeSeverity', by: gil, to: 'P2', why: null }]],
    ['the commander steps down', [{ type: 'stepDown', by: ana, role: 'commander' }]],
  ])('while %s, and an open question ends', (_, commands) => {
    const before = silent().at(20);
    const open = silent().at(33);
    for (const command of commands) {
      before.does(command);
      open.does(command);
    }
    expect(asked(before.at(90))).toEqual([]);
    expect(open.incident().liveness.asked).toBeNull();
    expect(asked(open.at(90))).toEqual([`32 asked ${ana}`]);
  });

  it('for half an hour after users feel it again', () => {
    const it = silent().at(20).does(toMonitoring).at(50);
    it.does({ type: 'changeStatus', by: gil, to: 'investigating', why: null });
    expect(asked(it.at(79))).toEqual([]);
    expect(asked(it.at(81))).toEqual([`80 asked ${ana}`]);
  });

  it('for half an hour after a merge was taken back', () => {
    const other: Merging = {
      id: 'other',
      number: 41,
      kind: 'real',
      private: false,
      severity: 'P0',
      people: [gil],
      tasks: [],
      followers: [],
      standing: null,
    };
    const it = silent().at(20).does({ type: 'mergeInto', by: gil, other }).at(45).does({ type: 'undoMerge', by: gil });
    expect(asked(it.at(74))).toEqual([]);
    expect(asked(it.at(76))).toEqual([`75 asked ${ana}`]);
  });

  it('where the commander is the only person', () => {
    const roles = plain.roles.map((role) => ({ ...role, primary: null, secondary: null }));
    const severities = policy.severities.map((one) => ({ ...one, invite: [] }));
    const alone = { ...policy, roles, severities };
    expect(asked(story({ declaredBy: ana }, alone).does(take(ana)).at(90))).toEqual([]);
    // With somebody else in the channel, the channel is asked at once.
    expect(asked(story({ declaredBy: gil }, alone).does(take(ana)).at(90))).toEqual([
      `30 asked ${ana}`,
      '35 sought nobody',
    ]);
  });

  it('while a request to take command over waits for its answer', () => {
    const it = silent().at(29).does({ type: 'requestHandover', by: gil, role: 'commander', to: ben });
    expect(asked(it.at(33))).toEqual([]);
    expect(asked(it.at(35))).toEqual([`34 asked ${ana}`]);
  });
});

describe('One silence', () => {
  it('brings one question after a downtime, and leaves five minutes for the answer', () => {
    const it = silent().at(10).wakesUpAt(180).at(184);
    expect(asked(it)).toEqual([`180 asked ${ana}`]);
    expect(asked(it.at(186))).toEqual([`180 asked ${ana}`, `185 sought ${dee}`]);
  });

  it('is not asked about twice where the ladder calls the commander for it already', () => {
    const it = silent({}, plain).at(60);
    const items = it.notices().flatMap(({ notice }) => (notice.type === 'due' ? notice.items : []));
    expect(items.some(({ type }) => type === 'lapse')).toBe(true);
    // The ladder called her; the secondary is asked when she has had her half hour and five minutes.
    expect(asked(it)).toEqual([`37 sought ${dee}`, '42 sought nobody']);
  });

  it('is not asked about by the question whether it goes on either', () => {
    const it = silent().at(2 + 120 + 5);
    const times = it
      .notices()
      .flatMap(({ minute, notice }) =>
        notice.type === 'due' && notice.items.some(({ type }) => type === 'silent') ? [minute] : [],
      );
    expect(times).toEqual([]);
  });
});

it('In a drill the channel reads who would be asked, and nobody outside of it is written to', () => {
  const it = silent({ drill: true }).at(60);
  expect(asked(it)).toEqual([`32 asked ${ana}`, `37 sought ${dee}`, '42 sought nobody']);
  expect(written(it)).toEqual([`32 ${ana}`]);
  expect(it.incident().invited).not.toContain(dee);
});

it('In a private incident whoever is asked is let in before they are told', () => {
  const it = silent({ private: true }).at(38);
  const effects = it.decisions.find(({ facts }) => facts.some(({ kind }) => kind === 'commandSought'))?.effects ?? [];
  expect(effects.map(({ effect }) => effect.type).slice(0, 2)).toEqual(['invite', 'post']);
  expect(it.incident().invited).toContain(dee);
});
