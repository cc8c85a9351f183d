import type { Command } from '../commands.ts';
import { type Draft, isAnnounced, plan, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { surfaceId } from '../effects.ts';
import { holderOf, nameOf } from '../incident.ts';
import { redactedText } from '../redaction.ts';
import { withdrawChannel } from './make-private.ts';

/** The channel exists. */
export function channelOpened(draft: Draft, command: Extract<Command, { type: 'channelOpened' }>): void {
  const { madePrivate } = draft.incident;
  if (command.open === true && madePrivate !== null) {
    madePrivate.channel = { id: command.id, name: command.name };
    withdrawChannel(draft);
    return;
  }
  draft.incident.channel = { id: command.id, name: command.name };
  record(draft, 'channelOpened', null, { channel: command.id, name: command.name });
  // What did not wait for the channel can lead there now: edits disturb nobody.
  refreshAll(draft, [...draft.incident.calls, ...Object.values(draft.incident.handovers).map(({ id }) => id)]);
  if (isAnnounced(draft.incident))
    plan(draft, { type: 'refresh', target: surfaceId(draft.incident.id, 'announcement') });
}

/** A person gave it another name. */
export function channelRenamed(draft: Draft, command: Extract<Command, { type: 'channelRenamed' }>): void {
  const { incident } = draft;
  if (incident.channel === null || incident.channel.name === command.name) return;
  // The old name tells the title, which must not come back.
  const from = incident.title === redactedText ? null : incident.channel.name;
  record(draft, 'channelRenamed', null, { from, to: command.name });
  incident.channel.name = command.name;
  refreshSurfaces(draft);
}

const lost = {
  archived: ['was archived', 'Unarchive it to go on there; until then I will write to you.'],
  botRemoved: ['no longer has me in it', 'Invite me again to go on there; until then I will write to you.'],
  deleted: ['was deleted', 'The record goes on: every command works with its number, from any channel.'],
} as const;

/** Muster cannot post in the channel any more: the commander, else the declarer, hears it at once. */
export function channelLost(draft: Draft, command: Extract<Command, { type: 'channelLost' }>): void {
  const { incident } = draft;
  if (incident.channelTrouble === command.reason) return;
  // What could not be posted was meant for the channel that it had before.
  if (incident.madePrivate !== null && incident.channel === null) return;
  incident.channelTrouble = command.reason;
  record(draft, 'channelLost', null, { reason: command.reason });
  if (['closed', 'cancelled', 'merged'].includes(incident.status)) return;
  const [what, remedy] = lost[command.reason];
  plan(draft, {
    type: 'post',
    to: { type: 'person', user: holderOf(incident, 'commander') ?? incident.declaredBy },
    notice: { type: 'trouble', what: `The channel of ${nameOf(incident)} ${what}.`, remedy },
  });
}

/** It can be posted there again. */
export function channelBack(draft: Draft): void {
  const { incident } = draft;
  if (incident.channelTrouble === null) return;
  incident.channelTrouble = null;
  record(draft, 'channelBack', null, {});
  refreshSurfaces(draft);
}
