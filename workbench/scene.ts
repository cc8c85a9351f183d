import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clockOffset, moveClock } from '../sandbox/clock.ts';
import { restoreAccount } from '../sandbox/pagerduty/account.ts';
import { type PagerDutySandbox, startPagerDuty } from '../sandbox/pagerduty/start-pagerduty.ts';
import { startSandbox, type Sandbox } from '../sandbox/start-sandbox.ts';
import { restoreWorkspace } from '../sandbox/state/keep-workspace.ts';
import type { Runbook } from '../src/policy/load-runbook.ts';
import type { KeptState } from './kept-state.ts';
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

/** Sets the scene that was kept in `folder`; without one a new scene, and what is in the folder is forgotten. */
export async function setScene(name: string, folder: string, kept: KeptState | null): Promise<Scene> {
  if (kept === null) rmSync(folder, { recursive: true, force: true });
  else moveClock(Math.max(0, kept.offset - clockOffset()));
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
  if (kept === null) seed(sandbox.workspace);
  else restoreWorkspace(sandbox.workspace, kept.workspace);
  const pager = await startPagerDuty({ users: pagerUsers(people) });
  if (kept !== null) restoreAccount(pager.account, kept.pager);
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
