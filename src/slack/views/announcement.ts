import { type Incident, holderOf, isOpen, nameOf } from '../../domain/incident.ts';
import { mention } from '../../domain/wording.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, buttonRow, context, section } from './build-blocks.ts';
import { paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { followButton } from './followed.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, named, titleLine } from './name-things.ts';
import { alertBlocks } from './alert.ts';
import { otherChannel, otherOf } from './other-incidents.ts';
import { parkedLine } from './parked.ts';
import { durationOf, sinceOf, timeOf } from './tell-time.ts';

/** The incident's one message in the announcements channel. A private incident has none: asking for it is a bug. */
export function renderAnnouncement(facts: Facts): Rendered {
  const { incident } = facts;
  if (incident.private) throw new Error(`${nameOf(incident)} is private and must not be announced`);
  const join = button({ label: 'Join', action: actions.join, value: valueOf(incident), primary: true });
  const alert = alertBlocks(facts);
  const impact = incident.impact === null ? [] : [section(`Impact: ${paragraph(incident.impact, 2900)}`)];
  return {
    text: titleLine(facts),
    blocks: [
      section(titleLine(facts)),
      ...(isPointless(incident) || alert !== null ? [] : impact),
      context(stateLine(facts)),
      ...(alert ?? lastUpdate(facts)),
      ...(isOpen(incident) ? buttonRow([join, followButton(incident)]) : []),
    ],
  };
}

function stateLine(facts: Facts): string {
  const { incident, now } = facts;
  const channel = incident.channel === null ? 'Its channel is being opened' : channelLink(incident.channel.id);
  const by = `${timeOf(incident.statusSince, now)} by ${named(incident.statusBy, facts)}`;
  switch (incident.status) {
    case 'investigating':
    case 'identified':
    case 'monitoring': {
      const commander = holderOf(incident, 'commander');
      const parked = parkedLine(facts);
      const lead = `Commander: ${commander === null ? '*nobody yet*' : mention(commander)}`;
      return [sinceOf(incident, now), lead, ...(parked === null ? [] : [parked]), channel].join(' · ');
    }
    case 'resolved': {
      const from = incident.moments.impactStarted ?? incident.moments.declared;
      const lasted = incident.statusSince.getTime() - from.getTime();
      return `Resolved ${by}${lasted > 0 ? ` after ${durationOf(lasted)}` : ''} · ${channel}`;
    }
    case 'closed':
      return `Closed ${by} · ${channel}`;
    case 'cancelled':
      return `Called off ${by} · ${channel}`;
    case 'merged':
      return mergedLine(facts, by);
  }
}

// A false alarm had no impact, and what goes on elsewhere is told there.
function isPointless({ status }: Incident): boolean {
  return status === 'cancelled' || status === 'merged';
}

/** Where it goes on. */
function mergedLine(facts: Facts, by: string): string {
  const { merged } = facts.incident;
  const into = merged === null ? null : otherOf(merged.into.id, facts);
  const where = into === null ? null : otherChannel(into);
  return `Merged ${by} into INC-${merged?.into.number ?? '?'}${where === null ? '' : `, which goes on in ${where}`}`;
}

function lastUpdate(facts: Facts) {
  const { incident, now } = facts;
  const { last } = incident.updates;
  if (last === null || isPointless(incident)) return [];
  return [section(`Update #${last.number} (${timeOf(last.at, now)}): ${paragraph(last.text, 2000)}`)];
}
