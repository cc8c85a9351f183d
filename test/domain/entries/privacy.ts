import type { FactValue } from '../../../src/domain/timeline.ts';
import { members } from '../../support/policy.ts';

type Row = [body: Record<string, FactValue>, actor: string | null, said: string];
const { ana } = members;

/** What the record says of an incident that was made private. */
export const privacyEntries: Record<'madePrivate' | 'audienceCounted', Row[]> = {
  madePrivate: [
    [
      { why: 'customer data in the logs', channel: 'inc-42-checkout' },
      ana,
      'Ana made it private: “customer data in the logs”; until then it was in #inc-42-checkout',
    ],
    [{ why: null, channel: null }, ana, 'Ana made it private'],
  ],
  audienceCounted: [
    [
      { members: 12, others: ['Dee', 'Cy'], othersUnnamed: 3, announced: 140 },
      null,
      'Before it was private it could be seen by everybody in the workspace; in its channel: 12 people, no members now: Dee, Cy and 3 more; announced to 140 people',
    ],
    [
      { members: 0, others: [], othersUnnamed: 0, announced: null },
      null,
      'Before it was private it could be seen by everybody in the workspace',
    ],
  ],
};
