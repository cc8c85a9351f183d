import { WebAPIHTTPError } from '@slack/web-api';
import type { Ctx } from '../context.ts';
import { readIncident, readWithTarget } from '../db/read-plainly.ts';
import { plus } from '../domain/duration.ts';
import type { Effect } from '../domain/effects.ts';
import type { OwnEffect } from '../domain/own-effects.ts';
import { NotOfThisVersion, UserError } from '../errors.ts';
import { classifyPagerDuty } from '../pagerduty/failure.ts';
import { backoff, classifyFailure } from '../slack/client-errors.ts';
import { type Claim, claimAgain, settledAfter } from './claim-effect.ts';
import { type Outcome, type Situation, sent } from './effects/effect-job.ts';
import { jobFor } from './effects/index.ts';
import { noPlaceFor } from './effects/no-place-for.ts';
import { parseEffect } from './effects/parse-effect.ts';
import { yieldsFor } from './held-by-limit.ts';
import { ownJobFor } from './own/own-job.ts';
import { parseOwnEffect } from './own/parse-own-effect.ts';

/** What came of one try. */
export type Attempt =
  /** `alone`: an edit, which nothing waits for and of whose trouble nobody has heard. Its incident need not know. */
  | { kind: 'finished'; outcome: Outcome; alone?: boolean }
  | { kind: 'failed'; code: string | null; reason: string }
  /** Certainly not done: again at `at`. */
  | { kind: 'retry'; at: Date; reason: string }
  /** Perhaps done: looked for at `at`. */
  | { kind: 'unknown'; at: Date; reason: string }
  /** Somebody else has it by now. */
  | { kind: 'lost' };

// Two hours of an outage at a minute each. Then people are told, and *Retry* begins again.
const mostAttempts = 120;
// What people have to read or hear waits for Slack as long as it takes.
const neverGivenUp: ReadonlySet<string> = new Set(['post', 'page', 'ring', 'settleRing', 'tell'] satisfies (
  | Effect
  | OwnEffect
)['type'][]);
// An error that no call threw is a fault of ours and will most likely come again.
const mostSurprises = 5;
// Among replicas of two versions the next look is often that of the other. Milliseconds.
const leftFor = { first: 2000, later: 30_000 };
const soonTries = 10;

/** Does a claimed effect outside. Never in a transaction; never throws for what Slack or the network does. */
export async function runEffect(ctx: Ctx, claim: Extract<Claim, { kind: 'claimed' }>): Promise<Attempt> {
  let { row } = claim;
  let isLooking = false;
  try {
    const doing = await doingOf(ctx, claim);
    if (doing === null)
      return { kind: 'finished', outcome: { state: 'cancelled', reason: 'Its incident is not there.' } };
    if (claim.reconcile) {
      isLooking = true;
      const found = await doing.find(row);
      isLooking = false;
      if (found !== null) return { kind: 'finished', outcome: found };
      const again = await claimAgain(ctx, row);
      if (again === null) return { kind: 'lost' };
      row = again;
    }
    // Only now: what an unanswered try did had to be found first.
    const reason = doing.hindrance(row);
    if (reason !== null) return { kind: 'finished', outcome: { state: 'cancelled', reason } };
    return { kind: 'finished', outcome: await doing.send(row), alone: doing.alone };
  } catch (error) {
    const wasSending = isLooking || (claim.reconcile && error instanceof NotOfThisVersion);
    return stillUnknown(explain(ctx, error, row), wasSending);
  }
}

/** That it could not be looked for does not mean that it was not done: it is looked for again, and never done unseen. */
function stillUnknown(attempt: Attempt, wasSending: boolean): Attempt {
  return wasSending && attempt.kind === 'retry' ? { ...attempt, kind: 'unknown' } : attempt;
}

type Row = Situation['row'];
type Doing = {
  find: (row: Row) => Promise<Outcome | null>;
  send: (row: Row) => Promise<Outcome>;
  /** Why it must not happen any more; null when nothing keeps it. */
  hindrance: (row: Row) => string | null;
  /** Nothing but its own row hears of its end. */
  alone: boolean;
};

