import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../sandbox/block-kit/validate.ts';
import { messageFacts } from '../../../src/domain/message-facts.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Notice } from '../../../src/domain/notices.ts';
import { loadTemplates, makeTemplates } from '../../../src/policy/load-templates.ts';
import { cutMarkup, splitMarkup } from '../../../src/slack/views/cut-markup.ts';
import type { Facts } from '../../../src/slack/views/facts.ts';
import { renderSend } from '../../../src/slack/views/ephemeral/send.ts';
import { renderNotice } from '../../../src/slack/views/render-notice.ts';
import { noticesOf, textsOf } from '../../support/every-notice.ts';
import { factsAt, iso, minute, resolved, staffed } from '../../support/facts.ts';
import { anIncident } from '../../support/facts.ts';
import { members, policy } from '../../support/policy.ts';

const { ana, cy } = members;

/** Facts with templates of these texts. */
function wordsOf(texts: Record<string, string>): Pick<Facts, 'render'> {
  const templates = makeTemplates(Object.entries(texts).map(([name, text]) => ({ name, file: `${name}.md`, text })));
  return { render: (name, data) => templates.renderMessage(name, data) };
}

function shown(notice: Notice, facts: Facts): string {
  return JSON.stringify(renderNotice(notice, facts).blocks);
}

const update: Extract<Notice, { type: 'update' }> = {
  type: 'update',
  number: 2,
  by: cy,
  at: iso(30),
  status: 'identified',
  text: null,
  know: 'Release 41 leaks',
  done: null,
  next: null,
  eta: null,
  noChangeSince: null,
  nextDue: iso(45),
};

describe('a message in the organisation’s own words', () => {
  it('leaves the core’s look where there is no template', () => {
    const none = { render: () => null };
    for (const notice of Object.values(noticesOf('ordinary words')).flat())
      expect(renderNotice(notice, factsAt(40, staffed, none))).toEqual(renderNotice(notice, factsAt(40, staffed)));
  });

  it('says an update the same after an edit, whatever the incident has become', () => {
    const words = wordsOf({
      update: '{{ severity }} {{ status }} {{ impact }} {{ commander }} {{ duration }} {{ know }}',
    });
    const as = messageFacts(anIncident({ ...staffed, status: 'identified' }), policy, minute(30));
    const first = shown({ ...update, as }, factsAt(30, { ...staffed, status: 'identified' }, words));
    const names = { names: { [ana]: 'Ana', [cy]: 'Cy' } };
    const then = renderNotice({ ...update, as }, factsAt(30, staffed, { ...words, ...names }));
    const later = { ...resolved, impact: 'Nobody', roles: {}, severity: 'P0' };
    expect(renderNotice({ ...update, as }, factsAt(90, later, { ...words, ...names }))).toEqual(then);
    expect(first).toContain('P0 Identified All customers, card payments');
    expect(first).toContain('43 min Release 41 leaks');
  });

  it('escapes what people wrote once, and no code block of theirs swallows the rest', () => {
    const words = wordsOf({ update: '*Known:* {{ know }}\n*ETA:* {{ eta | default: "open" }}' });
    const text = shown({ ...update, know: '<!channel> a & b ``` {{ title }}' }, factsAt(30, {}, words));
    expect(text).toContain('&lt;!channel&gt; a &amp; b');
    expect(text).toContain('{{ title }}');
    expect(text).not.toContain('```');
    expect(text).toContain('*ETA:* open');
  });

  it('mentions nobody: it only names them', () => {
    const words = wordsOf({ alert: '{{ commander }} {{ declared_by }}', update: '{{ owner }} {{ commander }}' });
    const names = { [ana]: 'Ana Ruiz', [members.gil]: 'Gil Sato' };
    expect(shown({ type: 'headline' }, factsAt(5, staffed, { ...words, names }))).toContain('Ana Ruiz Gil Sato');
    expect(shown(update, factsAt(5, staffed, { ...words, names }))).not.toContain(`<@${ana}>`);
  });

  it('shows the alert until the first update speaks', () => {
    const words = wordsOf({ alert: 'ALERT {{ impact }}' });
    const last = { number: 1, at: minute(9), by: cy, text: 'x' };
    for (const type of ['headline', 'announcement'] as const) {
      expect(shown({ type }, factsAt(5, {}, words))).toContain('ALERT All customers');
      expect(shown({ type }, factsAt(5, {}, words))).not.toContain('Impact: ');
      expect(shown({ type }, factsAt(10, { updates: { count: 1, last, noChangeStreak: 0 } }, words))).not.toContain(
        'ALERT',
      );
      expect(shown({ type }, factsAt(90, resolved, words))).not.toContain('ALERT');
    }
  });

  it('says a private incident to its members only', () => {
    const words = wordsOf({ alert: 'Zebra', update: 'Zebra', resolved: 'Zebra', opening: 'Zebra' });
    const secret = { private: true, title: 'Zebra', ...staffed };
    const outsider = { ...words, reader: 'U0STRANGER' };
    for (const notice of [update, ...noticesOf('Zebra').change, ...noticesOf('Zebra').opening])
      expect(shown(notice, factsAt(9, secret, outsider))).not.toContain('Zebra');
    expect(renderNotice({ type: 'opening' }, factsAt(9, secret, words)).text).toBe('Private incident INC-42');
  });

  it('says above it that an update is of a drill', () => {
    const words = wordsOf({ update: 'our words' });
    expect(shown(update, factsAt(30, { kind: 'drill' }, words))).toMatch(/DRILL · INC-42.*our words/);
  });
});

