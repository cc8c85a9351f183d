import { type Incident, holderOf, nameOf } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import { mention } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { button, context, type Rendered, section } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';
import { parkedLine } from '../parked.ts';
import { holds, severityName, statusName, withKind } from '../name-things.ts';
import { timeOf } from '../tell-time.ts';

/** How many incidents one list shows. */
export const mostListed = 20;

/** What a list is rendered from. */
export type ListFacts = { policyOf: (incident: Incident) => Policy; now: Date; command: string };

/** What is open, for one person. */
export function renderList(incidents: Incident[], facts: ListFacts): Rendered {
  const { policyOf, now, command } = facts;
  if (incidents.length === 0) {
    const text = `Nothing is open. To begin: \`${command} declare\`.`;
    return { text, blocks: [section(text)] };
  }
  const listed = incidents.slice(0, mostListed);
  const all = incidents.length === 1 ? 'One incident is open' : `${incidents.length} incidents are open`;
  const head = incidents.length > listed.length ? `The latest ${listed.length} open incidents` : all;
  const rows = listed.map((incident) => section(line(incident, policyOf(incident), now), join(incident)));
  const more =
    incidents.length > listed.length
      ? [context(`Older ones are left out; \`${command} INC-12\` shows one of them.`)]
      : [];
  return { text: head, blocks: [section(`*${head}*`), ...rows, ...more] };
}

function line(incident: Incident, policy: Policy, now: Date): string {
  const commander = holderOf(incident, 'commander');
  const title = withKind(
    incident,
    `${nameOf(incident)} · ${severityName(policy, incident.severity)} · ${statusName(policy, incident.status)}`,
  );
  const details = [
    incident.channel ? `<#${incident.channel.id}>` : null,
    `since ${timeOf(incident.moments.declared, now)}`,
    commander === null ? 'no commander yet' : `${mention(commander)} ${holds(policy, 'commander')}`,
    incident.private ? 'private' : null,
    parkedLine({ incident, policy, now }),
  ].filter((part) => part !== null);
  return `*${title}*\n${oneLine(incident.title, 300)}\n${details.join(' · ')}`;
}

function join(incident: Incident) {
  return button({
    label: 'Join',
    action: actions.join,
    variant: String(incident.number),
    value: { incident: incident.id },
  });
}
