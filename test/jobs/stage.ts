import { join } from 'node:path';
import { clockNow, installClock, moveClock } from '../../sandbox/clock.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type NewIncident, declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import type { Database } from '../../src/db/connect.ts';
import type { EffectModel } from '../../src/db/generated/models.ts';
import { loadIncident } from '../../src/db/incidents.ts';
import type { Command } from '../../src/domain/commands.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { type Worker, startWorker } from '../../src/jobs/start-worker.ts';
import { makeLog } from '../../src/log.ts';
import { makePhone } from '../../src/make-phone.ts';
import { makeMetrics } from '../../src/metrics/metrics.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { sharedBy } from '../../src/jobs/share-limits.ts';
import { makeSlackLimits } from '../../src/slack/client-limits.ts';
import { makeSlackClient } from '../../src/slack/client.ts';
import { members, policy } from '../support/policy.ts';
import { makeContext } from '../support/context.ts';
import { settle } from '../support/settle.ts';
import { runbooksOf } from '../support/runbooks.ts';

/** The worker beside a simulated workspace, without Bolt: commands are given directly. */
export type Stage = {
  ctx: Ctx;
  sandbox: Sandbox;
  worker: Worker;
  declare(input?: Partial<NewIncident>): Promise<Incident>;
  command(incident: Incident, command: Command): Promise<Incident>;
  /** Waits until everything that is due is done. */
  settle(): Promise<void>;
  /** Moves the clock. */
  forward(ms: number): void;
  incident(id: string): Promise<Incident>;
  effects(incident: Incident): Promise<EffectModel[]>;
  close(): Promise<void>;
};

const root = join(import.meta.dirname, '../..');

/** The people of the tests' policy, as members of the workspace. */
export const people = [
  { id: members.ana, realName: 'Ana Ruiz' },
  { id: members.ben, realName: 'Ben Okafor' },
  { id: members.cy, realName: 'Cy Tan' },
  { id: members.dee, realName: 'Dee Novak' },
  { id: members.lena, realName: 'Lena Vogt' },
  { id: members.vic, realName: 'Vic Stone' },
  { id: members.gil, realName: 'Gil Weiss' },
];

let deliveries = 0;

/** Starts a workspace and a worker on a database that is already open. */
export async function startStage(
  database: Database,
  options: {
    sandbox?: Partial<SandboxOptions>;
    processId?: string;
    announce?: string;
    sandboxFrom?: Sandbox;
    env?: Record<string, string>;
  } = {},
): Promise<Stage> {
  installClock();
  const sandbox =
    options.sandboxFrom ?? (await startSandbox({ manifest: join(root, 'manifest.yaml'), people, ...options.sandbox }));
  const config = parseConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: sandbox.apiUrl,
    ANNOUNCE_CHANNEL: options.announce ?? 'incidents',
    ...options.env,
  });
  const log = makeLog({ level: process.env.TEST_LOG === undefined ? 'silent' : 'trace' });
  const metrics = makeMetrics();
  const now = (): Date => new Date();
  const limits = makeSlackLimits(now);
  limits.share = sharedBy(database, { log, now });
  const slack = makeSlackClient(config, log, { ended: metrics.slackCalled, now }, limits);
  const runbooks = runbooksOf({
    ...policy,
    channel: { ...policy.channel, bookmarks: [{ title: 'Runbook', url: 'https://example.com/runbook' }] },
  });
  const ctx: Ctx = {
    ...(await makeContext(database, { now: now() })),
    config,
    runbooks,
    slack,
    limits,
    pager: makeSlackPager({ slack, now }),
    phone: makePhone(config, { slack, runbooks, log, metrics, now }),
    log,
    metrics,
    now,
    processId: options.processId ?? 'stage',
  };
  const worker = await startWorker(ctx);
  ctx.nudge = worker.nudge;
  return {
    ctx,
    sandbox,
    worker,
    declare: async (input = {}) => {
      deliveries += 1;
      const incident = await declareIncident(ctx, {
        workspace: sandbox.teamId,
        title: `Checkout returns 500 (${deliveries})`,
        severity: 'P1',
        affected: null,
        impact: null,
        exposure: false,
        private: false,
        drill: false,
        declaredBy: members.gil,
        commander: null,
        source: null,
        delivery: `test ${deliveries}`,
        ...input,
      });
      if (incident === null) throw new Error('This declaration was made before');
      return incident;
    },
    command: (incident, command) => execute(ctx, { incidentId: incident.id, command }),
    settle: () => settle(database, { now, nudge: ctx.nudge }),
    forward: (ms) => moveClock(ms),
    incident: async (id) => {
      const found = await loadIncident(database.prisma, id);
      if (found === null) throw new Error(`No incident ${id}`);
      return found;
    },
    effects: ({ id }) => database.prisma.effect.findMany({ where: { incidentId: id }, orderBy: { seq: 'asc' } }),
    close: async () => {
      await worker.stop();
      if (options.sandboxFrom === undefined) await sandbox.close();
    },
  };
}

/** The present moment on the moved clock. */
export const stageNow = clockNow;
