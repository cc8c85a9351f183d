import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, isAnnounced, plan, record, refreshAll } from '../draft.ts';
import { surfaceId, withdrawId, withdrawnParts } from '../effects.ts';
import { dropOutsiders } from '../followers.ts';
import { type Incident, isOpen, nameOf } from '../incident.ts';
import { personBehind, severityOf } from '../policy.ts';
import { presentChannelId } from '../present-channel.ts';
import { veilRings } from '../rings.ts';
import { replanOf } from '../replan.ts';
import { ladderOf } from '../ladder.ts';
import { openTaskOwners } from '../tasks.ts';
import { bookmarksOf } from './link-bookmarks.ts';
import { membersOf, standDown } from './change-severity.ts';
import { postProblemsAgain } from './problems.ts';
import { askForTicket } from './ticket.ts';
import { postOpening } from './declare.ts';
import { tick } from './tick.ts';

/**
 * From now on only its members see it. Slack cannot make a channel private, so it gets another one; what was posted in
 * the old one and announced is taken back, and the new one hears who could have seen it.
 */
export function makePrivate(draft: Draft, command: Extract<Command, { type: 'makePrivate' }>, before: Incident): void {
  const { incident, policy, now } = draft;
  if (incident.private)
    throw new UserError(
      'already-private',
      `${nameOf(incident)} is private already.`,
      'Only the members of its channel see anything of it. To let somebody in, invite them there.',
    );
  incident.private = true;
  incident.madePrivate = { by: command.by, at: now, channel: before.channel, seen: null };
  incident.channel = null;
  incident.channelTrouble = null;
  incident.ticket.asked = null;
  incident.hinted = [];
  incident.active[command.by] = now;
  record(draft, 'madePrivate', command.by, { why: command.why, channel: before.channel?.name ?? null });
  const users = membersOfPrivate(draft, command.by);
  incident.invited = users.filter((user) => !user.startsWith('S'));
  dropOutsiders(incident);
  veilRings(draft);
  if (isOpen(incident)) standDown(draft, before, 'It is private now', users);
  openAgain(draft, users);
  plan(
    draft,
    {
      type: 'post',
      to: { type: 'channel' },
      notice: {
        type: 'madePrivate',
        by: command.by,
        at: now.toISOString(),
        why: command.why,
        replan: isOpen(incident) ? replanOf(before, incident, policy) : null,
      },
    },
    surfaceId(incident.id, 'withdrawal'),
  );
  postProblemsAgain(draft);
  if (isAnnounced(before)) withdraw(draft, 'announcement');
  if (before.channel !== null) withdrawChannel(draft);
  plan(draft, { type: 'refreshHomes' });
  withdraw(draft, 'audience');
  // The draft that was there is taken back with the old channel's files.
  if (incident.resolution !== null) plan(draft, { type: 'draftPostMortem', by: command.by });
  if (isOpen(incident)) askForTicket(draft);
  // The private ladder may name somebody who is due at once.
  if (isOpen(incident)) tick(draft);
}

/** Whoever has a part in it, and whom the policy names for it. Not everybody who was in the old channel: people invite the rest. */
function membersOfPrivate({ incident, policy, ...rest }: Draft, by: string): string[] {
  const { declaredBy, roles, acknowledgements, resolution, parked, engaged } = incident;
  const called = ladderOf(incident, policy)
    .filter((step) => incident.ladder.fired[step.id] !== undefined)
    .flatMap((step) => personBehind(policy, step.target)?.slack ?? []);
  const invited = membersOf(severityOf(policy, incident.severity).invite, { incident, policy, ...rest });
  return [
    ...new Set([
      declaredBy,
      by,
      ...Object.values(roles).map(({ user }) => user),
      ...acknowledgements.map(({ user }) => user),
      ...(resolution === null ? [] : [resolution.owner]),
      ...(parked === null ? [] : [parked.watching]),
      ...openTaskOwners(incident),
      ...engaged.map(({ user }) => user),
      // Whoever is called for what is over would only be disturbed.
      ...(isOpen(incident) ? [...invited, ...called] : []),
    ]),
  ];
}

function openAgain(draft: Draft, users: string[]): void {
  const { incident, policy } = draft;
  const { id } = incident;
  plan(draft, { type: 'openChannel' }, surfaceId(id, 'channel'));
  plan(draft, { type: 'invite', users, ordered: true });
  const headline = plan(
    draft,
    { type: 'post', to: { type: 'channel' }, notice: { type: 'headline' } },
    surfaceId(id, 'headline'),
  );
  plan(draft, { type: 'pin', target: headline });
  if (isOpen(incident)) postOpening(draft);
  plan(draft, { type: 'setTopic' }, `${id}:topic`);
  for (const bookmark of bookmarksOf(policy, incident.severity)) plan(draft, { type: 'addBookmark', ...bookmark });
}

/** Everything in the old channel is taken back; one line without a title stays. */
export function withdrawChannel(draft: Draft): void {
  for (const part of ['files', 'messages', 'header', 'name'] as const) withdraw(draft, part);
  plan(
    draft,
    { type: 'post', to: { type: 'formerChannel' }, notice: { type: 'movedAway' } },
    surfaceId(draft.incident.id, 'farewell'),
  );
}

function withdraw(draft: Draft, part: (typeof withdrawnParts)[number]): void {
  plan(draft, { type: 'withdraw', part }, withdrawId(draft.incident.id, part));
}

/** Slack said who could have seen it. */
export function audienceCounted(draft: Draft, command: Extract<Command, { type: 'audienceCounted' }>): void {
  const { incident } = draft;
  if (incident.madePrivate === null) return;
  const { members, others, othersCount, announced } = command;
  incident.madePrivate.seen = { members, others, othersCount, announced };
  const othersUnnamed = othersCount - others.length;
  record(draft, 'audienceCounted', null, { members, others, othersUnnamed, announced });
  refreshAll(draft, [surfaceId(incident.id, 'withdrawal')]);
}

/** Whether a failure is told elsewhere: by the line of its part, or to whoever made it private while there is no channel. */
export function tellsWithdrawal(draft: Draft, command: Extract<Command, { type: 'effectFailed' }>): boolean {
  const { incident } = draft;
  const { id, madePrivate } = incident;
  if (madePrivate === null) return false;
  const parts = withdrawnParts.map((part) => withdrawId(id, part));
  if ([...parts, surfaceId(id, 'farewell')].includes(command.effect)) return true;
  if (command.effect !== presentChannelId(incident)) return false;
  plan(draft, {
    type: 'post',
    to: { type: 'person', user: madePrivate.by },
    notice: {
      type: 'trouble',
      what: `The private channel of ${nameOf(incident)} could not be opened: ${command.reason}.`,
      remedy: 'What everybody could see is taken back all the same. Commands with its number work from any channel.',
      retry: command.effect,
    },
  });
  return true;
}
