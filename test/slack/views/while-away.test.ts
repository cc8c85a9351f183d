import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../sandbox/block-kit/validate.ts';
import type { Followed } from '../../../src/domain/followers.ts';
import type { Notice } from '../../../src/domain/notices.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { textsOf } from '../../support/every-notice.ts';
import { factsAt, iso, minute, staffed } from '../../support/facts.ts';
import { flatten } from '../../support/flatten.ts';
import { members } from '../../support/policy.ts';

const { ana, lena } = members;
const nothing = { status: 'investigating', done: null, next: null, eta: null, noChangeSince: null, nextDue: null };

function update(number: number, text: string): Followed {
  return { type: 'update', number, by: ana, at: iso(number), text, know: text, ...nothing };
}

/** The one message about so many updates, for a channel, a thread or somebody who follows. */
function digestOf(place: 'channel' | 'thread' | 'person', count: number, text: string) {
  const said = (of: Followed): Notice => (place === 'person' ? { type: 'followed', user: lena, of } : of);
  const carried = Array.from({ length: count }, (_, index) => ({
    id: `inc:${index}.1`,
    at: minute(index + 1),
    notice: said(update(index + 1, `${text} ${index + 1}`)),
  }));
  const own = said(update(count, text));
  const notice: Notice = { type: 'whileAway', place, since: iso(1), carried: [], skipped: [], asked: [], own };
  return renderNotice(notice, factsAt(90, { ...staffed, title: text.slice(0, 150) }, { carried, reader: lena }));
}

describe.each(['channel', 'thread', 'person'] as const)(
  'What is told of an absence in one message, to a %s,',
  (place) => {
    it('is taken by Slack however much happened', () => {
      for (const text of textsOf(3000))
        for (const count of [1, 40, 90]) expect(validateMessage(digestOf(place, count, text))).toEqual([]);
    });

    it('has the latest where not all has room, says how much came before, and has the button that shows it', () => {
      const text = flatten(digestOf(place, 43, 'host').blocks);
      expect(text).toMatch(
        /• 3 earlier things, from 03:02 UTC on: press \*Timeline\* to read them\.\n• \S+ UTC \*Update #4\*/,
      );
      expect(text).toMatch(/\*Update #43\*/);
      expect(text).toMatch(/\[Timeline\]/);
      expect(flatten(digestOf(place, 40, 'host').blocks)).not.toMatch(/earlier|\[Timeline\]/);
    });
  },
);
