import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, plan, record, refreshAll } from '../draft.ts';
import { plus } from '../duration.ts';
import { holderOf, nameOf } from '../incident.ts';
import { lastSign, livenessPatience, openQuestion, seekable } from '../liveness.ts';
import type { DueItem } from '../notices.ts';
import { roleOf } from '../policy.ts';
import { mention } from '../wording.ts';
import { inDrill } from './calling.ts';

/** The commander has not been heard for half an hour: they are asked, by direct message and in the channel. */
export function askCommander(draft: Draft, planned: Date): DueItem[] {
  const { incident, policy, now } = draft;
  const held = incident.roles.commander;
  if (held === undefined) return [];
  const { user } = held;
  const since = lastSign(incident, held);
  incident.liveness.asked = { of: user, since, at: now, sought: [], over: false, messages: [] };
  // The ladder, or somebody who paged them, called them since: a second question for the same silence says nothing new.
  const called = incident.reached[user];
  if (called !== undefined && called > since) return [];
  record(draft, 'commanderSilent', null, { user, since: since.toISOString() });
  incident.quietSince = now;
  const [next] = seekable(policy, user, []);
  const item: DueItem = {
    type: 'commanderSilent',
    planned: planned.toISOString(),
    user,
    since: since.toISOString(),
    next: next ?? null,
    until: plus(now, livenessPatience).toISOString(),
  };
  tell(draft, user, item);
  return [item];
}

/** No answer in five minutes: the next one is asked to take command. Behind the last one the channel is asked. */
export function seekCommand(draft: Draft, planned: Date): DueItem[] {
  const { incident, policy, now } = draft;
  const { asked } = incident.liveness;
  if (asked === null) return [];
  const [next] = seekable(policy, asked.of, asked.sought);
  const tried = [...asked.sought];
  record(draft, 'commandSought', null, { from: asked.of, user: next?.user ?? null, ...inDrill(incident) });
  asked.at = now;
  incident.quietSince = now;
  const item: DueItem = {
    type: 'commandSought',
    planned: planned.toISOString(),
    from: asked.of,
    since: asked.since.toISOString(),
    called: next ?? null,
    tried,
  };
  if (next === undefined || next.user === null) asked.over = true;
  else {
    asked.sought.push(next.user);
    // An exercise reaches nobody who is not in it; its channel says who would have been asked.
    if (incident.kind !== 'drill') {
      inviteBeforeMention(draft, [next.user]);
      tell(draft, next.user, item);
    }
  }
  return [item];
}

function tell(draft: Draft, user: string, item: DueItem): void {
  const to = { type: 'person', user } as const;
  const id = plan(draft, { type: 'post', to, notice: { type: 'due', items: [item] } });
  draft.incident.liveness.asked?.messages.push(id);
}

/** The message in the channel is edited with the others once it is answered. */
export function keepQuestion({ incident }: Draft, items: DueItem[], message: string): void {
  if (items.some(({ type }) => type === 'commanderSilent' || type === 'commandSought'))
    incident.liveness.asked?.messages.push(message);
}

/** *I'm here*. */
export function here(draft: Draft, { by }: Extract<Command, { type: 'here' }>): void {
  const { incident, policy } = draft;
  const holder = holderOf(incident, 'commander');
  if (holder === by) return;
  const { name, button } = roleOf(policy, 'commander');
  const value = { incident: incident.id, role: 'commander' };
  if (holder === null)
    throw new UserError('no-commander', `Nobody is ${name} of ${nameOf(incident)} now.`, 'If you can, take it.', {
      offer: { label: button, action: 'take_role', value },
    });
  throw new UserError(
    'not-commander',
    `${mention(holder)} is ${name} of ${nameOf(incident)}, and was asked.`,
    'If they cannot answer, take over: the channel will see it.',
    { offer: { label: 'Take over', action: 'take_over', value: { ...value, from: holder } } },
  );
}

/**
 * Behind every decision: whatever the commander asks for is a sign of them. A question that was answered, or that nobody
 * needs to answer any more, ends, and the messages that asked say so.
 */
export function settleLiveness(draft: Draft, command: Command): void {
  const { incident, policy, now } = draft;
  const commander = holderOf(incident, 'commander');
  // What is only said in the channel keeps its own time, once a minute.
  if ('by' in command && command.by === commander && commander !== null && command.type !== 'sign')
    incident.active[commander] = now;
  const { asked } = incident.liveness;
  if (asked === null || openQuestion(incident, policy) !== null) return;
  incident.liveness.asked = null;
  refreshAll(draft, asked.messages);
  if (asked.of === commander && (incident.active[commander] ?? asked.since) > asked.since && asked.messages.length > 0)
    record(draft, 'commanderHeard', commander, { since: asked.since.toISOString() });
}
