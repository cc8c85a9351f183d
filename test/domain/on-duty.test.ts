import { describe, expect, it } from 'vitest';
import { handoverOf, nextHandover } from '../../src/domain/duty-handover.ts';
import { onDuty, turnAfter, turnAt } from '../../src/domain/on-duty.ts';
import { roleOf } from '../../src/domain/policy.ts';
import { inTurns } from '../support/in-turns.ts';
import { members, policy } from '../support/policy.ts';

const primaries = (at: string) =>
  ['commander', 'tech-lead', 'comms'].map((role) => roleOf(onDuty(inTurns, new Date(at)), role).primary);
const first = ['devops-lead', 'senior-backend', 'eng-manager'];
const second = ['senior-backend', 'architect', 'product-manager'];

describe('Who is on duty', () => {
  it('is who the roles themselves name until the rotation begins, at midnight where the policy is', () => {
    expect(primaries('2026-01-04T22:59:59Z')).toEqual(['devops-lead', 'architect', 'product-manager']);
    expect(primaries('2026-01-04T23:00:00Z')).toEqual(first);
  });

  it('goes round by turns; of a role that a turn does not name the own primary holds', () => {
    expect(primaries('2026-01-11T22:59:00Z')).toEqual(first);
    expect(primaries('2026-01-11T23:00:00Z')).toEqual(second);
    expect(primaries('2026-01-18T23:00:00Z')).toEqual(first);
    expect(primaries('2027-01-03T23:00:00Z')).toEqual(first);
  });

  // Turn by turn: the week with the 29th of March has 167 hours in Berlin, the one with the 25th of October 169.
  it.each([
    ['2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', 167],
    ['2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', 169],
  ])('changes at midnight also after a week in which the clocks change (%s)', (before, after, hours) => {
    const [old, next] = [turnAt(inTurns, new Date(before)), turnAt(inTurns, new Date(after))];
    expect(old?.to).toEqual(new Date(after));
    expect(next?.from).toEqual(new Date(after));
    expect(((old?.to.getTime() ?? 0) - (old?.from.getTime() ?? 0)) / 3_600_000).toBe(hours);
    expect(primaries(before)).not.toEqual(primaries(after));
  });

  it('keeps whoever stands in somebody else: who moves up makes room', () => {
    const role = roleOf(onDuty(inTurns, new Date('2026-01-12T12:00:00Z')), 'commander');
    expect(role).toMatchObject({ primary: 'senior-backend', secondary: 'devops-lead' });
  });

  it('is the policy itself where it has no rotation', () => {
    expect(onDuty(policy, new Date())).toBe(policy);
    expect(turnAfter(policy, new Date())).toBeNull();
  });

  it('follows a schedule where one is heard of: a person of the policy, or any member', () => {
    const scheduled = {
      ...inTurns,
      roles: inTurns.roles.map((role) => (role.key === 'comms' ? { ...role, schedule: 'P1' } : role)),
    };
    const at = new Date('2026-01-12T12:00:00Z');
    expect(roleOf(onDuty(scheduled, at, { P1: 'vp' }), 'comms').primary).toBe('vp');
    const byMember = onDuty(scheduled, at, { P1: members.gil });
    expect(byMember.people[roleOf(byMember, 'comms').primary ?? '']?.slack).toBe(members.gil);
    expect(roleOf(onDuty(scheduled, at, { P2: 'vp' }), 'comms').primary).toBe('product-manager');
  });

  it('next is the turn after this one, and the first before any', () => {
    expect(turnAfter(inTurns, new Date('2026-01-06T12:00:00Z'))).toMatchObject({
      from: new Date('2026-01-11T23:00:00Z'),
      to: new Date('2026-01-18T23:00:00Z'),
      roles: { commander: 'senior-backend' },
    });
    expect(turnAfter(inTurns, new Date('2025-12-24T12:00:00Z'))?.from).toEqual(new Date('2026-01-04T23:00:00Z'));
  });
});

describe('The handover', () => {
  it('is told in working hours: on Monday at nine for a turn that begins at midnight, whatever the clocks do', () => {
    expect(nextHandover(inTurns, new Date('2026-03-24T12:00:00Z'))).toEqual(new Date('2026-03-30T07:00:00Z'));
    expect(nextHandover(inTurns, new Date('2026-03-30T06:59:00Z'))).toEqual(new Date('2026-03-30T07:00:00Z'));
    expect(nextHandover(inTurns, new Date('2026-03-30T07:00:00Z'))).toEqual(new Date('2026-04-06T07:00:00Z'));
    expect(nextHandover(policy, new Date())).toBeNull();
  });

  it('names who had each role and who has it', () => {
    const turn = turnAt(inTurns, new Date('2026-01-12T12:00:00Z'));
    if (turn === null) throw new Error('There is no turn');
    expect(handoverOf(onDuty(inTurns, turn.from), turn)).toEqual([
      { role: 'commander', from: 'devops-lead', to: 'senior-backend' },
      { role: 'tech-lead', from: 'senior-backend', to: 'architect' },
      { role: 'comms', from: 'eng-manager', to: 'product-manager' },
    ]);
  });
});
