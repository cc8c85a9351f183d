import { readMember } from '../commands/read-member.ts';
import type { Ctx } from '../context.ts';
import type { Policy } from '../domain/policy.ts';
import type { Caller } from './calls.ts';

/** By whose clock somebody means a time: their own as Slack knows it, else that of where they type, else the policy's. */
export async function zoneOf(ctx: Ctx, { user, zone }: Caller, { timezone }: Policy): Promise<string> {
  return (await readMember(ctx, user))?.timezone ?? zone ?? timezone;
}
