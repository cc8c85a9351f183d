import { type Incident, nameOf } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import type { Reach, Reached, Way } from '../../../domain/reached.ts';
import { section, type Rendered } from '../build-blocks.ts';
import { oneLine } from '../escape-text.ts';

type About = Reach & { incident: Incident; policy: Policy; pagerRings: boolean };

/** To whoever works outside of Slack: who was reached, who was not and what is done about it; null when there is nothing to say. */
export function renderReach(about: About): Rendered | null {
  const { people, slackWaits } = about;
  const lines = [
    ...(isAllAway(about) ? [allAway(about)] : slackWaits === null ? [] : [slackAway(slackWaits)]),
    ...people.map((call) => `• ${callLine(call, about)}`),
  ];
  if (lines.length === 0) return null;
  return { text: lines[0] ?? '', blocks: [section(lines.join('\n'))] };
}

/** Both ways fail for everybody: then a list of what failed would only hide it. */
function isAllAway({ people }: About): boolean {
  return people.length > 0 && people.every(({ message, phone }) => isAway(message) && isAway(phone));
}

function isAway(way: Way | null): boolean {
  return way !== null && way.end === 'waits' && way.reason !== null;
}

function allAway({ people, incident }: About): string {
  const { message, phone } = people[0] ?? {};
  return `*Nobody hears of ${nameOf(incident)} through me now: ${message?.reason ?? 'Slack is away'}, and ${phone?.reason ?? 'the pager is away'}.* It is recorded, and I go on trying both. Until then call people yourself:`;
}

function slackAway(reason: string): string {
  return `${reason}: what is to be said there waits, and goes out in its order when it can.`;
}

function callLine(call: Reached, about: About): string {
  const { user, title, message, phone } = call;
  const who = `<@${user}>${title === '' ? '' : ` (${oneLine(title, 80)})`}`;
  if (isAllAway(about)) return `${who}: ${numberOf(user, about.policy) ?? 'the policy has no phone number'}`;
  const ways = [
    ...(phone === null ? [] : [phoneWords(phone)]),
    ...(message === null ? [] : [messageWords(message)]),
    ...(phone === null && !about.pagerRings ? ['no phone rings, because no pager is set up'] : []),
  ];
  return `${who}: ${[...ways, ...byHand(call, about)].join('; ')}.`;
}

function phoneWords({ end, reason }: Way): string {
  switch (end) {
    case 'done':
      return 'PagerDuty accepted the page';
    case 'queued':
      return 'queued by PagerDuty, which pages whom its own policy names';
    case 'refused':
      return `not paged: ${reason ?? 'PagerDuty refused it'}`;
    case 'waits':
      return reason === null ? 'the page is on its way' : `not paged: ${reason}, and I go on trying`;
  }
}

function messageWords({ end, reason }: Way): string {
  switch (end) {
    case 'done':
    case 'queued':
      return 'the message in Slack is there';
    case 'refused':
      return `no message in Slack: ${reason ?? 'Slack refused it'}`;
    case 'waits':
      return reason === null ? 'the message in Slack is on its way' : 'the message in Slack waits';
  }
}

/** What a person can do where no phone rings for certain. */
function byHand({ user, phone }: Reached, { policy }: About): string[] {
  if (phone?.end === 'done' || (phone !== null && phone.end === 'waits' && phone.reason === null)) return [];
  const number = numberOf(user, policy);
  return number === null ? ['call them if you can'] : [`call them: ${number}`];
}

function numberOf(user: string, { people }: Policy): string | null {
  return Object.values(people).find(({ slack }) => slack === user)?.phone ?? null;
}
