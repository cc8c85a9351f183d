import type { Button } from '@slack/types';
import { isUrgent, severityOf } from '../../../domain/policy.ts';
import { type Incident, holderOf, isOpen, nameOf } from '../../../domain/incident.ts';
import { actions } from '../../ids.ts';
import { button, buttonRow, type Rendered } from '../build-blocks.ts';
import type { Facts } from '../facts.ts';
import { followButton, unfollowButton } from '../followed.ts';
import { headlineBlocks } from '../headline.ts';
import { sizingButtons } from '../sizing-buttons.ts';
import { addTask } from '../task-blocks.ts';
import { checklists, formValue, valueOf } from '../incident-buttons.ts';
import { parkButtons } from '../parked.ts';
import { replanButton } from '../runbook-changed.ts';
import { privateName, roleName, roleNoun, titleLine } from '../name-things.ts';

/** The incident as it stands, with a button for everything that the person who asks can do. */
export function renderPanel(facts: Facts, asker: string): Rendered {
  const { incident } = facts;
  const rest = [
    ...stepDown(facts, asker),
    ...dropHandovers(facts),
    // The headline above has it for lower severities.
    ...(isUrgent(severityOf(facts.policy, incident.severity)) ? parkButtons(facts) : []),
    button({ label: 'On call', action: actions.showOncall, value: valueOf(incident) }),
    ...(isOpen(incident) ? [addTask(incident, 'task')] : []),
    addTask(incident, 'action'),
    ...textsToSend(facts),
    button({ label: 'To do', action: actions.showTasks, value: valueOf(incident) }),
    checklists(incident),
    incident.followers.includes(asker) ? unfollowButton(incident) : followButton(incident),
    button({ label: 'Join the channel', action: actions.join, value: formValue(incident) }),
    button({ label: 'Correct', action: actions.openEdit, value: formValue(incident) }),
    ...(isOpen(incident) ? [button({ label: 'Merge', action: actions.openMerge, value: formValue(incident) })] : []),
    button({ label: 'Correct a time', action: actions.openMoment, value: formValue(incident) }),
    ...sizingButtons(facts),
    ...(isOpen(incident) && incident.runbookOffer?.open === true ? [replanButton(incident)] : []),
    ...makePrivate(incident),
  ];
  // Where it comes as a direct message, phones preview its text.
  const text = incident.private ? privateName(incident) : titleLine(facts);
  return { text, blocks: [...headlineBlocks(facts, []), ...buttonRow(rest)] };
}

function textsToSend({ incident, policy }: Facts): Button[] {
  if (policy.outside.length === 0) return [];
  return [button({ label: 'Texts to send', action: actions.showOutside, value: valueOf(incident) })];
}

function dropHandovers({ incident, policy }: Facts): Button[] {
  return Object.keys(incident.plannedHandovers).map((role) =>
    button({
      label: `Call off the handover of ${roleNoun(policy, role)}`,
      action: actions.dropHandover,
      variant: role,
      value: valueOf(incident, { role }),
    }),
  );
}

function stepDown({ incident, policy }: Facts, asker: string): Button[] {
  if (!isOpen(incident)) return [];
  return policy.roles
    .filter(({ key }) => holderOf(incident, key) === asker)
    .map(({ key }) =>
      button({
        label: `Step down as ${roleName(policy, key)}`,
        action: actions.stepDown,
        variant: key,
        value: valueOf(incident, { role: key }),
      }),
    );
}

// There is no way back, so it is said first what will happen.
function makePrivate(incident: Incident): Button[] {
  if (incident.private) return [];
  const press = button({ label: 'Make private', action: actions.makePrivate, value: valueOf(incident) });
  return [
    {
      ...press,
      confirm: {
        title: { type: 'plain_text', text: `Make ${nameOf(incident)} private?` },
        text: {
          type: 'plain_text',
          text: 'I open a private channel, invite whoever has a part in it, and delete what I posted here and in the announcements. What people wrote here stays for all to read. This cannot be undone.',
        },
        confirm: { type: 'plain_text', text: 'Make private' },
        deny: { type: 'plain_text', text: 'Leave it open' },
      },
    },
  ];
}
