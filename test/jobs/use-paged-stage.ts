import { afterAll, beforeAll } from 'vitest';
import type { PagerSchedule } from '../../sandbox/pagerduty/account.ts';
import { type PagerDutySandbox, startPagerDuty } from '../../sandbox/pagerduty/start-pagerduty.ts';
import { openTestDatabase } from '../support/database.ts';
import { type Stage, people, startStage } from './stage.ts';

/**
 * A stage whose people have phones, all but `unknown`; Pat has one and is in no workspace. Open pages are looked at only when a
 * test does it.
 */
export function usePagedStage({ unknown, schedules }: { unknown?: string; schedules?: PagerSchedule[] } = {}): {
  readonly pagerDuty: PagerDutySandbox;
  readonly stage: Stage;
} {
  let pagerDuty: PagerDutySandbox;
  let stage: Stage;
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const known = people.filter(({ id }) => id !== unknown);
    pagerDuty = await startPagerDuty({
      users: [
        ...known.map(({ id, realName }) => ({
          id: id.replace(/^U/, 'P'),
          name: realName,
          email: `${realName.split(' ')[0]?.toLowerCase()}@example.com`,
        })),
        { id: 'PPAT003', name: 'Pat Doe', email: 'pat@elsewhere.example' },
      ],
      schedules,
    });
    const opened = await openTestDatabase();
    close = opened.close;
    stage = await startStage(opened.database, {
      env: {
        PAGERDUTY_API_URL: pagerDuty.url,
        PAGERDUTY_API_TOKEN: pagerDuty.token,
        PAGERDUTY_FROM_EMAIL: pagerDuty.fromEmail,
        PAGERDUTY_SERVICE: pagerDuty.serviceId,
        PAGERDUTY_WEBHOOK_SECRET: pagerDuty.webhookSecret,
        PUBLIC_URL: 'https://muster.example',
      },
    });
  });
  afterAll(async () => {
    await stage.close();
    await pagerDuty.close();
    await close();
  });
  return {
    get pagerDuty() {
      return pagerDuty;
    },
    get stage() {
      return stage;
    },
  };
}
