import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../../sandbox/block-kit/validate.ts';
import { renderWoken } from '../../../../src/slack/views/ephemeral/woken.ts';
import { anIncident, minute } from '../../../support/facts.ts';
import { members, policy } from '../../../support/policy.ts';

const { ana, gil } = members;

describe('The question before somebody is paged who was woken', () => {
  it('keeps to Slack’s limits however long the reason is', () => {
    const facts = { incident: anIncident(), policy, now: minute(3), woken: { [ana]: { times: 9, last: minute(0) } } };
    const as = { expert: 'database', person: 'devops-lead' };
    for (const why of ['\\"'.repeat(3000), '😀'.repeat(3000), '\n'.repeat(3000)])
      expect(validateMessage(renderWoken(facts, { user: ana, by: gil, why, as }))).toEqual([]);
  });
});
