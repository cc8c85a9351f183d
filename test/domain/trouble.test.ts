import { expect, it } from 'vitest';
import { type Story, story } from '../support/incident.ts';
import { members } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const failed = (effect: string) =>
  ({ type: 'effectFailed', effect, what: 'Topic', reason: 'Slack refused it' }) as const;

it('A step that failed is told once with a way to try it again, and its message follows what comes of that', () => {
  const it = story().does({ type: 'channelOpened', id: 'C1', name: 'inc-42' });
  it.does(failed('inc:7.1')).does(failed('inc:7.1')).does({ type: 'effectMended', effect: 'inc:7.1' });
  const said = it.notices().flatMap(({ notice }) => (notice.type === 'trouble' ? [notice.retry] : []));
  expect(said).toEqual(['inc:7.1']);
  const trouble = it.incident().troubles['inc:7.1'];
  expect(trouble?.mendedAt).not.toBeNull();
  const edits = it.seen.filter(({ effect }) => effect.type === 'refresh' && effect.target === trouble?.message);
  expect(edits).toHaveLength(2);
  proves('P3.2');
});

it('Only the latest dozen of troubles is kept', () => {
  const it = story().does({ type: 'channelOpened', id: 'C1', name: 'inc-42' });
  for (let n = 0; n < 20; n += 1) it.does(failed(`inc:7.${n}`));
  expect(Object.keys(it.incident().troubles)).toHaveLength(12);
  expect(it.incident().troubles['inc:7.19']).toBeDefined();
});

it('An owner who cannot be written to is named in the channel; once that is archived, to somebody else of the incident', () => {
  const { ana, gil } = members;
  const unheard = { ...failed('inc:9.1'), unheard: ana };
  const tell = (it: Story) =>
    it
      .does(unheard)
      .decisions.at(-1)
      ?.effects.map(({ effect }) => effect) ?? [];
  const over = () => {
    const it = story().does({ type: 'channelOpened', id: 'C1', name: 'inc-42' }).at(1);
    it.does({ type: 'takeRole', by: ana, role: 'commander', takeOver: null });
    return it.does({ type: 'resolve', by: ana, what: null, fix: null, customers: null, owner: null });
  };
  const says = { type: 'trouble', what: expect.stringContaining(`<@${ana}> could not be told what is due from them`) };
  expect(tell(over())).toMatchObject([{ to: { type: 'channel' }, notice: says }]);
  const archived = over().does({ type: 'close', by: ana }).does({ type: 'channelLost', reason: 'archived' });
  expect(tell(archived)).toMatchObject([{ to: { type: 'person', user: gil }, notice: says }]);
});
