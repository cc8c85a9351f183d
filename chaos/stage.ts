import { join } from 'node:path';
import { clockNow, moveClock } from '../sandbox/clock.ts';
import { type PagerDutySandbox, startPagerDuty } from '../sandbox/pagerduty/start-pagerduty.ts';
import { type Sandbox, startSandbox } from '../sandbox/start-sandbox.ts';
import { pagerUsers } from '../workbench/pages.ts';
import { castRunbook } from '../workbench/runbooks.ts';
import { channels } from '../workbench/seed.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import type { Round } from './draw-round.ts';
import { type Fleet, makeFleet } from './fleet.ts';
import { type Look, lookInto } from './look.ts';
import type { Postgres } from './postgres.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import type { Program } from './replica.ts';

/** Everything of one round: a workspace, a pager, a database and bots, all of them new. */
export type Stage = {
  sandbox: Sandbox;
  pagerDuty: PagerDutySandbox;
  fleet: Fleet;
  look: Look;
  recorder: Recorder;
  database: { name: string; url: string };
  /** The folder of the runbook with its people cast. */
  runbook: string;
  severities: readonly [string, ...string[]];
  people: readonly [string, ...string[]];
  /** PagerDuty tries again what nobody took. */
  retryWebhooks(): void;
  close(): Promise<void>;
};

const announce = 'incidents';
const minute = 60_000;

/** Sets the stage, with the runbook in `folder`; no bot runs yet. `excuse` tells whether a bot may end by itself at present. */
export async function setStage(
  round: Round,
  about: { name: string; folder: string; program: Program; postgres: Postgres; excuse: () => boolean },
): Promise<Stage> {
  goTo(round.startsAt);
  const { folder: runbook, runbook: read, people } = await castRunbook(round.runbook, about.folder);
  const sandbox = await startSandbox({ manifest: join(import.meta.dirname, '../manifest.yaml'), people, channels });
  const pagerDuty = await startPagerDuty({ users: pagerUsers(people) });
  const url = await about.postgres.fresh(about.name);
  const recorder = startRecorder({ sandbox, pagerDuty });
  const balancer: Balancer = await startBalancer(() => fleet.living().flatMap((one) => one.url() ?? []));
  const settings = (name: string): Record<string, string> => ({
    SLACK_BOT_TOKEN: sandbox.botToken,
    ...(round.way === 'socket' ? { SLACK_APP_TOKEN: sandbox.appToken } : {}),
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_API_URL: `${sandbox.workspace.baseUrl}/as/${name}/api/`,
    DATABASE_URL: url,
    ANNOUNCE_CHANNEL: announce,
    RUNBOOK: runbook,
    HOST: '127.0.0.1',
    PORT: '0',
    ...(round.isTold ? { PUBLIC_URL: balancer.url } : {}),
    PAGERDUTY_API_TOKEN: pagerDuty.token,
    PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
    PAGERDUTY_SERVICE: pagerDuty.serviceId,
    PAGERDUTY_WEBHOOK_SECRET: pagerDuty.webhookSecret,
    PAGERDUTY_API_URL: `${pagerDuty.url}/as/${name}`,
  });
  const fleet: Fleet = makeFleet(about.program, settings, about.excuse);
  if (round.way === 'http') sandbox.deliverTo({ kind: 'http', url: `${balancer.url}/slack/events` });
  const retryWebhooks = (): void =>
    pagerDuty.subscribe({ url: `${balancer.url}/pagerduty/webhook`, secrets: [pagerDuty.webhookSecret] });
  retryWebhooks();
  const look = lookInto(url);
  const members = sandbox.workspace.users.filter(({ kind, deleted }) => kind === 'member' && !deleted);
  return {
    sandbox,
    pagerDuty,
    fleet,
    look,
    recorder,
    database: { name: about.name, url },
    runbook,
    severities: atLeastOne(read.policy.severities.map(({ key }) => key)),
    people: atLeastOne(members.map(({ realName }) => realName)),
    retryWebhooks,
    close: async () => {
      await fleet.end();
      await look.close();
      await Promise.all([sandbox.close(), pagerDuty.close(), balancer.close()]);
      await about.postgres.drop(about.name);
    },
  };
}

/** The clock only goes forward: on to the next such minute of a week. */
function goTo({ weekday, minute: wanted }: Round['startsAt']): void {
  const now = clockNow();
  const week = 7 * 24 * 60;
  const present = ((now.getUTCDay() + 6) % 7) * 24 * 60 + now.getUTCHours() * 60 + now.getUTCMinutes();
  const ahead = ((weekday - 1) * 24 * 60 + wanted - present + week) % week;
  moveClock(ahead * minute);
}

function atLeastOne(names: readonly string[]): readonly [string, ...string[]] {
  const [first, ...rest] = names;
  if (first === undefined) throw new Error('There is nobody, or no severity, to draw from.');
  return [first, ...rest];
}
