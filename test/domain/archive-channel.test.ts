import { describe, expect, it } from 'vitest';
import { story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const by = members.ana;
const archive = { type: 'archiveChannel', by } as const;

function cancelled() {
  return story()
    .does({ type: 'channelOpened', id: 'C1', name: 'inc-42' })
    .does({ type: 'cancel', by, reason: 'nothing was wrong', text: null });
}

describe('archiving the channel', () => {
  it('is never done by the clock', () => {
    const driven = cancelled().at(60 * 24 * 90);
    expect(driven.seen.filter(({ effect }) => effect.type === 'archiveChannel')).toEqual([]);
    proves('S17');
  });

  it('comes after everything that is still to be posted there, and is on the record', () => {
    const { effects, facts } = cancelled().does(archive).decisions.at(-1) ?? { effects: [], facts: [] };
    expect(effects).toMatchObject([{ effect: archive, lane: 'inc:channel', needs: 'inc:channel' }]);
    expect(facts).toMatchObject([{ kind: 'archiveAsked', actor: by }]);
  });

  it('is refused while work goes on, and where there is nothing to archive any more', () => {
    expect(() => story().does(archive)).toThrow(/is not resolved yet/);
    expect(() => story().does({ type: 'cancel', by, reason: 'other', text: null }).does(archive)).toThrow(
      /has no channel/,
    );
    const archived = cancelled().does(archive).does({ type: 'channelLost', reason: 'archived' });
    expect(() => archived.does(archive)).toThrow(/is archived already/);
    expect(() => cancelled().does({ type: 'channelLost', reason: 'botRemoved' }).does(archive)).toThrow(
      /no longer has me in it/,
    );
  });

  it('that fails is told to who asked, not to the channel', () => {
    const driven = cancelled().does(archive);
    driven.does({ type: 'effectFailed', effect: 'inc:9.1', what: 'Archiving the channel', reason: 'refused', to: by });
    expect(driven.seen.at(-1)?.effect).toMatchObject({ type: 'post', to: { type: 'person', user: by } });
  });
});
