import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/commands.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Decision } from '../../src/domain/draft.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { LadderStep, Policy, Severity } from '../../src/domain/policy.ts';
import { timersOf } from '../../src/domain/schedule.ts';
import { UserError } from '../../src/errors.ts';
import { minute } from '../support/facts.ts';
import { story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const { ana, ben, cy, gil } = members;

/** The policy of the tests, edited: another hash, and whatever is said of its highest severity. */
function edited(changes: Partial<Severity>, more: Partial<Policy> = {}): Policy {
  const [first, ...rest] = policy.severities;
  if (first === undefined) throw new Error('The policy has no severity');
  return { ...policy, hash: 'edited', severities: [{ ...first, ...changes }, ...rest], ...more };
}

function reach(target: string, after: number): LadderStep {
  const id = `reach ${target}`;
  return { id, after: after * 60_000, kind: 'reach', target, unless: 'acknowledged', condition: null };
}

const replan = (by: string = gil, more: Partial<Extract<Command, { type: 'replan' }>> = {}): Command => ({
  type: 'replan',
  by,
  to: 'current',
  from: null,
  ...more,
});

/** What comes of a re-plan at a minute. */
function replanned(incident: Incident, to: Policy | null, at: number, command = replan()): Decision {
  return decide(incident, command, policy, minute(at), to);
}

function told({ effects }: Decision) {
  return effects.flatMap(({ effect }) =>
    effect.type === 'post' && effect.notice.type === 'change' ? [effect.notice] : [],
  );
}

const steps = (incident: Incident, by: Policy) =>
  timersOf(incident, by).flatMap((timer) =>
    timer.type === 'step' ? [[timer.step.target, (timer.at.getTime() - minute(0).getTime()) / 60_000]] : [],
  );

const slower = edited({
  updateEvery: { clock: 'wall', ms: 40 * 60_000 },
  ladder: [reach('commander', 0), reach('tech-lead', 10), reach('comms', 20)],
});

describe('Re-plan', () => {
  it('moves what is still to come, tells old and new times, and puts both hashes on the timeline', () => {
    const before = story().at(1).incident();
    const decision = replanned(before, slower, 1);
    expect(steps(before, policy)).toEqual([
      ['tech-lead', 5],
      ['eng-manager', 15],
      ['vp', 30],
    ]);
    expect(steps(decision.incident, slower)).toEqual([
      ['tech-lead', 10],
      ['comms', 20],
    ]);
    expect(decision.incident).toMatchObject({ runbook: 'edited', replanned: { from: 'test', to: 'edited', by: gil } });
    expect(told(decision)[0]).toMatchObject({
      change: { what: 'replanned', from: 'test', to: 'edited', undo: false },
      replan: {
        update: { from: minute(15).toISOString(), to: minute(40).toISOString() },
        steps: [
          { target: 'Technical Lead', from: minute(5).toISOString(), to: minute(10).toISOString() },
          { target: 'Engineering Manager', from: minute(15).toISOString(), to: null },
          { target: 'VP Engineering', from: minute(30).toISOString(), to: null },
          { target: 'Communications Lead', from: null, to: minute(20).toISOString() },
        ],
      },
    });
    expect(decision.facts[0]).toMatchObject({ kind: 'replanned', actor: gil, body: { from: 'test', to: 'edited' } });
  });

  it('calls nobody again who was called, by whatever name the step goes now', () => {
    const before = story().at(6).incident();
    const renamed = edited({ ladder: [reach('devops-lead', 0), reach('tech-lead', 0), reach('comms', 20)] });
    const { incident, effects, facts } = replanned(before, renamed, 6);
    expect(effects.filter(({ effect }) => effect.type === 'page')).toEqual([]);
    expect(steps(incident, renamed)).toEqual([['comms', 20]]);
    expect(facts.find(({ kind }) => kind === 'stepSkipped')?.body).toMatchObject({ target: 'DevOps Lead', user: ana });
  });

  it('calls at once whom the new runbook would have called by now, and does not call that late', () => {
    const before = story().at(10).incident();
    const sooner = edited({ ladder: [reach('commander', 0), reach('tech-lead', 5), reach('comms', 8)] });
    const { incident, effects } = replanned(before, sooner, 10);
    expect(effects.flatMap(({ effect }) => (effect.type === 'page' ? [effect.user] : []))).toEqual([cy]);
    const due = effects.flatMap(({ effect }) =>
      effect.type === 'post' && effect.notice.type === 'due' ? effect.notice.items : [],
    );
    expect(due[0]).toMatchObject({ type: 'step', planned: minute(10).toISOString() });
    expect(steps(incident, sooner)).toEqual([]);
  });

  it('keeps roles, the promised update where its rhythm is the same, and who has answered', () => {
    const it = story().at(2).does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    it.does({ type: 'snooze', by: ana, for: 5 * 60_000 });
    const before = it.incident();
    const { incident } = replanned(before, edited({ ladder: [reach('comms', 20)] }), 3, replan(ana));
    expect(incident.roles).toEqual(before.roles);
    expect(incident.standing).toEqual(before.standing);
    expect(incident.cadence.due).toEqual(before.cadence.due);
    expect(steps(incident, slower)).toEqual([]);
  });

  it('watches the fix as long as the new runbook says', () => {
    const it = story().at(2).does({ type: 'changeStatus', by: ana, to: 'monitoring', why: null });
    const { incident } = replanned(it.incident(), edited({}, { soak: 10 * 60_000 }), 5);
    expect(incident.soakUntil).toEqual(minute(12));
  });

  it('after a reopening lets the clock call nobody, whatever the new runbook has', () => {
    const it = story().at(1).does({ type: 'cancel', by: ana, reason: 'other', text: null });
    it.does({ type: 'reopen', by: ana, why: null });
    const { incident, effects } = replanned(it.incident(), slower, 2);
    expect(effects.filter(({ effect }) => effect.type === 'page')).toEqual([]);
    expect(steps(incident, slower)).toEqual([]);
  });

  it('is the commander’s alone where there is one, and offers to take over', () => {
    const it = story().at(1).does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    const refused = thrownBy(() => replanned(it.incident(), slower, 2, replan(ben)));
    expect(refused.message).toBe(`<@${ana}> is Incident Commander of INC-42, and only they re-plan it.`);
    expect(refused.offer).toMatchObject({ action: 'take_over', value: { from: ana } });
  });

  it('pressed a second time says that it is done, by whom and when', () => {
    const once = replanned(story().incident(), slower, 1).incident;
    const refused = thrownBy(() => decide(once, replan(ben), slower, minute(2), slower));
    expect(refused.message).toContain(`INC-42 goes on by the runbook as it is now already (re-planned `);
    expect(refused.message).toContain(`by <@${gil}>)`);
  });

  it('can be taken back, once: a second press of the same Undo does not bring it again', () => {
    const once = replanned(story().incident(), slower, 1).incident;
    const undo = replan(gil, { to: 'before', from: 'edited' });
    const { incident, effects } = decide(once, undo, slower, minute(2), policy);
    expect(incident).toMatchObject({ runbook: 'test', replanned: { from: 'edited', to: 'test' } });
    expect(steps(incident, policy)).toEqual(steps(story().incident(), policy));
    expect(effects.some(({ effect }) => effect.type === 'refresh' && effect.target === once.replanned?.message)).toBe(
      true,
    );
    expect(thrownBy(() => decide(incident, undo, policy, minute(3), slower)).code).toBe('replan-done');
    expect(thrownBy(() => replanned(story().incident(), policy, 1, replan(gil, { to: 'before' }))).code).toBe(
      'not-replanned',
    );
    expect(thrownBy(() => decide(once, undo, slower, minute(2), null)).code).toBe('runbook-gone');
  });

  it('refuses a runbook without the severity, or without a role that somebody has, and says what to do', () => {
    const without = { ...slower, severities: slower.severities.slice(1) };
    const refused = thrownBy(() => replanned(story().incident(), without, 1));
    expect(refused.message).toBe('INC-42 is P0, a severity that the runbook no longer has.');
    expect(refused.remedy).toContain('the runbook has P1, P2, P3');
    const it = story().at(1).does({ type: 'takeRole', by: ana, role: 'comms', takeOver: null });
    const roleless = { ...slower, roles: slower.roles.filter(({ key }) => key !== 'comms') };
    const { remedy } = thrownBy(() => replanned(it.incident(), roleless, 2));
    expect(remedy).toContain('`stepdown comms`');
  });
});

describe('A start with another runbook', () => {
  const compare = (incident: Incident, own: Policy, current: Policy) =>
    decide(incident, { type: 'compareRunbook' }, own, minute(3), current);
  const posted = ({ effects }: Decision) =>
    effects.flatMap(({ effect }) => (effect.type === 'post' ? [effect.notice] : []));

  it('is told once for each version, with what a re-plan would move, and changes nothing', () => {
    const before = story().at(1).incident();
    const once = compare(before, policy, slower);
    expect(posted(once)).toMatchObject([
      { type: 'runbookChanged', from: 'test', to: 'edited', unreadable: false, replan: { steps: [{}, {}, {}, {}] } },
    ]);
    expect(timersOf(once.incident, policy)).toEqual(timersOf(before, policy));
    expect(once.incident.runbook).toBe('test');
    expect(posted(compare(once.incident, policy, slower))).toEqual([]);
    const another = compare(once.incident, policy, { ...slower, hash: 'another' });
    expect(posted(another)).toHaveLength(1);
    // The first word no longer offers anything.
    expect(another.effects).toContainEqual(
      expect.objectContaining({ effect: { type: 'refresh', target: once.incident.runbookOffer?.message } }),
    );
  });

  it('takes the word back when the files are as they were', () => {
    const once = compare(story().incident(), policy, slower).incident;
    const back = compare(once, policy, policy);
    expect(back.incident.runbookOffer).toBeNull();
    expect(back.effects.map(({ effect }) => effect.type)).toEqual(['refresh']);
    expect(posted(compare(back.incident, policy, slower))).toHaveLength(1);
  });

  it('says so where another one stands in for a version that cannot be read', () => {
    const incident = { ...story().incident(), runbook: 'lost' };
    expect(posted(compare(incident, policy, policy))).toMatchObject([{ type: 'runbookChanged', unreadable: true }]);
  });

  it('is nothing to an incident that is over, or that is from before versions were kept', () => {
    const over = story().at(1).does({ type: 'cancel', by: ana, reason: 'other', text: null }).incident();
    expect(compare(over, policy, slower).effects).toEqual([]);
    expect(compare({ ...story().incident(), runbook: '' }, slower, slower).effects).toEqual([]);
  });
});

function thrownBy(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}
