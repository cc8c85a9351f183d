import { describe, expect, it } from 'vitest';
import type { Backfill, Command } from '../../src/domain/commands.ts';
import { decide } from '../../src/domain/decide.ts';
import { declare } from '../../src/domain/decisions/declare.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { measuresOf } from '../../src/domain/measures.ts';
import { timersOf } from '../../src/domain/schedule.ts';
import { proves } from '../promises/proves.ts';
import { declaration, start } from '../support/incident.ts';
import { members, policy } from '../support/policy.ts';

const ago = (minutes: number) => new Date(start.getTime() - minutes * 60_000);
const past: Backfill = {
  impactStarted: ago(200),
  detected: ago(190),
  declared: ago(180),
  mitigated: ago(130),
  resolved: ago(100),
  what: 'A bad release',
  fix: 'Rolled back',
  customers: null,
};
const record = (changes: Partial<Backfill> = {}) =>
  declare(declaration({ backfill: { ...past, ...changes } }), policy, start);

describe('an incident that is recorded afterwards', () => {
  it('has the times that it had, is resolved, and starts no timer', () => {
    const { incident } = record();
    expect(incident).toMatchObject({
      kind: 'backfill',
      status: 'resolved',
      moments: {
        impactStarted: ago(200),
        detected: ago(190),
        declared: ago(180),
        mitigated: ago(130),
        resolved: ago(100),
      },
    });
    expect(measuresOf(incident).ttr.ms).toBe(100 * 60_000);
    expect(timersOf(incident, policy)).toEqual([]);
    proves('R7');
  });

  it('calls nobody and announces nothing, but has its channel, closing list and post-mortem', () => {
    const { effects, incident } = record();
    expect(effects.map(({ effect }) => (effect.type === 'post' ? `post ${effect.notice.type}` : effect.type))).toEqual([
      'openChannel',
      'invite',
      'post headline',
      'pin',
      'setTopic',
      'addBookmark',
      'post receipt',
      'draftPostMortem',
    ]);
    expect(effects.find(({ effect }) => effect.type === 'draftPostMortem')?.needs).toBe('inc:channel');
    expect(incident.checklists).toMatchObject([
      { key: 'closure', due: null, messages: [], items: policy.checklists[0]?.items.map((text) => ({ text })) },
    ]);
    expect(incident.invited).toEqual([incident.declaredBy]);
    proves('A6');
  });

  it('starts no timer and calls nobody when it is reopened either', () => {
    const by = members.ana;
    const later = (incident: Incident, command: Command) => decide(incident, command, policy, start);
    const { incident } = later(record().incident, { type: 'reopen', by, why: 'Called off after all' });
    expect(incident.cadence.due).toBeNull();
    expect(timersOf(incident, policy)).toEqual([]);
    const parts = { know: null, done: null, next: null, eta: null, status: null, nextIn: null };
    expect(later(incident, { type: 'postUpdate', by, text: 'As it was', ...parts }).incident.cadence.due).toBeNull();
    for (const command of [
      { type: 'page', by, user: members.ben, why: null },
      { type: 'escalate', by, step: null },
    ] as const)
      expect(() => later(incident, command)).toThrow('was recorded afterwards: nobody is called for it');
  });

  it('has its facts at their own times', () => {
    expect(record().facts.map(({ kind, at }) => [kind, at])).toEqual([
      ['declared', ago(180)],
      ['statusChanged', ago(130)],
      ['resolved', ago(100)],
    ]);
    expect(record({ mitigated: null }).facts.map(({ kind }) => kind)).toEqual(['declared', 'resolved']);
  });

  it('is refused when a time is to come, or after its end', () => {
    expect(() => record({ resolved: ago(-10) })).toThrow('has not come yet');
    expect(() => record({ declared: ago(90) })).toThrow('is after the time when it was resolved');
  });
});
