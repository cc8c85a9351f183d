import { expect, it } from 'vitest';
import { declare } from '../../../src/domain/decisions/declare.ts';
import { channelNameFor, topicFor } from '../../../src/domain/naming.ts';
import type { Duration, LadderStep, Policy } from '../../../src/domain/policy.ts';
import { loadPolicy } from '../../../src/policy/load-policy.ts';
import { declaration } from '../../support/incident.ts';

/** What the table of the five organisations says of one of them, in its words. */
export type Figures = {
  [Key in keyof ReturnType<typeof figuresOf>]: ReturnType<typeof figuresOf>[Key];
};

/** One test for each row of the organisation's column. */
export function holds(name: string, figures: Figures): void {
  it.each(Object.entries(figures))('%s', async (row, expected) => {
    const found = figuresOf(await loadPolicy(`runbooks/${name}`));
    expect(Object.entries(found).find(([key]) => key === row)?.[1]).toEqual(expected);
  });
  it('nothing else', async () => {
    expect(Object.keys(figures).sort()).toEqual(Object.keys(figuresOf(await loadPolicy(`runbooks/${name}`))).sort());
  });
}

function figuresOf(policy: Policy) {
  const severity = policy.severities[0]?.key ?? '';
  const { incident } = declare(declaration({ severity }), policy, new Date('2026-01-05T14:30:07Z'));
  return {
    severities: policy.severities.map(
      ({ key, name, respondWithin, firstAction }) => `${key} ${name}: ${words(respondWithin)}, ${firstAction}`,
    ),
    wording: Object.fromEntries(
      policy.severities.map(({ key, criteria, examples }) => [
        key,
        `${criteria.length} criteria, ${examples.length} examples`,
      ]),
    ),
    updates: Object.fromEntries(
      policy.severities.map((one) => [one.key, `${words(one.updateEvery)}, then ${words(one.monitoringEvery)}`]),
    ),
    ladders: Object.fromEntries(policy.severities.map(({ key, ladder }) => [key, ladder.map(stepWords)])),
    roles: Object.fromEntries(
      policy.roles.map(({ key, primary, secondary }) => [
        key,
        [primary, secondary]
          .map((person) => (person === null ? '—' : (policy.people[person]?.title ?? '?')))
          .join(', '),
      ]),
    ),
    experts: policy.experts.map(({ key, name }) => `${key}: ${name}`),
    rotation:
      policy.rotation === null
        ? null
        : `${policy.rotation.turns.length} turns of ${policy.rotation.days} days for ${Object.keys(policy.rotation.turns[0] ?? {}).join(', ')}`,
    channel: channelNameFor(incident, policy, null),
    topic: topicFor(incident, policy),
    bookmarks: policy.channel.bookmarks.map(({ title }) => title),
    statuses: ['investigating', 'identified', 'monitoring', 'resolved'].map((status) => policy.statuses[status]),
    triage: `${policy.triage.ask}: ${policy.triage.questions.map(({ key }) => key).join(', ')}`,
    detection: policy.detection.map(({ signal, limit, seen }) =>
      [signal, limit, seen === null ? null : `in ${seen}`].filter((part) => part !== null).join(' '),
    ),
    containment: Object.fromEntries(policy.containment.map(({ key, hints }) => [key, hints.length])),
    checklists: policy.checklists
      .map(
        ({ key, show, due, severities, items }) =>
          `${key} (${items.length}): ${[show, due === null ? null : words(due), ...(severities ?? [])].filter((part) => part !== null).join(', ')}`,
      )
      .toSorted(),
    soak: words({ clock: 'wall', ms: policy.soak }),
    moments: policy.moments.map(({ key, with: status }) => `${key}: ${status ?? 'by hand'}`),
    outside: policy.outside.map(
      ({ template, when, severities }) => `${template}: ${[when, ...(severities ?? [])].join(', ')}`,
    ),
    review: `${words(policy.review.meeting)}, report ${words(policy.review.report)}`,
    attendees: policy.review.attendees.length,
    agenda: policy.review.agenda.map(({ minutes, points }) => `${minutes ?? '—'} min, ${points.length} points`),
    actionKinds: policy.actionKinds,
    targets: policy.targets,
    contacts: policy.contacts.map(({ name, severities }) => [name, ...(severities ?? [])].join(', ')),
    links: policy.links.map(({ url }) => url),
    upkeep: policy.upkeep,
  };
}

function stepWords({ after, kind, target, unless, condition }: LadderStep): string {
  const usual = kind === 'reach' ? 'acknowledged' : 'mitigated';
  return [
    `${after / 60_000} ${kind} ${target}`,
    unless === usual ? '' : ` unless ${unless}`,
    condition === null ? '' : ` if ${condition}`,
  ].join('');
}

function words(duration: Duration): string {
  if (duration.clock === 'business days') return `${duration.days} business days`;
  const minutes = duration.ms / 60_000;
  const plain = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  return duration.clock === 'wall' ? plain : `${plain} of work`;
}
