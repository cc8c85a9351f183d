import type { DueItem } from '../../domain/notices.ts';

/** Why somebody else than who is on call is called, or nobody; empty where whoever is on call is called. */
export function dutyLine({ duty, called }: Extract<DueItem, { type: 'step' }>): string {
  if (duty === undefined) return '';
  const instead = called.user === null ? '' : ' The primary of the policy is called instead.';
  switch (duty) {
    case 'nobody':
      return ` Nobody is on call by its schedule in PagerDuty.${instead}`;
    case 'unknown':
      return ` PagerDuty does not know its schedule.${instead}`;
    case 'stranger':
      return ` Slack does not know who is on call in PagerDuty.${instead}`;
  }
}
