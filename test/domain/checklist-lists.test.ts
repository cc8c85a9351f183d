import { describe, expect, it } from 'vitest';
import { listsNamed, pagesOf } from '../../src/domain/checklists.ts';
import { incidentSchema } from '../../src/domain/incident.ts';
import { checklist as list } from '../support/checklists.ts';
import { anIncident, minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';

const { ana } = members;

describe('Checklists of one moment', () => {
  it('share a message as far as its boxes go, and no list is torn apart that fits into one', () => {
    const lists = [12, 9, 8, 25, 1].map((length, n) => ({
      key: `l${n}`,
      items: Array.from({ length }, () => ({ text: 'x', doneBy: null, doneAt: null })),
    }));
    const pages = pagesOf(lists).map((parts) => parts.map((part) => `${part.list} ${part.from}-${part.to}`));
    expect(pages).toEqual([['l0 0-12'], ['l1 0-9', 'l2 0-8'], ['l3 0-20'], ['l3 20-25', 'l4 0-1']]);
  });

  it('are found by key, by name, and by a word of the name', () => {
    const lists = [
      list('day', 'resolved', { name: 'Within 24 hours' }),
      list('week', 'resolved', { name: 'Within a week' }),
    ];
    const found = (word: string) => listsNamed(lists, word).map(({ key }) => key);
    expect([found('day'), found('WITHIN A WEEK'), found('within'), found('x')]).toEqual([
      ['day'],
      ['week'],
      ['day', 'week'],
      [],
    ]);
  });
});

describe('An incident that was stored with one closing list', () => {
  it('keeps its ticks, its time and what its owner was told', () => {
    const { checklists: _, ...now } = structuredClone(anIncident({ status: 'resolved' }));
    const told = { due: minute(60), overdue: false };
    const read = incidentSchema.parse({
      ...now,
      closing: [{ text: 'Service stable', doneBy: ana, doneAt: minute(80).toISOString() }],
      after: [
        { what: 'closing', since: minute(0), due: minute(60), doneAt: null, doneBy: null },
        { what: 'meeting', since: minute(0), due: minute(90), doneAt: null, doneBy: null },
      ],
      digest: { ...now.digest, told: { closing: told, meeting: told } },
    });
    expect(read.checklists).toEqual([
      {
        key: 'closure',
        name: 'Closing checklist',
        show: 'resolved',
        items: [{ text: 'Service stable', doneBy: ana, doneAt: minute(80) }],
        since: minute(0),
        due: minute(60),
        revision: 0,
        messages: [],
      },
    ]);
    expect(read.after.map(({ what }) => what)).toEqual(['meeting']);
    expect(Object.keys(read.digest.told)).toEqual(['list:closure', 'meeting']);
    expect(incidentSchema.parse(read)).toEqual(read);
  });
});
