import type { Surroundings } from '../live/start-live.ts';

/** What is around a workspace in which nothing but Slack matters; `obey` hears what browsers ask of it. */
export function standStill(obey: Surroundings['obey'] = async () => {}): Surroundings {
  return {
    clock: () => ({ now: '2026-01-05T03:00:00.000Z', nextTimer: null, speed: 1, moving: false }),
    outside: () => ({ pages: [], emails: [], statusPage: [], tickets: [] }),
    trouble: () => ({ slack: 'well', slackUntil: null, pagerDuty: 'well', bot: 'up' }),
    stage: () => ({ runbook: 'tiny', runbooks: [], demo: { playing: false, caption: null } }),
    obey,
  };
}
