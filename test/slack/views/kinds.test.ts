import { expect, it } from 'vitest';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderList } from '../../../src/slack/views/ephemeral/list.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { proves } from '../../promises/proves.ts';
import { anIncident, factsAt, minute } from '../../support/facts.ts';
import { flatten } from '../../support/flatten.ts';
import { policy } from '../../support/policy.ts';

it.each([
  ['real', '*INC-42 ·'],
  ['drill', '*DRILL · INC-42 ·'],
  ['backfill', '*RECORDED AFTERWARDS · INC-42 ·'],
] as const)('wherever an incident is named first, it says that it is %s: %s', (kind, label) => {
  const surfaces: Notice[] = [{ type: 'headline' }, { type: 'receipt' }, { type: 'announcement' }];
  const shown = [
    ...surfaces.map((notice) => flatten(renderNotice(notice, factsAt(5, { kind })).blocks)),
    flatten(
      renderList([anIncident({ kind })], { policyOf: () => policy, now: minute(5), command: '/incident' }).blocks,
    ),
  ];
  for (const text of shown) expect(text).toContain(label);
  proves('L2');
});
