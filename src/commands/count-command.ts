import type { Ctx } from '../context.ts';
import type { Command } from '../domain/commands.ts';
import { firstCall } from '../domain/first-call.ts';
import type { Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy.ts';
import { nextWake } from '../domain/schedule.ts';
import { UserError } from '../errors.ts';

/** What a command made of an incident, as the policy of that time has it. */
export type Carried = { command: Command; before: Incident; after: Incident; policy: Policy };

/** Counts a command that was carried out: how late it was for a timer, how long the first answer took. Asks nobody. */
export function countCommand({ metrics, now }: Ctx, { command, before, after, policy }: Carried): void {
  metrics.commandEnded(command.type, 'done');
  if (command.type === 'tick' || command.type === 'confess') {
    const due = nextWake(before, policy);
    if (due !== null && due <= now()) metrics.timerFired(secondsTo(now(), due));
  }
  const [answer] = after.acknowledgements;
  if (answer === undefined || before.acknowledgements.length > 0 || after.kind !== 'real') return;
  const called = firstCall(before, policy);
  // Who takes command before anybody was called has not been waited for.
  if (called !== null && called <= answer.at) metrics.acknowledged(after.severity, secondsTo(answer.at, called));
}

/** Counts a command that was not: refused with a sentence for people, or broken off by an error of ours. */
export function countRefusal({ metrics }: Ctx, command: Command['type'] | 'declare', error: unknown): void {
  metrics.commandEnded(command, error instanceof UserError ? 'refused' : 'failed');
}

function secondsTo(later: Date, earlier: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000;
}
