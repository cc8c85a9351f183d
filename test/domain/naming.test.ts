import { describe, expect, it } from 'vitest';
import { channelNameFor, slugOf, topicFor } from '../../src/domain/naming.ts';
import { areSimilar } from '../../src/domain/similarity.ts';
import { story } from '../support/incident.ts';
import { policy } from '../support/policy.ts';
import { proves } from '../promises/proves.ts';

const named = (name: string) => ({ ...policy, channel: { ...policy.channel, name } });

describe('names', () => {
  it.each([
    ['Checkout returns 500!', 'checkout-returns-500'],
    ['  Ünïcode – déjà vu ', 'unicode-deja-vu'],
    ['🔥🔥', ''],
    ['الدفع معطل', ''],
    ['a'.repeat(60), 'a'.repeat(40)],
    ['one two three four five six seven eight nine ten', 'one-two-three-four-five-six-seven-eight'],
  ])('%s becomes “%s”', (title, slug) => expect(slugOf(title)).toBe(slug));

  it.each([
    ['inc-{number}-{slug}', 'inc-42-checkout-returns-500'],
    ['incident-{date}-{slug}', 'incident-20260302-checkout-returns-500'],
    ['incident-{date-dashed}-{time-seconds}', 'incident-2026-03-02-040100'],
    ['{severity}-{date}-{time}', 'p0-20260302-0401'],
  ])('the pattern %s gives %s', (pattern, name) =>
    expect(channelNameFor(story().incident(), named(pattern), null)).toBe(name),
  );

  it('a title without Latin letters still gives a name', () =>
    expect(channelNameFor(story({ title: '🔥' }).incident(), policy, null)).toBe('inc-42'));

  it('a taken name gets a suffix and stays within 80 characters', () => {
    const name = channelNameFor(story().incident(), named(`x${'y'.repeat(90)}`), 12);
    expect(name).toHaveLength(80);
    expect(name.endsWith('-12')).toBe(true);
    proves('S1');
  });

  it('a private channel says nothing of the title', () =>
    expect(channelNameFor(story({ private: true }).incident(), policy, null)).toBe('inc-42-private-42'));

  it('a topic has at most 250 characters', () => {
    const long = { ...policy, channel: { ...policy.channel, topic: '{title} {title} {title}' } };
    expect([...topicFor(story({ title: 'x'.repeat(150) }).incident(), long)]).toHaveLength(250);
    expect(topicFor(story().incident(), policy)).toBe('INC-42 P0 · Investigating · no commander yet');
  });

  it.each([
    ['Checkout is down', 'checkout returns 500', true],
    ['Checkout is down', 'Search is down for all', true],
    ['Checkout is slow', 'E-mails are delayed', false],
    ['the is of', 'a an', false],
  ])('“%s” and “%s” are similar: %s', (a, b, similar) => expect(areSimilar(a, b)).toBe(similar));
});
