import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './db/connect.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Origin } from './commands/note-action.ts';
import type { Runbooks } from './commands/make-runbooks.ts';
import type { Pager } from './pager/pager.ts';
import type { Phone } from './pager/phone.ts';
import type { SlackLimits } from './slack/client-limits.ts';

/** What every use case gets as its first argument: the outside, made once by start-bot.ts. */
export type Ctx = {
  config: Config;
  /** Policy and templates: the ones that are current, and those by which an incident goes on. */
  runbooks: Runbooks;
  db: Database;
  slack: WebClient;
  /** What Slack asked to wait with; `slack` keeps to it. */
  limits: SlackLimits;
  pager: Pager;
  /** Rings phones; null where no pager is set up. */
  phone: Phone | null;
  log: Logger;
  /** What this process counts of its work, for /metrics. */
  metrics: Metrics;
  /** The only clock. */
  now: () => Date;
  /** This process among its replicas. */
  processId: string;
  /** Runs this process's waiting jobs soon; the jobs themselves are in the database. */
  nudge: () => void;
  /** Of a request that is not of Slack, in a copy of this made for it. */
  origin?: Origin;
};
