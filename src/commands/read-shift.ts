import type { Ctx } from '../context.ts';
import { type Shift, shiftAt } from '../domain/shift.ts';
import { atMost } from '../policy/at-most.ts';
import { askMember, freshMember, readMember } from './read-member.ts';

const atOnce = 4;

/** Whether somebody works at a time, by their zone in Slack; null when Slack does not say it or cannot be asked. */
export async function readShift(ctx: Ctx, user: string, at: Date): Promise<Shift | null> {
  const zone = (await readMember(ctx, user))?.zone ?? null;
  return zone === null ? null : shiftAt(at, zone, ctx.runbooks.current.policy);
}

/** The same of several now; who is not in it is not known. Slack being away costs one call, not one each. */
export async function readShifts(ctx: Ctx, users: readonly string[]): Promise<Map<string, Shift>> {
  const now = ctx.now();
  const shifts = new Map<string, Shift>();
  let away = false;
  await atMost(atOnce, [...new Set(users)], async (user) => {
    if (away) return;
    try {
      const member = freshMember(ctx, user) ?? (await askMember(ctx, user));
      if (member?.zone) shifts.set(user, shiftAt(now, member.zone, ctx.runbooks.current.policy));
    } catch (err) {
      away = true;
      ctx.log.warn({ err, user }, 'Where people are could not be asked; the answer leaves their clocks out');
    }
  });
  return shifts;
}
