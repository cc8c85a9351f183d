import { isMitigated } from './ladder.ts';
import { type Incident, isOpen } from './incident.ts';
import type { Notice } from './notices.ts';

type Call = Pick<Extract<Notice, { type: 'call' }>, 'user' | 'call' | 'why'>;

/** Only a timer that misses a commander calls with a reason of its own; a person gives one with a page. */
export function asksForCommand(call: Pick<Call, 'call' | 'why'>): boolean {
  return call.call === 'reach' && call.why !== null;
}

/** When that person answered the latest call to them; null while they have not. */
export function answerOf(incident: Incident, user: string): Date | null {
  const called = incident.reached[user] ?? null;
  const answers = incident.acknowledgements.filter((ack) => ack.user === user && (called === null || ack.at >= called));
  return answers[0]?.at ?? null;
}

/**
 * Who answered instead, so that this person need not; null for nobody. An answer from before the call is none to it. Who is
 * asked to take command is asked until somebody has it.
 */
export function answeredInstead(call: Call, incident: Incident): { user: string; at: Date } | null {
  const commander = incident.roles.commander;
  if (asksForCommand(call)) return commander === undefined ? null : { user: commander.user, at: commander.since };
  const { standing } = incident;
  const called = incident.reached[call.user] ?? null;
  return standing !== null && (called === null || standing.at >= called) ? standing : null;
}

/** Whether a call still waits for that person: nothing of it was answered, taken over or called off. */
export function isWaiting(call: Call, incident: Incident): boolean {
  if (call.call === 'inform' || !isOpen(incident) || answerOf(incident, call.user) !== null) return false;
  if (call.call !== 'reach') return true;
  const stoodDown = incident.pages[call.user]?.stoodDown ?? null;
  return stoodDown === null && !isMitigated(incident) && answeredInstead(call, incident) === null;
}
