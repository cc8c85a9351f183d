import type { InputBlock } from '@slack/types';
import { expect, it } from 'vitest';
import { declareForm } from '../../../../src/slack/views/modals/declare.ts';
import { proves } from '../../../promises/proves.ts';
import { policy } from '../../../support/policy.ts';

const { blocks } = declareForm({ policy, channel: null, open: [] });

it('the declare form requires the title alone', () => {
  const inputs = blocks.filter((block): block is InputBlock => block.type === 'input');
  const required = inputs.filter(({ optional }) => optional !== true);
  expect(required.map(({ label }) => label.text)).toEqual(['What is happening?']);
  expect(inputs.length).toBeGreaterThan(4);
  proves('D3');
});

it('the declare form shows what each severity means in the words of the policy, and proposes private where data is exposed', () => {
  const shown = JSON.stringify(blocks);
  for (const { means } of policy.severities) expect(shown).toContain(means.slice(0, 40));
  expect(shown).toMatch(/Data or access could be exposed.{1,80}Consider making it private/);
  proves('D4', 'D5');
});
