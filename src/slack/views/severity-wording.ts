import type { KnownBlock } from '@slack/types';
import type { FirstAction } from '../../domain/runbook-parts.ts';
import type { Policy, Severity } from '../../domain/policy.ts';
import { clip, longestOption } from '../limits.ts';
import { context } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Choice } from './modals/fields.ts';

// A context takes 3,000 characters.
const MOST_SEVERITIES = 8;

/** The severities to choose from, in the policy's words. */
export function severityChoices(policy: Policy): Choice[] {
  return policy.severities.map(({ key, name, means }) => ({
    value: key,
    label: name === key ? key : `${key} ${name}`,
    description: means,
  }));
}

/** Where the policy says more than fits beside a choice: what cuts off, criteria, examples. */
export function wordingBlocks(policy: Policy): KnownBlock[] {
  const lines = policy.severities.flatMap((severity) => {
    const told = wordingOf(severity);
    return told === '' ? [] : [`*${oneLine(severity.key, 30)}* ${oneLine(told, 350)}`];
  });
  return lines.length === 0 ? [] : [context(clip(lines.slice(0, MOST_SEVERITIES).join('\n'), 3000))];
}

/** The same where it is short: only for a policy that has criteria. */
export function criteriaBlocks(policy: Policy): KnownBlock[] {
  return policy.severities.some(({ criteria }) => criteria.length > 0) ? wordingBlocks(policy) : [];
}

// An option shows 75 characters: a longer wording stands below, with the rest.
function wordingOf({ means, criteria, examples }: Severity): string {
  const cutAbove = means.length > longestOption ? `${means}.` : '';
  const when = criteria.length === 0 ? '' : ` ${criteria.join('; ')}.`;
  const such = examples.length === 0 ? '' : ` For example: ${examples.join('; ')}.`;
  return `${cutAbove}${when}${such}`.replace(/\.\./g, '.').trim();
}

const does: Record<FirstAction, string> = {
  page: 'people are called',
  notify: 'people are told in Slack, no phone rings',
  ticket: 'nobody is called; a ticket',
};

/** `P0, P1: people are called · P3: nobody is called; a ticket`. Nothing where all of them call people, which is what one expects. */
export function firstActionBlocks(policy: Policy): KnownBlock[] {
  if (policy.severities.every(({ firstAction }) => firstAction === 'page')) return [];
  const parts = (['page', 'notify', 'ticket'] as const).flatMap((action) => {
    const keys = policy.severities.filter(({ firstAction }) => firstAction === action).map(({ key }) => key);
    return keys.length === 0 ? [] : [`*${oneLine(keys.join(', '), 200)}*: ${does[action]}`];
  });
  return [context(parts.join(' · '))];
}
