import { expect, it } from 'vitest';
import { validateMessage } from '../../../../sandbox/block-kit/validate.ts';
import { renderCatchUp } from '../../../../src/slack/views/ephemeral/catch-up.ts';
import { renderContacts } from '../../../../src/slack/views/ephemeral/contacts.ts';
import { renderPanel } from '../../../../src/slack/views/ephemeral/panel.ts';
import { factsAt, staffed } from '../../../support/facts.ts';
import { members } from '../../../support/policy.ts';
import { sizedUpOf, talkativeOf } from '../../../support/sized.ts';

const long = (n: number) => 'Wörter <!channel> & "quoted"\n'.repeat(Math.ceil(n / 29)).slice(0, n);
const policy = talkativeOf(long);
const facts = factsAt(5, { ...staffed, ...sizedUpOf(long) }, { policy });

it.each([
  ['contacts and links in the channel of an incident', renderContacts(policy, facts.incident, members.ana)],
  ['contacts and links elsewhere', renderContacts(policy, null, members.ana)],
  ['the panel of an incident that is sized up', renderPanel(facts, members.ana)],
  ['a catch-up of an incident that is sized up', renderCatchUp(facts, { turns: [], tried: [] }, null)],
])('%s keep to Slack’s limits however long the words of the policy are', (_name, view) => {
  expect(validateMessage(view)).toEqual([]);
});
