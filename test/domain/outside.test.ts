import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/commands.ts';
import type { Declaration } from '../../src/domain/commands.ts';
import { story } from '../support/incident.ts';
import { withOutside } from '../support/outside.ts';
import { members } from '../support/policy.ts';

const { ana, ben } = members;
const by = ana;
const identified: Command = { type: 'changeStatus', by, to: 'identified', why: null };
const resolve: Command = { type: 'resolve', by, what: null, fix: 'restarted', customers: null, owner: null };
const sent = (key: string, offer: string | null = null, done = true): Command => ({
  type: 'markSent',
  by: ben,
  key,
  offer,
  sent: done,
});

const declared = (changes: Partial<Declaration> = {}) => story(changes, withOutside);

/** What was offered, by minute: `0 status-investigating`. */
function offered(it: ReturnType<typeof story>): string[] {
  return it
    .notices()
    .flatMap(({ minute, notice }) =>
      notice.type === 'outside'
        ? [`${minute} ${notice.offers.map((id) => it.incident().outside.find((one) => one.id === id)?.key).join(' ')}`]
        : [],
    );
}

describe('Texts for people outside', () => {
  it('are offered when their moment comes, those of one moment in one message', () => {
    const it = declared().at(10).does(identified).at(20).does(resolve);
    expect(offered(it)).toEqual([
      '0 status-investigating',
      '10 status-identified',
      '20 status-resolved customer-email',
    ]);
  });

  it('come with the severity, once', () => {
    const it = declared({ severity: 'P2' });
    expect(offered(it)).toEqual([]);
    it.at(5).does({ type: 'changeSeverity', by, to: 'P1', why: null });
    it.at(6).does({ type: 'changeSeverity', by, to: 'P0', why: null });
    expect(offered(it)).toEqual(['5 status-investigating']);
  });

  it('take the place of an earlier one of the same name that nobody sent', () => {
    const it = declared().at(10).does(identified);
    expect(it.incident().outside.map(({ id, supersededBy }) => [id, supersededBy])).toEqual([
      ['O1', 'O2'],
      ['O2', null],
    ]);
    const refreshed = it.seen.some(
      ({ effect }) => effect.type === 'refresh' && effect.target === it.incident().outside[0]?.message,
    );
    expect(refreshed).toBe(true);
    const other = declared().does(sent('status-investigating', 'O1')).at(10).does(identified);
    expect(other.incident().outside[0]).toMatchObject({ sentBy: ben, supersededBy: null });
  });

  it('are recorded as sent, by whom and when; a second press does nothing, and it can be taken back', () => {
    const it = declared().at(3).does(sent('status-investigating', 'O1')).does(sent('status-investigating', 'O1'));
    const facts = () => it.decisions.flatMap((one) => one.facts).filter(({ kind }) => kind === 'outsideSent');
    expect(facts()).toHaveLength(1);
    expect(facts()[0]).toMatchObject({
      actor: ben,
      body: { name: 'Status page', status: 'investigating', sent: true },
    });
    it.does(sent('status-investigating', 'O1', false));
    expect(it.incident().outside[0]).toMatchObject({ sentBy: null, sentAt: null });
    expect(facts()).toHaveLength(2);
  });

  it('of a private incident are offered to nobody, and kept once somebody sent one', () => {
    const it = declared({ private: true }).at(10).does(identified);
    expect(offered(it)).toEqual([]);
    it.does(sent('status-identified'));
    expect(it.incident().outside).toMatchObject([{ key: 'status-identified', sentBy: ben, message: null }]);
  });

  it('tell the moment at which they were offered, whatever comes later', () => {
    const it = declared({ impact: 'Nobody can pay' }).at(5).does({ type: 'edit', by, impact: 'Some can pay' });
    const notice = it.notices().find(({ notice: one }) => one.type === 'outside')?.notice;
    expect(notice).toMatchObject({ as: { status: 'investigating', impact: 'Nobody can pay' } });
  });

  it('are offered in a drill, and not for what is recorded afterwards or called off', () => {
    expect(offered(declared({ drill: true }))).toHaveLength(1);
    const it = declared().does({ type: 'cancel', by, reason: 'other', text: null });
    expect(offered(it)).toHaveLength(1);
  });

  it('do not exist under a name that the policy does not know', () => {
    expect(() => declared().does(sent('statuspage'))).toThrow(/no text “statuspage”/);
  });
});
