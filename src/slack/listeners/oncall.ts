import { readShifts } from '../../commands/read-shift.ts';
import type { Ctx } from '../../context.ts';
import type { Caller } from '../calls.ts';
import { oncallPeople, renderOncall } from '../views/ephemeral/oncall.ts';

/** `/incident oncall` and *On call*: whom the policy calls, with the time where they are. */
export async function showOncall(ctx: Ctx, call: Caller): Promise<void> {
  const { policy } = ctx.runbooks.current;
  const shifts = await readShifts(ctx, oncallPeople(policy));
  await call.reply(renderOncall(policy, shifts, ctx.now()));
}
