import { renderProblemToRead } from '../../src/slack/views/ephemeral/problem.ts';
import { renderProblemList, renderProblemOffers } from '../../src/slack/views/ephemeral/problem-list.ts';
import { slowApi } from '../support/problems.ts';

const outside = { value: {}, mayPost: false };
const listed = { page: 1, folder: 'runbooks/generic' };

/** What one person reads of the runbook. */
export const problemAnswers = {
  problem: [
    { when: 'in an incident', view: renderProblemToRead(slowApi, { value: { incident: 'inc' }, mayPost: true }, 1) },
    { when: 'outside of one', view: renderProblemToRead(slowApi, outside, 1) },
  ],
  'problem-list': [
    {
      when: 'several fit',
      view: renderProblemOffers([slowApi], { value: { incident: 'inc' }, mayPost: true }, 'slow'),
    },
    { when: 'several fit what the incident says', view: renderProblemOffers([slowApi], outside, null) },
    { when: 'all of them', view: renderProblemList(Array(11).fill(slowApi), outside, { ...listed, nothingFor: null }) },
    { when: 'nothing fits', view: renderProblemList([slowApi], outside, { ...listed, nothingFor: 'coffee' }) },
    { when: 'there are none', view: renderProblemList([], outside, { ...listed, nothingFor: null }) },
  ],
};
