import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/domain/plan-of.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { type Story, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { sized } from '../support/sized.ts';

const { ana, ben, gil, lena, vic } = members;
const pages = (it: Story) =>
  it.seen.flatMap(({ minute, effect }) => (effect.type === 'page' ? [{ minute, effect }] : []));
const facts = (it: Story) => it.decisions.flatMap((decision) => decision.facts);

/** P3 has a ladder of its own, which its first action overrules. */
const withLadder: Policy = {
  ...sized,
  severities: sized.severities.map((severity) => ({
    ...severity,
    ladder: sized.severities[0]?.ladder ?? [],
  })),
};

function rings(it: Story) {
  return it.seen.flatMap(({ minute, effect }) => (effect.type === 'ring' ? [[minute, effect.user]] : []));
}

describe('a severity of which people are told in Slack', () => {
  it('reaches them by a message, which the channel and the record call so', () => {
    const it = story({ severity: 'P2' }, sized).at(1);
    expect(pages(it)).toMatchObject([{ effect: { user: ana } }]);
    expect(rings(it)).toEqual([]);
    expect(it.notices()).toContainEqual({
      minute: 0,
      notice: expect.objectContaining({ items: [expect.objectContaining({ type: 'step', quiet: true })] }),
    });
    expect(facts(it)).toContainEqual(
      expect.objectContaining({ kind: 'stepFired', body: expect.objectContaining({ quiet: true }) }),
    );
  });

  it('pages when it is raised to one that pages, also whom it had messaged a minute ago', () => {
    const it = story({ severity: 'P2' }, sized).at(1);
    it.does({ type: 'changeSeverity', by: gil, to: 'P1', why: null });
    expect(pages(it).map(({ minute, effect }) => [minute, effect.user])).toEqual([
      [0, ana],
      [1, ana],
    ]);
    expect(rings(it)).toEqual([[1, ana]]);
  });

  it('messages nobody twice when it was a page before', () => {
    const it = story({ severity: 'P1' }, sized).at(1);
    it.does({ type: 'changeSeverity', by: gil, to: 'P2', why: null }).at(2);
    expect(pages(it)).toHaveLength(1);
  });

  it('rings for whom a person pages by hand', () => {
    const it = story({ severity: 'P2' }, sized).does({ type: 'page', by: gil, user: ben, why: null });
    expect(rings(it)).toEqual([[0, ben]]);
  });
});

describe('a severity that takes a ticket', () => {
  it('calls nobody, whatever its ladder says, asks for a ticket once, and informs people in Slack', () => {
    const it = story({ severity: 'P3' }, withLadder).at(240);
    expect(pages(it).map(({ minute, effect }) => [minute, effect.user, effect.notice.call])).toEqual([
      [15, lena, 'inform'],
      [30, vic, 'inform'],
    ]);
    expect(rings(it)).toEqual([]);
    expect(it.minutesOf('ticket')).toEqual([0]);
    expect(planOf(it.incident(), withLadder).filter(({ what }) => what === 'reach')).toEqual([]);
  });

  it('records who created it and which it is, and takes that back', () => {
    const it = story({ severity: 'P3' }, sized).does({ type: 'recordTicket', by: ana, done: true, ref: ' OPS-123 ' });
    expect(it.incident().ticket.created).toMatchObject({ by: ana, ref: 'OPS-123' });
    it.does({ type: 'recordTicket', by: ana, done: false, ref: null });
    expect(it.incident().ticket.created).toBeNull();
    expect(facts(it).filter(({ kind }) => kind === 'ticketRecorded')).toHaveLength(2);
  });

  it('waits for no answer once there is one', () => {
    const answerDue = (it: Story) =>
      it
        .at(30 * 60)
        .notices()
        .filter(({ notice }) => JSON.stringify(notice).includes('respondWithin'));
    expect(answerDue(story({ severity: 'P3' }, sized))).not.toEqual([]);
    const created = story({ severity: 'P3' }, sized).does({ type: 'recordTicket', by: gil, done: true, ref: null });
    expect(answerDue(created)).toEqual([]);
  });

  it('calls people when it is raised to one that does, and asks for no second ticket when it is lowered again', () => {
    const it = story({ severity: 'P3' }, sized).at(5);
    it.does({ type: 'changeSeverity', by: gil, to: 'P0', why: null });
    expect(pages(it).map(({ effect }) => effect.user)).toEqual([ana]);
    it.at(6).does({ type: 'changeSeverity', by: gil, to: 'P3', why: null });
    expect(it.minutesOf('ticket')).toEqual([0]);
    expect(it.seen.at(-1)?.minute).toBe(6);
    expect(nextWake(it.incident(), sized)).not.toBeNull();
  });

  it('is asked for when an incident is lowered to it', () => {
    const it = story({ severity: 'P1' }, sized).at(5);
    it.does({ type: 'changeSeverity', by: gil, to: 'P3', why: null });
    expect(it.minutesOf('ticket')).toEqual([5]);
  });
});

it('nothing of it is there for a policy that says nothing', () => {
  const it = story({ severity: 'P3' }).at(60);
  expect(it.minutesOf('ticket')).toEqual([]);
});
