import type { Ctx } from '../context.ts';
import { keepOnCall, readOnCall } from '../db/on-call.ts';
import { minutes } from '../domain/duration.ts';
import type { OnCall } from '../domain/on-call.ts';
import type { Duties } from '../pager/phone.ts';

/** How often it is looked whether who is on call has to be asked again. Milliseconds. */
export const lookEvery = 60_000;

// Shifts change on the hour; a quarter of one would be too late for a handover, a minute costs a request each.
const askedAgainAfter = minutes(5);

/**
 * Brings who is on call up to date: one request for all schedules of the runbook, by whichever replica looks first. The pager
 * being away leaves what it said last.
 */
export async function refreshOnCall(ctx: Ctx): Promise<void> {
  const { phone, runbooks, db } = ctx;
  const schedules = [...new Set(runbooks.current.policy.roles.flatMap(({ schedule }) => schedule ?? []))];
  if (phone === null || schedules.length === 0) return;
  const kept = await readOnCall(db.prisma, schedules);
  runbooks.learnOnCall(kept);
  const now = ctx.now();
  const fresh = (one: OnCall | undefined) =>
    one !== undefined && now.getTime() - one.askedAt.getTime() < askedAgainAfter;
  if (schedules.every((schedule) => fresh(kept.find((one) => one.schedule === schedule)))) return;
  const duties = await phone.onCall(schedules);
  const found = await Promise.all(schedules.map((schedule) => onCallOf(ctx, schedule, duties, kept, now)));
  await keepOnCall(db.prisma, found);
  runbooks.learnOnCall(found);
}

/** The first time, when the bot starts: no start waits for the pager. */
export async function lookOnCall(ctx: Ctx): Promise<void> {
  const asking = refreshOnCall(ctx).catch((err: unknown) =>
    ctx.log.warn({ err }, 'PagerDuty does not say yet who is on call'),
  );
  await Promise.race([asking, patience()]);
}

async function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2000).unref();
  });
}

async function onCallOf(ctx: Ctx, schedule: string, duties: Duties, kept: OnCall[], askedAt: Date): Promise<OnCall> {
  const duty = duties.get(schedule);
  if (duty === undefined || duty === 'unknown' || duty === 'nobody')
    return { schedule, person: null, known: duty !== 'unknown', askedAt };
  const before = kept.find((one) => one.schedule === schedule)?.person;
  const sameSlack = before?.pagerId === duty.id ? before.slack : null;
  const slack = sameSlack ?? (duty.email === null ? null : await memberOf(ctx, duty.email));
  return { schedule, person: { pagerId: duty.id, name: duty.name, slack }, known: true, askedAt };
}

async function memberOf({ slack, log }: Ctx, email: string): Promise<string | null> {
  try {
    return (await slack.users.lookupByEmail({ email })).user?.id ?? null;
  } catch (err) {
    log.warn({ err }, 'Slack does not say who that is who is on call; it is asked again');
    return null;
  }
}
