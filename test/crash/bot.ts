// A bot that dies where it is told to: the worker and the commands on a database of its own, driven over IPC.
import type pg from 'pg';
import { z } from 'zod';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { nothingGiven } from '../../src/commands/nothing-given.ts';
import { execute } from '../../src/commands/execute.ts';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import type { Plain } from '../../src/db/plain.ts';
import { recordReview } from '../../src/commands/review-runbook.ts';
import { goRound } from '../../src/jobs/rounds/go-round.ts';
import { startWorker } from '../../src/jobs/start-worker.ts';
import { makeLog } from '../../src/log.ts';
import { makePhone } from '../../src/make-phone.ts';
import { makeMetrics } from '../../src/metrics/metrics.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { sharedBy } from '../../src/jobs/share-limits.ts';
import { makeSlackLimits } from '../../src/slack/client-limits.ts';
import { makeSlackClient } from '../../src/slack/client.ts';
import { policy } from '../support/policy.ts';
import { allTypes, type EffectType, rows } from './rows.ts';
import { runbooksOf } from '../support/runbooks.ts';

const order = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('declare'),
    title: z.string(),
    declaredBy: z.string(),
    workspace: z.string(),
    page: z.object({ id: z.string(), url: z.string() }).nullable(),
  }),
  z.object({ type: z.literal('acknowledge'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('resolve'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('makePrivate'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('cancel'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('archive'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('turn') }),
  z.object({ type: z.literal('read'), by: z.string(), workspace: z.string() }),
  /** Die once the records of all these are committed; each stands still from its commit on. */
  z.object({
    type: z.literal('dieOnRecord'),
    targets: z.array(z.object({ title: z.string(), effect: z.enum(allTypes) })),
  }),
]);

const env = z
  .object({
    MUSTER_TEST_FOLDER: z.string(),
    MUSTER_TEST_URL: z.string().optional(),
    SLACK_BOT_TOKEN: z.string(),
    SLACK_API_URL: z.string(),
    PAGERDUTY_API_URL: z.string(),
    PAGERDUTY_API_TOKEN: z.string(),
    PAGERDUTY_FROM_EMAIL: z.string(),
    PAGERDUTY_SERVICE: z.string(),
  })
  .parse(process.env);

type Target = { title: string; effect: EffectType };
let waitedFor: Target[] = [];

const database = await openDatabase({
  databaseUrl: env.MUSTER_TEST_URL,
  folder: env.MUSTER_TEST_FOLDER,
  whenHeld: 'refuse',
});
const config = parseConfig({
  ...env,
  SLACK_SIGNING_SECRET: 'not-used-here',
  ANNOUNCE_CHANNEL: 'incidents',
});
const log = makeLog({ level: process.env.TEST_LOG === undefined ? 'silent' : 'debug' });
const metrics = makeMetrics();
const now = (): Date => new Date();
const limits = makeSlackLimits(now);
limits.share = sharedBy(database, { log, now });
const slack = makeSlackClient(config, log, { ended: metrics.slackCalled, now }, limits);
const day = 24 * 60 * 60_000;
const runbooks = runbooksOf({
  ...policy,
  // A turn began last night, and the runbook is to be read again.
  timezone: 'UTC',
  businessHours: { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 },
  rotation: {
    starts: new Date(Date.now() - day).toISOString().slice(0, 10),
    days: 7,
    turns: [{ commander: 'devops-lead' }],
  },
  upkeep: { next: '2025-01-02', after: [], also: [], owner: null },
  channel: {
    ...policy.channel,
    name: 'inc-{slug}',
    bookmarks: [{ title: 'Runbook', url: 'https://example.com/runbook' }],
  },
});
const ctx: Ctx = {
  config,
  runbooks,
  db: watched(database),
  slack,
  limits,
  pager: makeSlackPager({ slack, now }),
  phone: makePhone(config, { slack, runbooks, log, metrics, now }),
  log,
  metrics,
  now,
  processId: `bot-${process.pid}`,
  nudge: () => {},
};
const worker = await startWorker(ctx);
ctx.nudge = worker.nudge;

process.on('message', (message) => {
  void obey(order.parse(message)).then((answer) => {
    process.send?.({ type: 'done', answer });
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });

async function obey(asked: z.infer<typeof order>): Promise<string | null> {
  switch (asked.type) {
    case 'dieOnRecord':
      waitedFor = asked.targets;
      return null;
    case 'declare': {
      const { title, declaredBy, workspace, page } = asked;
      const rest = { ...nothingGiven, severity: 'P0' };
      const incident = await declareIncident(ctx, { ...rest, title, declaredBy, workspace, page, delivery: title });
      return incident?.id ?? null;
    }
    case 'resolve': {
      const { incidentId, by } = asked;
      await execute(ctx, {
        incidentId,
        command: { type: 'resolve', by, what: null, fix: null, customers: null, owner: null },
      });
      return null;
    }
    case 'acknowledge': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'acknowledge', by } });
      return null;
    }
    case 'cancel': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'cancel', by, reason: 'other', text: null } });
      return null;
    }
    case 'archive': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'archiveChannel', by } });
      return null;
    }
    case 'turn':
      await goRound(ctx, { round: 'duty' });
      return null;
    case 'read': {
      const { by, workspace } = asked;
      await recordReview(ctx, { user: by, workspace, delivery: 'read' }, { next: null, asked: false });
      return null;
    }
    case 'makePrivate': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'makePrivate', by, why: null } });
      return null;
    }
  }
}

/** The database, whose transactions and single statements stand still after the commit that was waited for. */
function watched(open: Database): Database {
  const { plain } = open;
  const transaction: typeof plain.transaction = async (work) => {
    const finished: string[] = [];
    const result = await plain.transaction((tx) =>
      work({ ...tx, ...listening(tx, async (id) => void finished.push(id)) }),
    );
    for (const id of finished) await dieIfWaitedFor(open, id);
    return result;
  };
  // An edit is recorded outside of a transaction.
  return { ...open, plain: { ...listening(plain, (id) => dieIfWaitedFor(open, id)), transaction } };
}

/** Statements, with an ear for effects that they record as sent (`endEffect` of src/db/lanes.ts). */
function listening(plain: Plain, hear: (id: string) => Promise<void>): Plain {
  return {
    ...plain,
    async ask<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<Row[]> {
      const rows = await plain.ask<Row>(text, values);
      const [id, , , , state] = values;
      if (/WITH ended AS/.test(text) && state === 'sent' && typeof id === 'string') await hear(id);
      return rows;
    },
  };
}

async function dieIfWaitedFor(open: Database, id: string): Promise<void> {
  const row = await open.prisma.effect.findUnique({ where: { id } });
  const incident = await open.prisma.incident.findUnique({
    where: { id: row?.incidentId ?? '' },
    select: { title: true },
  });
  const found = waitedFor.find(
    ({ title, effect }) =>
      row?.type === effect &&
      (row.incidentId === null || incident?.title === title) &&
      (rows[effect].isEffect?.(row) ?? true),
  );
  if (found === undefined) return;
  waitedFor = waitedFor.filter((one) => one !== found);
  if (waitedFor.length === 0) process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {}); // until the last of them kills the process
}
