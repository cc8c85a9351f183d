import { describe, expect, it } from 'vitest';
import { oneLine, paragraph, plain } from '../../../src/slack/views/escape-text.ts';
import { distanceOf, durationOf, timeOf } from '../../../src/slack/views/tell-time.ts';
import { proves } from '../../promises/proves.ts';

const joiner = '\u2060';

describe('text that people typed', () => {
  it('cannot mention a channel or open a link where it is one line', () => {
    expect(oneLine('<!channel> & <@U01ANA0001>', 100)).toBe('&lt;!channel&gt; &amp; &lt;@U01ANA0001&gt;');
    proves('S18');
  });

  it('cannot mention everybody by a word', () => {
    expect(oneLine('@here @channel @everyone ana@heretic.example', 100)).toBe(
      `@${joiner}here @${joiner}channel @${joiner}everyone ana@heretic.example`,
    );
    expect(paragraph('@HERE', 100)).toBe(`@${joiner}HERE`);
  });

  it('keeps the people, channels and links that Slack wrote into it', () => {
    expect(paragraph('<@U01ANA0001|ana> in <#C0123456789|ops>, see <https://example.com/a?b=1>', 200)).toBe(
      '<@U01ANA0001|ana> in <#C0123456789|ops>, see <https://example.com/a?b=1>',
    );
  });

  it('cannot hide where a link leads', () => {
    expect(paragraph('<https://evil.example|https://bank.example>', 200)).toBe('<https://evil.example>');
  });

  it('cannot broadcast by a token that Slack did not write', () => {
    for (const token of ['<!here>', '<!subteam^S0123456789>', '<!everyone|x>'])
      expect(paragraph(token, 200)).toBe(`&lt;${token.slice(1, -1)}&gt;`);
  });

  it('cannot swallow what follows it in a code block', () => {
    expect(oneLine('a ``` b', 100)).toBe(`a \`${joiner}\`\` b`);
  });

  it('is one line where one line is meant', () => {
    expect(oneLine('  a\n\tb  c ', 100)).toBe('a b c');
    expect(paragraph(' a\n b ', 100)).toBe('a\n b');
  });

  it('is cut between characters, never within an emoji, an entity or a mention', () => {
    expect(oneLine('😀😀😀', 6)).toBe('😀😀😀');
    expect(oneLine('😀😀😀', 5)).toBe('😀😀…');
    expect(oneLine('😀😀😀', 4)).toBe('😀…');
    expect(oneLine('&&', 9)).toBe('&amp;…');
    expect(paragraph('a <@U01ANA0001> b', 10)).toBe('a…');
    expect(plain('😀😀😀', 4)).toBe('😀…');
  });

  it('keeps right-to-left text as it is', () => {
    expect(oneLine('תשלום נכשל', 100)).toBe('תשלום נכשל');
  });
});

describe('times', () => {
  const now = new Date('2026-03-02T03:01:30Z');

  it('are on the reader’s clock, in UTC where there is no Slack', () => {
    expect(timeOf(new Date('2026-03-02T03:16:00Z'), now)).toBe('<!date^1772421360^{time}|03:16 UTC>');
  });

  it('have their day where it is not today', () => {
    expect(timeOf('2026-03-01T23:58:00Z', now)).toBe('<!date^1772409480^{date_short_pretty} {time}|1 Mar 23:58 UTC>');
  });

  it.each([
    [0, 'less than 1 min'],
    [59_999, 'less than 1 min'],
    [60_000, '1 min'],
    [13 * 60_000, '13 min'],
    [60 * 60_000, '1 h'],
    [65 * 60_000, '1 h 5 min'],
    [24 * 60 * 60_000, '1 day'],
    [(2 * 24 + 3) * 60 * 60_000 + 60_000, '2 days 3 h'],
  ])('%i ms last "%s"', (ms, said) => {
    expect(durationOf(ms)).toBe(said);
  });

  it('to come and past are told apart', () => {
    expect(distanceOf(new Date(now.getTime() + 15 * 60_000), now)).toBe('in 15 min');
    expect(distanceOf(new Date(now.getTime() - 3 * 60_000), now)).toBe('3 min ago');
    expect(distanceOf(now, now)).toBe('now');
  });
});
