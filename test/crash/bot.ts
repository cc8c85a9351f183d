// A bot that dies where it is told to: the worker and the commands on a database of its own, driven over IPC.
import { z } from 'zod';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import { parseConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import { type Database, openDatabase } from '../../src/db/connect.ts';
import { startWorker } from '../../src/jobs/start-worker.ts';
import { makeLog } from '../../src/log.ts';
import { makeSlackPager } from '../../src/pager/slack-pager.ts';
import { loadTemplates } from '../../src/policy/load-templates.ts';
import { makeSlackClient } from '../../src/slack/client.ts';
import { policy } from '../support/policy.ts';

const order = z.discriminatedUnion('type', [
  z.object({ type: z.literal('declare'), title: z.string(), declaredBy: z.string(), workspace: z.string() }),
  z.object({ type: z.literal('takeCommand'), incidentId: z.string(), by: z.string() }),
  z.object({ type: z.literal('resolve'), incidentId: z.string(), by: z.string() }),
  /** Die as soon as the record of this effect is committed. */
  z.object({ type: z.literal('dieOnRecord'), title: z.string(), effect: z.string() }),
]);

const env = z
  .object({ MUSTER_TEST_FOLDER: z.string(), MUSTER_TEST_URL: z.string().optional(), SLACK_BOT_TOKEN: z.string(), SLACK_API_URL: z.string() })
  .parse(process.env);

let dieOn: { title: string; effect: string; armedAt: Date } | null = null;

const database = await openDatabase({ databaseUrl: env.MUSTER_TEST_URL, folder: env.MUSTER_TEST_FOLDER, whenHeld: 'refuse' });
const config = parseConfig({
  SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN,
  SLACK_API_URL: env.SLACK_API_URL,
  SLACK_SIGNING_SECRET: 'not-used-here',
  ANNOUNCE_CHANNEL: 'incidents',
});
const log = makeLog({ level: process.env.TEST_LOG === undefined ? 'silent' : 'debug' });
const slack = makeSlackClient(config, log);
const now = (): Date => new Date();
const ctx: Ctx = {
  config,
  policy: {
    ...policy,
    channel: { ...policy.channel, name: 'inc-{slug}', bookmarks: [{ title: 'Runbook', url: 'https://example.com/runbook' }] },
  },
  templates: await loadTemplates('templates/generic'),
  db: watched(database),
  slack,
  pager: makeSlackPager({ slack, now }),
  log,
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
      dieOn = { ...asked, armedAt: now() };
      return null;
    case 'declare': {
      const { title, declaredBy, workspace } = asked;
      const rest = { severity: 'P0', affected: null, impact: null, exposure: false, private: false, drill: false, commander: null, source: null };
      const incident = await declareIncident(ctx, { ...rest, title, declaredBy, workspace, delivery: title });
      return incident?.id ?? null;
    }
    case 'takeCommand': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'takeRole', by, role: 'commander', takeOver: true } });
      return null;
    }
    case 'resolve': {
      const { incidentId, by } = asked;
      await execute(ctx, { incidentId, command: { type: 'resolve', by, what: null, fix: null, customers: null, owner: null } });
      return null;
    }
  }
}

/** The database, with a look after each transaction whether it was the one to die on. */
function watched(open: Database): Database {
  const prisma = new Proxy(open.prisma, {
    get(target, key) {
      if (key !== '$transaction') return Reflect.get(target, key, target);
      return async (run: Parameters<typeof target.$transaction>[0]) => {
        const result = await target.$transaction(run);
        if (dieOn !== null && (await isRecorded(open, dieOn))) process.kill(process.pid, 'SIGKILL');
        return result;
      };
    },
  });
  return { ...open, prisma };
}

/** `effect` is a pattern for LIKE on `<type> <id> <lane>`. */
async function isRecorded(open: Database, { title, effect, armedAt }: { title: string; effect: string; armedAt: Date }): Promise<boolean> {
  const { rowCount } = await open.pool.query(
    `SELECT 1 FROM effect JOIN incident ON incident.id = effect.incident_id
     WHERE incident.title = $1 AND effect.type || ' ' || effect.id || ' ' || effect.lane LIKE $2
       AND effect.state = 'sent' AND effect.finished_at >= $3`,
    [title, effect, armedAt],
  );
  return (rowCount ?? 0) > 0;
}
