import { describe, expect, it } from 'vitest';
import type { Called, DueItem } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { anIncident, factsAt, iso, minute, resolved } from '../../support/facts.ts';
import { buttonsIn, flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';

const techLead: Called = {
  target: 'tech-lead',
  title: 'Technical Lead',
  name: 'Ben Okafor',
  user: members.ben,
  phone: '+1-555-0102',
};
const step = (n: number, called: Called, changes: Partial<Extract<DueItem, { type: 'step' }>> = {}): DueItem => ({
  type: 'step',
  planned: iso(n),
  kind: 'reach',
  called,
  round: 0,
  early: null,
  by: null,
  ...changes,
});
const ladderEnd: DueItem = {
  type: 'ladderEnd',
  planned: iso(20),
  tried: [
    { title: 'Incident Commander', user: members.ana, at: iso(0), phone: '+1-555-0100' },
    { title: 'Technical Lead', user: members.ben, at: iso(5), phone: null },
    { title: 'Database Expert', user: null, at: iso(6), phone: null },
  ],
  by: null,
  again: iso(30),
};
const render = (items: DueItem[], ...facts: Parameters<typeof factsAt>) =>
  renderNotice({ type: 'due', items }, factsAt(...facts)).blocks;
const shown = (...args: Parameters<typeof render>) => flatten(render(...args));

describe('what the timers say together', () => {
  it('tells what is late', () => {
    expect(shown([step(5, techLead)], 8)).toContain('Technical Lead) now. (3 min late)');
    expect(shown([step(5, techLead)], 7)).not.toContain('late');
  });

  it('does not take the time of an edit for lateness', () => {
    expect(shown([step(5, techLead)], 40, {}, { sentAt: minute(5) })).not.toContain('late');
    expect(shown([step(5, techLead)], 40, {}, { sentAt: minute(8) })).toContain('3 min late');
  });

  it('puts the most urgent first, and each button once', () => {
    const items: DueItem[] = [
      { type: 'silent', planned: iso(20), since: iso(0), ask: members.gil },
      { type: 'overdue', planned: iso(20), number: 1, due: iso(15), stage: 'commander', ask: [members.gil] },
      step(20, techLead),
      ladderEnd,
    ];
    const blocks = render(items, 20);
    const said = flatten(blocks).split('\n');
    expect(said[0]).toMatch(/^Nobody has answered/);
    expect(said.findIndex((line) => line.includes('I call'))).toBeLessThan(
      said.findIndex((line) => line.includes('Update #1')),
    );
    expect(said.at(-2)).toBe('~ Messaged in Slack. No phone rang.');
    expect(buttonsIn(blocks)).toEqual([
      "I'm on it",
      'Take command',
      'Page someone',
      'Post update',
      'No change',
      'Snooze 5 min',
      'Snooze 15 min',
      'Resolve',
    ]);
  });

  it('has nothing to press once the incident is over', () => {
    const items = [step(5, techLead), ladderEnd];
    expect(buttonsIn(render(items, 70, resolved))).toEqual([]);
    expect(shown(items, 70, { ...anIncident(), status: 'cancelled', statusSince: minute(60) })).toContain(
      'Cancelled 04:01 UTC. Nothing of this is needed any more.',
    );
  });
});
