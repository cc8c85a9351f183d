import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type PagerDutySandbox, startPagerDuty } from '../sandbox/pagerduty/start-pagerduty.ts';
import { startSandbox, type Sandbox } from '../sandbox/start-sandbox.ts';
import type { Runbook } from '../src/policy/load-runbook.ts';
import { pagerUsers } from './pages.ts';
import { castRunbook } from './runbooks.ts';
import { channels, seed } from './seed.ts';
import { makeSlackTrouble, type SlackTrouble } from './trouble.ts';

/** A workspace with what is around it, made for one runbook. */
export type Scene = {
  /** The runbook's folder in runbooks/. */
  name: string;
  runbook: Runbook;
  sandbox: Sandbox;
  pager: PagerDutySandbox;
  trouble: SlackTrouble;
  /** The environment of its bot. */
  settings: Record<string, string>;
  close(): Promise<void>;
};

const manifest = join(import.meta.dirname, '../manifest.yaml');

/** Sets a new scene in `folder`, whose earlier one is forgotten. */
export async function setScene(name: string, folder: string): Promise<Scene> {
  rmSync(folder, { recursive: true, force: true });
  const { folder: own, runbook, people } = await castRunbook(name, join(folder, 'runbooks'));
  // Nobody else on this machine knows them, so that no page of elsewhere can call the workspace.
  const secret = (): string => randomBytes(16).toString('hex');
  const sandbox = await startSandbox({
    manifest,
    people,
    channels,
    botToken: `xoxb-${secret()}`,
    appToken: `xapp-${secret()}`,
    signingSecret: secret(),
  });
  seed(sandbox.workspace);
  const pager = await startPagerDuty({ users: pagerUsers(people) });
  return {
    name,
    runbook,
    sandbox,
    pager,
    trouble: makeSlackTrouble(sandbox),
    settings: {
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_SIGNING_SECRET: sandbox.signingSecret,
      SLACK_API_URL: sandbox.apiUrl,
      ANNOUNCE_CHANNEL: 'incidents',
      DATA_FOLDER: join(folder, 'data'),
      RUNBOOK: own,
      HOST: '127.0.0.1',
      PORT: '0',
      PAGERDUTY_API_TOKEN: pager.token,
      PAGERDUTY_FROM_EMAIL: pager.fromEmail,
      PAGERDUTY_SERVICE: pager.serviceId,
      PAGERDUTY_WEBHOOK_SECRET: pager.webhookSecret,
      PAGERDUTY_API_URL: pager.url,
    },
    close: async () => {
      await Promise.all([sandbox.close(), pager.close()]);
    },
  };
}
