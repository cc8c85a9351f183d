import type { Button } from '@slack/types';
import { holderOf } from '../../domain/incident.ts';
import type { DueItem } from '../../domain/notices.ts';
import { mayPark } from '../../domain/parking.ts';
import type { Facts } from './facts.ts';
import {
  handOver,
  imHere,
  onIt,
  pageSomeone,
  postUpdate,
  resolve,
  takeButtons,
  takeCommand,
  takeOverCommand,
} from './incident-buttons.ts';
import { parkButton } from './parked.ts';
import { nudgeButtons, updateButtons } from './nudge.ts';
import { taskButtons } from './task-blocks.ts';
import { alternateButton } from './woken.ts';
import { roleKeyOf } from './role-key-of.ts';

/** What can be done about one thing that a timer said and that waits for an answer. */
export function dueButtons(item: DueItem, facts: Facts): Button[] {
  const { incident, policy } = facts;
  switch (item.type) {
    case 'step':
      if (item.called.user === null) return [pageSomeone(incident)];
      return item.kind === 'inform' ? [] : [onIt(incident), ...takeCommand(facts), ...alternateButton(item, facts)];
    case 'ladderEnd':
      return [onIt(incident), ...takeCommand(facts), pageSomeone(incident)];
    case 'respondWithin':
    case 'lapse':
      return [onIt(incident), ...takeCommand(facts)];
    case 'noCommander':
      return [...takeCommand(facts), ...alternateButton(item, facts), pageSomeone(incident)];
    case 'commanderSilent':
      return [imHere(incident, true)];
    case 'commandSought':
      return [
        takeOverCommand(facts, item.from),
        imHere(incident, false),
        ...(item.called === null ? [pageSomeone(incident)] : []),
      ];
    case 'overdue':
      return updateButtons(incident);
    case 'nudge':
      return nudgeButtons(facts);
    case 'handoverUnanswered': {
      const role = roleKeyOf(policy, item.role);
      return holderOf(incident, role) === null ? takeButtons(facts, [role]) : [handOver(facts, role)];
    }
    case 'rolesUnfilled':
      return takeButtons(
        facts,
        item.roles.map((role) => roleKeyOf(policy, role)),
      );
    case 'soakEnded':
      return [resolve(incident, true), postUpdate(incident, false)];
    case 'parkEnded': {
      const monitoring = incident.status === 'monitoring';
      const again = mayPark(incident, policy) ? [parkButton(incident)] : [];
      return [postUpdate(incident, !monitoring), resolve(incident, monitoring), ...again, ...takeCommand(facts)];
    }
    case 'taskDue':
      return taskButtons(item.task, facts);
    case 'silent':
      return [postUpdate(incident, true), resolve(incident)];
  }
}
