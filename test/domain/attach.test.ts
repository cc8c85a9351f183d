import { describe, expect, it } from 'vitest';
import type { AttachAnswer } from '../../src/domain/pager-news.ts';
import type { Declaration } from '../../src/domain/commands.ts';
import { type Story, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';

const { ana, ben, dee, gil, lena } = members;
const page = { id: 'Q1A2B3', url: 'https://acme.pagerduty.com/incidents/Q1A2B3' };

type Attached = Extract<AttachAnswer, { outcome: 'attached' }>;

function attachedTo(users: (string | null)[], acknowledged: Attached['acknowledged'] = null): Attached {
  const people = users.map((user, n) => ({ id: `PERSON${n}`, name: `Person ${n}`, user }));
  return { outcome: 'attached', via: 'PagerDuty', page, number: 123, title: 'Disk full', people, acknowledged };
}

const down: AttachAnswer = {
  outcome: 'refused',
  via: 'PagerDuty',
  reason: 'PagerDuty did not answer',
  title: null,
  again: true,
};

function declaredFor(changes: Partial<Declaration> = {}): Story {
  return story({ page, ...changes });
}

function hears(it: Story, answer: AttachAnswer): Story {
  return it.does({ type: 'pageAttached', effect: it.incident().attachment?.effect ?? '', answer });
}

/** What the pager was asked and told, and whom messages called. */
function seen(it: Story): string[] {
  return it.seen.flatMap(({ effect }) => {
    if (effect.type === 'ring') return [`ring ${effect.user}`];
    if (effect.type === 'page') return [`call ${effect.user}`];
    return effect.type === 'settleRing' ? [`${effect.to} ${effect.user}`] : [];
  });
}

describe('a page that the declaration names', () => {
  it('keeps phones from ringing until the pager has said whom it rings', () => {
    const it = declaredFor();
    expect(seen(it)).toEqual([`call ${ana}`]);
    expect(it.seen.map(({ effect }) => effect.type)).toContain('attach');
    hears(it, attachedTo([ana]));
    expect(seen(it)).toEqual([`call ${ana}`]);
  });

  it('rings each of them once when the answer comes late, however often the ladder went round meanwhile', () => {
    const it = hears(declaredFor().at(17), down);
    expect(seen(it).filter((one) => one === `ring ${ana}`)).toEqual([`ring ${ana}`]);
  });

  it('rings whoever else had to be paged meanwhile, and calls in Slack whom it asks', () => {
    const it = hears(declaredFor(), attachedTo([dee]));
    expect(seen(it)).toEqual([`call ${ana}`, `call ${dee}`, `ring ${ana}`]);
  });

  it('is that person’s open page: a step that would reach them does not ring again, and the next persons are called at their minutes', () => {
    const of = (user: string, it: Story) => seen(it).filter((one) => one.endsWith(user));
    const it = hears(declaredFor(), attachedTo([ben])).at(6);
    expect(of(ben, it)).toEqual([`call ${ben}`]);
    // Unanswered for as long as a round takes, they are called anew.
    expect(of(ben, it.at(16))).toEqual([`call ${ben}`, `call ${ben}`, `ring ${ben}`]);
    const other = hears(declaredFor(), attachedTo([ana])).at(6);
    expect(of(ben, other)).toEqual([`call ${ben}`, `ring ${ben}`]);
    expect(of(ana, other)).toEqual([`call ${ana}`]);
  });

  it('is acknowledged in the pager by an answer here, which stops the ladder', () => {
    const it = hears(declaredFor(), attachedTo([ana]))
      .does({ type: 'acknowledge', by: ana })
      .at(4);
    expect(seen(it)).toEqual([`call ${ana}`, `acknowledged ${ana}`]);
  });

  it('stops the ladder when it is acknowledged in the pager, also by somebody whom Slack does not know', () => {
    const it = hears(declaredFor(), attachedTo([null]));
    const { effect = '' } = it.incident().attachment ?? {};
    it.does({
      type: 'pagerChanged',
      ring: effect,
      change: { what: 'acknowledged' },
      author: { user: null, name: 'Pat' },
    });
    expect(it.incident().standing).not.toBeNull();
    expect(seen(it.at(4))).toEqual([`call ${ana}`, `ring ${ana}`]);
  });

  it('that somebody has acknowledged already is an answer: nobody is paged', () => {
    const it = hears(declaredFor(), attachedTo([dee], { user: dee, name: 'Dee Novak' })).at(4);
    expect(it.incident().standing?.user).toBe(dee);
    expect(seen(it)).toEqual([`call ${ana}`]);
  });

  it('is acknowledged for who declares, because they are on it; the ladder goes on with the others', () => {
    const it = hears(declaredFor({ declaredBy: ana }), attachedTo([ana])).at(6);
    expect(seen(it)).toEqual([`acknowledged ${ana}`, `call ${ben}`, `ring ${ben}`]);
    const both = hears(declaredFor({ declaredBy: ana }), attachedTo([ana, lena]));
    expect(seen(both)).toEqual([`call ${lena}`]);
  });

  it('ends with the incident, and not before: users who no longer feel it only make it quiet', () => {
    const it = hears(declaredFor(), attachedTo([ana]));
    it.does({ type: 'changeStatus', by: gil, to: 'monitoring', why: null });
    it.does({ type: 'cancel', by: gil, reason: 'nothing was wrong', text: null });
    expect(seen(it).slice(1)).toEqual([`acknowledged ${ana}`, `resolved ${ana}`]);
    const over = declaredFor().does({ type: 'cancel', by: gil, reason: 'other', text: null });
    expect(seen(hears(over, attachedTo([ana])))).toEqual([`call ${ana}`, `resolved ${ana}`]);
  });

  it('does not end when one of those called is stood down, and keeps its title when the incident becomes private', () => {
    const it = hears(declaredFor(), attachedTo([ben])).at(6);
    it.does({ type: 'changeSeverity', by: gil, to: 'P1', why: null });
    it.does({ type: 'makePrivate', by: gil, why: null });
    expect(seen(it).filter((one) => /resolved|veiled/.test(one))).toEqual([]);
  });

  it('makes nobody a member of a private incident', () => {
    const it = hears(declaredFor({ private: true }), attachedTo([dee]));
    expect(it.incident().invited).not.toContain(dee);
    expect(seen(it)).toEqual([`call ${ana}`, `ring ${ana}`]);
  });

  it('gives its title where nobody gave one, and leaves any other alone', () => {
    const it = hears(declaredFor({ title: 'PagerDuty incident Q1A2B3' }), attachedTo([ana]));
    expect(it.incident().title).toBe('Disk full');
    expect(hears(declaredFor(), attachedTo([ana])).incident().title).toBe('Checkout returns 500');
    const edited = declaredFor({ title: 'PagerDuty incident Q1A2B3' }).does({ type: 'edit', by: gil, title: 'Mine' });
    expect(hears(edited, attachedTo([ana])).incident().title).toBe('Mine');
  });

  it('that cannot be attached is told with what happens instead, and phones ring as usual', () => {
    const it = hears(declaredFor(), down);
    expect(seen(it)).toEqual([`call ${ana}`, `ring ${ana}`]);
    expect(it.notices().map(({ notice }) => notice)).toContainEqual({
      type: 'trouble',
      what: 'PagerDuty incident Q1A2B3 was not attached: PagerDuty did not answer.',
      remedy: 'Whoever has to answer is called as usual.',
      retry: it.incident().attachment?.effect,
    });
    hears(it, attachedTo([ana]));
    expect(it.incident().attachment?.state).toBe('attached');
  });

  it('is left alone by a drill', () => {
    const it = declaredFor({ drill: true });
    expect(it.incident().attachment).toBeNull();
    expect(it.seen.map(({ effect }) => effect.type)).not.toContain('attach');
  });
});
