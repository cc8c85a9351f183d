import type { Button } from '@slack/types';
import { type Incident, holderOf, isOpen, nameOf } from '../../domain/incident.ts';
import { actions } from '../ids.ts';
import { button } from './build-blocks.ts';
import type { Facts } from './facts.ts';
import { roleNoun } from './name-things.ts';

/** What every button of the incident carries. */
export function valueOf(incident: Incident, more: Record<string, string> = {}): Record<string, string> {
  return { incident: incident.id, ...more };
}

/** What a button carries that opens a form: enough to show it without a query. */
export function formValue(incident: Incident, more: Record<string, string> = {}): Record<string, string> {
  return { incident: incident.id, number: String(incident.number), severity: incident.severity, ...more };
}

/** *Take command*, *Take comms* …: for each role that nobody has. The commander's is the primary one. */
export function takeButtons(facts: Facts, roles = facts.policy.roles.map((role) => role.key)): Button[] {
  const { incident, policy } = facts;
  return policy.roles
    .filter((role) => roles.includes(role.key) && holderOf(incident, role.key) === null)
    .map((role) =>
      button({
        label: role.button,
        action: actions.takeRole,
        variant: role.key,
        value: valueOf(incident, { role: role.key }),
        primary: role.key === 'commander',
      }),
    );
}

/** *Take command*, while the incident is open and has no commander. */
export function takeCommand(facts: Facts): Button[] {
  return isOpen(facts.incident) ? takeButtons(facts, ['commander']) : [];
}

/** *Hand over command* and so on. */
export function handOver(facts: Facts, role: string): Button {
  return button({
    label: `Hand over ${roleNoun(facts.policy, role)}`,
    action: actions.openHandover,
    variant: role,
    value: formValue(facts.incident, { role }),
  });
}

/** *I'm on it*. */
export function onIt(incident: Incident): Button {
  return button({ label: "I'm on it", action: actions.acknowledge, value: valueOf(incident), primary: true });
}

/** *I'm here*, for the commander who was asked. */
export function imHere(incident: Incident, primary: boolean): Button {
  return button({ label: "I'm here", action: actions.here, value: valueOf(incident), primary });
}

/** *Take command* from whoever has it and does not answer. */
export function takeOverCommand({ incident, policy }: Pick<Facts, 'incident' | 'policy'>, from: string): Button {
  const label = policy.roles.find(({ key }) => key === 'commander')?.button ?? 'Take command';
  const value = valueOf(incident, { role: 'commander', from });
  return button({ label, action: actions.takeOver, variant: 'commander', value, primary: true });
}

/** *Post update*. */
export function postUpdate(incident: Incident, primary: boolean): Button {
  return button({ label: 'Post update', action: actions.openUpdate, value: formValue(incident), primary });
}

/** *Page someone*. */
export function pageSomeone(incident: Incident): Button {
  return button({ label: 'Page someone', action: actions.openPage, value: formValue(incident) });
}

/** *Resolve*. */
export function resolve(incident: Incident, primary = false): Button {
  return button({ label: 'Resolve', action: actions.openResolve, value: formValue(incident), primary });
}

/** *Reopen*. */
export function reopen(incident: Incident): Button {
  return button({ label: 'Reopen', action: actions.reopen, value: formValue(incident) });
}

/** *Post-mortem*: writes the draft again. */
export function postMortem(incident: Incident): Button {
  return button({ label: 'Post-mortem', action: actions.writePostMortem, value: valueOf(incident) });
}

/** *Checklists*: shows them to the one who presses. */
export function checklists(incident: Incident): Button {
  return button({ label: 'Checklists', action: actions.showChecklists, value: valueOf(incident) });
}

/** *Timeline*. */
export function timelineButton(incident: Incident): Button {
  return button({ label: 'Timeline', action: actions.showTimeline, value: valueOf(incident) });
}

/** *Catch me up*. */
export function catchMeUp(incident: Incident): Button {
  return button({ label: 'Catch me up', action: actions.catchUp, value: valueOf(incident) });
}

/** *Archive channel*, once the work is over and as long as there is one to archive. */
export function archive(incident: Incident): Button[] {
  if (incident.channel === null || incident.channelTrouble !== null) return [];
  const press = button({ label: 'Archive channel', action: actions.archive, value: valueOf(incident) });
  return [
    {
      ...press,
      confirm: {
        title: { type: 'plain_text', text: `Archive the channel of ${nameOf(incident)}?` },
        text: {
          type: 'plain_text',
          text: 'Nobody can write there any more; everything stays readable, and it can be unarchived in Slack.',
        },
        confirm: { type: 'plain_text', text: 'Archive' },
        deny: { type: 'plain_text', text: 'Keep it' },
      },
    },
  ];
}