describe('Slack takes the longest texts', () => {
  it.each(['aka', 'ai-secretary', 'kaizen-ai', 'seekapa', 'seiketsu-ai'])('in the words of %s', async (folder) => {
    const templates = await loadTemplates(`templates/${folder}`);
    const render: Facts['render'] = (name, data) => templates.renderMessage(name, data);
    for (const text of textsOf(3000)) {
      const as = messageFacts(anIncident({ impact: text, affected: text }), policy, minute(30));
      const notices = Object.values(noticesOf(text))
        .flat()
        .map((notice) => (notice.type === 'update' ? { ...notice, as } : notice))
        .filter(({ type }) => ['headline', 'announcement', 'opening', 'update', 'change', 'followed'].includes(type));
      for (const notice of notices)
        for (const state of [
          { impact: text, affected: text },
          { ...resolved, impact: text },
        ])
          expect(validateMessage(renderNotice(notice, factsAt(40, state, { render })))).toEqual([]);
    }
  });
});

describe('texts for outside', () => {
  const offer = (n: number) => ({
    id: `O${n}`,
    key: `key-${n}`,
    name: 'A place with a long name '.repeat(8),
    template: 'long',
    status: 'identified',
    at: minute(1),
    sentBy: n % 3 === 0 ? ana : null,
    sentAt: n % 3 === 0 ? minute(2) : null,
    supersededBy: n % 5 === 0 ? 'O1' : null,
    message: null,
  });
  const outside = Array.from({ length: 20 }, (_, n) => offer(n + 1));
  const own: Policy = {
    ...policy,
    outside: outside.map(({ key, name, template }) => ({ key, name, template, when: 'identified', severities: null })),
  };

  it('fit into a message at their longest, in the channel and for one person', () => {
    for (const text of textsOf(3000)) {
      const words = wordsOf({ long: '{{ impact }} {{ impact }} {{ impact }} {{ impact }}' });
      const as = messageFacts(anIncident({ impact: text }), policy, minute(30));
      for (const count of [1, 2, 20]) {
        const facts = factsAt(40, { impact: text, outside: outside.slice(0, count) }, { ...words, policy: own });
        const offers = outside.slice(0, count).map(({ id }) => id);
        expect(validateMessage(renderNotice({ type: 'outside', offers, as }, facts))).toEqual([]);
        expect(validateMessage(renderSend(facts, null))).toEqual([]);
        expect(validateMessage(renderSend(facts, 'key-1'))).toEqual([]);
      }
    }
  });

  it('cannot end the block that they are copied from, and mention nobody', () => {
    const words = wordsOf({ long: '``` <!channel> {{ impact }}' });
    const facts = factsAt(40, { impact: '``` @here', outside: [offer(1)] }, { ...words, policy: own });
    const as = messageFacts(facts.incident, policy, minute(30));
    const text = shown({ type: 'outside', offers: ['O1'], as }, facts);
    expect(text.match(/```/g)).toHaveLength(2);
    expect(text).toContain('&lt;!channel&gt;');
  });
});

describe('a text that is too long', () => {
  it('is cut with a mark, never within an entity or a token', () => {
    expect(cutMarkup('a&amp;&amp;', 10)).toBe('a&amp;…');
    expect(cutMarkup('see <https://example.com/x>', 12)).toBe('see…');
    expect(cutMarkup('😀😀😀', 4)).toBe('😀…');
    expect(cutMarkup('short', 5)).toBe('short');
  });

  it('is split between lines, and loses nothing', () => {
    const text = Array.from({ length: 400 }, (_, n) => `line ${n}`).join('\n');
    const parts = splitMarkup(text, 1000);
    expect(parts.every((part) => part.length <= 1000)).toBe(true);
    expect(parts.join('\n')).toBe(text);
    expect(splitMarkup('x'.repeat(2500), 1000).join('')).toBe('x'.repeat(2500));
  });
});
