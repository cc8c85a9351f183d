import { describe, expect, it } from 'vitest';
import { bookmarksOf } from '../../src/domain/decisions/link-bookmarks.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { type Story, start, story } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';
import { sized } from '../support/sized.ts';

const { ana, ben, gil } = members;
const pages = (it: Story) => it.seen.flatMap(({ effect }) => (effect.type === 'page' ? [effect] : []));
const engage = (expert: string, by: string = gil, person: string | null = null) =>
  ({ type: 'engage', by, expert, person, why: 'the pool is full' }) as const;

/** Two people who know the database. */
const two: Policy = {
  ...sized,
  experts: [{ key: 'database', name: 'Database Administrator', people: ['dba', 'devops-lead', 'architect'] }],
};

describe('An expert', () => {
  it('is the first of its people who is in Slack: called, invited, told in the channel, and on the record', () => {
    const it = story({ severity: 'P2' }, two).does(engage('Database Administrator'));
    expect(pages(it).at(-1)).toMatchObject({ user: ana, notice: { call: 'page', why: 'the pool is full', by: gil } });
    expect(it.incident().invited).toContain(ana);
    expect(it.incident().engaged).toMatchObject([{ expert: 'database', user: ana, by: gil }]);
    expect(it.minutesOf('engaged')).toEqual([0]);
    expect(it.decisions.at(-1)?.facts[0]).toMatchObject({
      kind: 'engaged',
      actor: gil,
      body: { expert: 'Database Administrator', user: ana, why: 'the pool is full' },
    });
  });

  it('is who was chosen, or the next one where the first is who asks', () => {
    const it = story({ severity: 'P3' }, two).does(engage('database', gil, 'architect'));
    it.does(engage('database', ana));
    expect(pages(it).map(({ user }) => user)).toEqual([ben, ben]);
    expect(it.incident().engaged).toHaveLength(1);
  });

  it('is called once by a button that is pressed twice', () => {
    const press = { ...engage('database', gil, 'architect'), asked: start };
    const it = story({ severity: 'P3' }, two).at(1).does(press);
    expect(() => it.does(press)).toThrow('was called already');
    expect(pages(it).map(({ user }) => user)).toEqual([ben]);
    expect(pages(it.does(engage('database', gil, 'architect')))).toHaveLength(2);
  });

  it('who is in nobody’s Slack is told with title, number and address', () => {
    expect(() => story({}, sized).does(engage('vendor'))).toThrow(
      /names nobody in Slack for Vendor: Database Vendor, \+1-555-0198, dba@example\.com\./,
    );
  });

  it('of an unknown subject is refused with those that exist; and where the policy names none, that is said', () => {
    expect(() => story({}, sized).does(engage('network'))).toThrow(/no expert for “network”/);
    expect(() => story({}, policy).does(engage('database'))).toThrow(/names no experts/);
  });

  it('is called in no drill, and not by themselves', () => {
    expect(() => story({ drill: true }, sized).does(engage('database'))).toThrow(/This is a drill/);
    expect(() => story({}, sized).does(engage('database', ana))).toThrow(/You are the one/);
  });
});

describe('Links of the policy', () => {
  it('become bookmarks of a channel of their severity, those of a role aside, each address once and ten at most', () => {
    expect(bookmarksOf(sized, 'P0').map(({ title }) => title)).toEqual(['Dashboards', 'Dashboards of checkout']);
    expect(bookmarksOf(sized, 'P1').map(({ title }) => title)).toEqual(['Dashboards']);
    const link = { title: 'Same', url: 'https://dashboards.example.com', severities: null, roles: null };
    const many = Array.from({ length: 30 }, (_, n) => ({ ...link, url: `https://example.com/${n}` }));
    expect(bookmarksOf({ ...sized, links: [link, ...many] }, 'P0')).toHaveLength(11);
  });
});
