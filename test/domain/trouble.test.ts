import { expect, it } from 'vitest';
import { story } from '../support/incident.ts';
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
