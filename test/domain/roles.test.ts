import { describe, expect, it } from 'vitest';
import { story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const take = (by: string, role = 'commander', takeOver: string | null = null) =>
  ({ type: 'takeRole', by, role, takeOver }) as const;

describe('roles', () => {
  it('go to who presses first; the second is told who has it, and can take over by saying so', () => {
    const it = story().at(1).does(take(members.ana));
    expect(() => it.does(take(members.ben))).toThrow(/<@U01ANA0001> is Incident Commander/);
    it.does(take(members.ben, 'commander', members.ana));
    expect(it.incident().roles['commander']?.user).toBe(members.ben);
  });

  it('a second press by the same person changes nothing', () => {
    const it = story().at(1).does(take(members.ana));
    const facts = it.decisions.length;
    it.does(take(members.ana));
    expect(it.decisions[facts]?.facts).toEqual([]);
    expect(it.decisions[facts]?.effects).toEqual([]);
  });

  it('stay with the outgoing person until the next one accepts', () => {
    const it = story()
      .at(1)
      .does(take(members.ana))
      .does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.dee });
    const id = it.incident().handovers['commander']?.id ?? '';
    expect(it.incident().roles['commander']?.user).toBe(members.ana);
    expect(() => it.does({ type: 'answerHandover', by: members.ben, id, accept: true })).toThrow(/was asked/);
    it.does({ type: 'answerHandover', by: members.dee, id, accept: true });
    expect(it.incident().roles['commander']?.user).toBe(members.dee);
    expect(() => it.does({ type: 'answerHandover', by: members.dee, id, accept: true })).toThrow(/answered, replaced/);
    proves('P4.1');
  });

  it('stay when the asked person says not now; the asker hears it', () => {
    const it = story()
      .at(1)
      .does(take(members.ana))
      .does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.dee });
    const id = it.incident().handovers['commander']?.id ?? '';
    it.does({ type: 'answerHandover', by: members.dee, id, accept: false });
    expect(it.incident().roles['commander']?.user).toBe(members.ana);
    expect(it.seen.map(({ effect }) => effect)).toContainEqual(
      expect.objectContaining({
        type: 'post',
        to: { type: 'person', user: members.ana },
        notice: expect.objectContaining({ type: 'trouble' }),
      }),
    );
  });

  it('a new request replaces the pending one', () => {
    const it = story()
      .at(1)
      .does(take(members.ana))
      .does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.dee });
    const first = it.incident().handovers['commander']?.id ?? '';
    it.does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.ben });
    expect(() => it.does({ type: 'answerHandover', by: members.dee, id: first, accept: true })).toThrow(/replaced/);
    proves('S14');
  });

  it.each([
    ['P0', 5],
    ['P2', 60],
  ])('an unanswered request of a %s is told after %i minutes', (severity, patience) => {
    const it = story({ severity })
      .does(take(members.ana))
      .does({ type: 'requestHandover', by: members.ana, role: 'commander', to: members.dee });
    it.at(patience);
    const told = it
      .notices()
      .flatMap(({ minute, notice }) =>
        notice.type === 'due' && notice.items.some((item) => item.type === 'handoverUnanswered') ? [minute] : [],
      );
    expect(told).toEqual([patience]);
    expect(it.incident().roles['commander']?.user).toBe(members.ana);
  });

  it('can be left by who has it; with several the one must be named', () => {
    const it = story().at(1).does(take(members.ana)).does(take(members.ana, 'comms'));
    expect(() => it.does({ type: 'stepDown', by: members.ana, role: null })).toThrow(/2 roles/);
    it.does({ type: 'stepDown', by: members.ana, role: 'comms' });
    expect(Object.keys(it.incident().roles)).toEqual(['commander']);
    expect(() => it.does({ type: 'stepDown', by: members.ben, role: null })).toThrow(/no role/);
  });

  it('no command of somebody else and no timer moves a role', () => {
    const it = story()
      .at(1)
      .does(take(members.ana))
      .does({ type: 'changeSeverity', by: members.gil, to: 'P1', why: null })
      .at(300);
    expect(it.incident().roles['commander']?.user).toBe(members.ana);
    proves('P4.1');
  });

  it('the declarer who leads takes command at once; somebody else is asked', () => {
    expect(story({ commander: members.gil }).incident().roles['commander']?.user).toBe(members.gil);
    const asked = story({ commander: members.dee }).incident();
    expect(asked.roles['commander']).toBeUndefined();
    expect(asked.handovers['commander']?.to).toBe(members.dee);
    proves('D15');
  });
});
