import type { Notice } from '../../src/domain/notices.ts';
import { listOf, minute } from '../support/facts.ts';
import { members } from '../support/policy.ts';
import { example } from './example.ts';
import type { Example } from './write-view.ts';

const { ana, ben } = members;

const opening = listOf('opening', 'Initial actions', {
  show: 'declared',
  items: openItems('Acknowledge the page', 'Check that it is real'),
});
const urgent = listOf('urgent', 'Executives', {
  show: 'declared',
  items: openItems('Tell the CEO', 'Open the bridge'),
});
const checklists = {
  type: 'checklists',
  parts: [
    { list: 'opening', from: 0, to: 2 },
    { list: 'urgent', from: 0, to: 2 },
  ],
} as const satisfies Notice;

function openItems(...texts: string[]) {
  return texts.map((text) => ({ text, doneBy: null, doneAt: null }));
}

/** Lists in the channel, as they come and as they are ticked. */
export const listExamples: Example[] = [
  example('two lists with the declaration', checklists, 0, { checklists: [opening, urgent] }),
  example('some of it is ticked', checklists, 9, {
    checklists: [
      { ...opening, items: opening.items.map((item) => ({ ...item, doneBy: ben, doneAt: minute(8) })) },
      {
        ...urgent,
        due: minute(60),
        items: urgent.items.map((item, n) => (n === 0 ? { ...item, doneBy: ana, doneAt: minute(9) } : item)),
      },
    ],
  }),
  example('called off', checklists, 9, { status: 'cancelled', checklists: [opening, urgent] }),
];
