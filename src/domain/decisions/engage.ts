import { UserError } from '../../errors.ts';
import type { Command } from '../commands.ts';
import { type Draft, inviteBeforeMention, post, record, refreshSurfaces } from '../draft.ts';
import { touch } from '../people.ts';
import type { Person, Policy } from '../policy.ts';
import type { Expert } from '../runbook-parts.ts';
import { callPerson, refuseCalling } from './calling.ts';
import { refuseCalledSince } from './page-person.ts';

type Wanted = Pick<Extract<Command, { type: 'engage' }>, 'by' | 'expert' | 'person'>;

/** Somebody who knows the subject is called and invited, and the channel hears who was engaged, for what and by whom. */
export function engage(draft: Draft, command: Extract<Command, { type: 'engage' }>): void {
  const { incident, policy, now } = draft;
  const { by, why } = command;
  refuseCalling(incident);
  const { expert, user } = wantedExpert(policy, command);
  refuseCalledSince(incident, user, command.asked ?? null);
  incident.engaged = [
    ...incident.engaged.filter((one) => one.expert !== expert.key || one.user !== user),
    { expert: expert.key, user, by, at: now, why },
  ];
  record(draft, 'engaged', by, { expert: expert.name, user, why });
  inviteBeforeMention(draft, [user]);
  callPerson(draft, user, expert.name, 'page', why, by);
  post(draft, { type: 'engaged', by, at: now.toISOString(), expert: expert.name, user, why });
  refreshSurfaces(draft);
  touch(draft, by);
}

/** Who of the policy's people is meant, and for which subject. Throws a UserError where that is nobody. */
export function wantedExpert(policy: Policy, wanted: Wanted): { expert: Expert; user: string } {
  const expert = requireExpert(policy, wanted.expert);
  return { expert, user: whoComes(policy, expert, wanted) };
}

/** The expert of that subject, by key or name. */
function requireExpert({ experts }: Policy, word: string): Expert {
  const wanted = word.trim().toLowerCase();
  const found = experts.find(({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  if (experts.length === 0)
    throw new UserError(
      'no-experts',
      'The policy names no experts.',
      'They are named under `experts` in policy.yaml. To reach a person: `page @person`.',
    );
  throw new UserError(
    'no-such-expert',
    `The policy names no expert for “${word.trim().slice(0, 40)}”.`,
    `There are ${experts.map(({ key }) => key).join(', ')}.`,
  );
}

// The first who is known in Slack, unless somebody was chosen; who asks needs no call.
function whoComes(policy: Policy, expert: Expert, { by, person }: { by: string; person: string | null }): string {
  const people = expert.people.flatMap((key) => policy.people[key] ?? []);
  const able = people.filter((one) => person === null || one.key === person);
  const users = able.flatMap(({ slack }) => slack ?? []);
  const user = users.find((one) => one !== by);
  if (user !== undefined) return user;
  if (users.length > 0)
    throw new UserError(
      'engage-yourself',
      `You are the one whom the policy names for ${expert.name}.`,
      'If somebody else knows it, too: `page @person`.',
    );
  throw new UserError(
    'nobody-to-engage',
    `The policy names nobody in Slack for ${expert.name}: ${people.map(told).join('; ')}.`,
    'Reach them another way, or page somebody: `page @person`.',
  );
}

function told({ title, name, phone, email }: Person): string {
  const reach = [phone, email].filter((one) => one !== null).join(', ');
  const who = name === null ? title : `${name} (${title})`;
  return reach === '' ? `${who}, without a number or an address` : `${who}, ${reach}`;
}