/** How it is done; null when the incident that it is of is gone. */
async function doingOf(
  ctx: Ctx,
  { row: first, uncertainSince }: { row: Row; uncertainSince: Date | null },
): Promise<Doing | null> {
  if (first.incidentId === null) {
    const job = ownJobFor(parseOwnEffect(first.payload));
    return {
      find: (row) => job.find(ctx, row),
      send: (row) => job.send(ctx, row),
      hindrance: () => null,
      alone: false,
    };
  }
  const effect = parseEffect(first.payload);
  const about = await readAbout(ctx, first.incidentId, effect);
  if (about === null) return null;
  const { incident } = about;
  const job = jobFor(effect);
  return {
    find: (row) => job.find(ctx, { ...about, row, uncertainSince }),
    send: (row) => job.send(ctx, { ...about, row, uncertainSince }),
    hindrance: (row) => noPlaceFor(effect, row, incident),
    alone: effect.type === 'refresh' && incident.troubles[first.id] === undefined,
  };
}

/** Read after the claim, so that nothing decided before it is missed. */
async function readAbout(
  ctx: Ctx,
  incidentId: string,
  effect: Effect,
): Promise<Pick<Situation, 'incident' | 'target'> | null> {
  if (effect.type === 'refresh') return readWithTarget(ctx.db.plain, { incidentId, target: effect.target });
  const incident = await readIncident(ctx.db.plain, incidentId);
  return incident && { incident, target: null };
}

function explain(ctx: Ctx, error: unknown, row: Situation['row']): Attempt {
  if (error instanceof UserError)
    return { kind: 'failed', code: error.code, reason: withoutEnd(`${error.message} ${error.remedy}`) };
  if (error instanceof NotOfThisVersion) {
    const at = plus(ctx.now(), row.attempts < soonTries ? leftFor.first : leftFor.later);
    return { kind: 'retry', at, reason: 'A newer version of Muster wrote it, so it is left to that' };
  }
  const failure = classifyFailure(error, row.attempts) ?? classifyPagerDuty(error, row.attempts);
  const now = ctx.now().getTime();
  const settled = new Date(Math.max((row.sendingAt?.getTime() ?? now) + settledAfter, now + backoff(row.attempts)));
  if (failure === null) {
    ctx.log.error(
      { err: error, effectId: row.id, type: row.type, attempts: row.attempts },
      'An effect met an unexpected error',
    );
    const reason = 'Something unexpected went wrong; the log of the bot has the details';
    return row.attempts >= mostSurprises
      ? { kind: 'failed', code: null, reason }
      : { kind: 'unknown', at: settled, reason };
  }
  switch (failure.kind) {
    case 'done':
      return { kind: 'finished', outcome: sent({}) };
    case 'giveUp':
      return { kind: 'failed', code: failure.code, reason: failure.reason };
    case 'retry': {
      const at = new Date(now + failure.after + (failure.rateLimited ? yieldsFor(row) : 0));
      if (row.attempts < mostAttempts || failure.rateLimited || waitsOn(row, error))
        return { kind: 'retry', at, reason: failure.reason };
      return { kind: 'failed', code: null, reason: `${failure.reason}, ${row.attempts} times` };
    }
    case 'unknown':
      if (row.attempts < mostAttempts || waitsOn(row, error))
        return { kind: 'unknown', at: settled, reason: failure.reason };
      return { kind: 'failed', code: null, reason: `${failure.reason}, ${row.attempts} times` };
  }
}

/** An outage ends; a request that Slack's servers refuse (HTTP 4xx) is refused for ever, and would hold up its lane. */
function waitsOn(row: Situation['row'], error: unknown): boolean {
  return neverGivenUp.has(row.type) && !(error instanceof WebAPIHTTPError && error.statusCode < 500);
}

/** Reasons stand inside sentences. */
function withoutEnd(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
