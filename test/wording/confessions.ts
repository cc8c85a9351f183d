import { iso } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

/** The bot was away, or had lost a timer. */
export const confessions: Example[] = [
  example(
    'after a downtime',
    {
      type: 'confession',
      from: iso(19),
      to: iso(33),
      late: [`call to Technical Lead (due ${iso(20)})`, `reminder of update #2 (due ${iso(30)})`],
      skipped: [`reminder of update #2 (due ${iso(27)}), because one reminder is enough`],
      moved: [{ title: 'VP Engineering', from: iso(30), to: iso(35) }],
      planned: [{ what: 'inform', target: 'vp', title: 'VP Engineering', user: members.vic, at: iso(35) }],
    },
    33,
  ),
  example(
    'a timer was lost',
    {
      type: 'confession',
      lost: true,
      from: iso(30),
      to: iso(31),
      late: [`reminder of the update (due ${iso(30)})`],
      planned: [],
    },
    31,
  ),
];
