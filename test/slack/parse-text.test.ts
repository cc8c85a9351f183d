import { describe, expect, it } from 'vitest';
import { parseDeclaration, parseSeverity } from '../../src/slack/parse-declaration.ts';
import { parseMoment } from '../../src/slack/parse-moment.ts';
import { parsePerson } from '../../src/slack/parse-person.ts';
import { parseRole } from '../../src/slack/parse-role.ts';
import { plainText } from '../../src/slack/plain-text.ts';
import { policy } from '../support/policy.ts';

describe('a declaration in one line', () => {
  it.each([
    ['P1 checkout is down', { severity: 'P1', title: 'checkout is down' }],
    ['p1: checkout is down', { severity: 'P1', title: 'checkout is down' }],
    ['Critical checkout is down', { severity: 'P0', title: 'checkout is down' }],
    ['checkout is down', { severity: null, title: 'checkout is down' }],
    ['P1', { severity: 'P1', title: '' }],
    ['', { severity: null, title: '' }],
    ['P1 two\n\nlines', { severity: 'P1', title: 'two lines' }],
    ['P1 a &lt; b &amp; c', { severity: 'P1', title: 'a < b & c' }],
    ['P1 <!channel> <@U1|ana> <#C1|ops> broke', { severity: 'P1', title: '@channel @ana #ops broke' }],
  ])('%j is %j', (text, expected) => {
    expect(parseDeclaration(text, policy)).toEqual(expected);
  });

  it('knows no severity of another policy', () => {
    expect(parseSeverity('SEV1', policy)).toBeNull();
  });
});

describe('a person', () => {
  it.each([
    ['<@U1|ana> the database', { type: 'member', id: 'U1', rest: 'the database' }],
    ['<@W9>', { type: 'member', id: 'W9', rest: '' }],
    ['@ghost please', { type: 'stranger', word: '@ghost', rest: 'please' }],
    ['the database', { type: 'none', rest: 'the database' }],
    ['', { type: 'none', rest: '' }],
  ])('%j is %j', (text, expected) => {
    expect(parsePerson(text)).toEqual(expected);
  });
});

describe('a role', () => {
  it.each([
    ['commander', 'commander'],
    ['Incident Commander', 'commander'],
    ['incident', 'commander'],
    ['tech lead', 'tech-lead'],
    ['Tech-Lead', 'tech-lead'],
    ['comander', 'commander'],
    ['comms', 'comms'],
  ])('%j is %j', (text, key) => {
    expect(parseRole(text, policy)).toBe(key);
  });

  it('that is none is answered with those that there are', () => {
    expect(() => parseRole('chef', policy)).toThrow('There is no role “chef”.');
  });
});

describe('a corrected time', () => {
  // 03:01 in Berlin is 02:01 UTC.
  const now = new Date('2026-03-02T02:01:00Z');
  it.each([
    ['detected 02:48', 'detected', '2026-03-02T01:48:00.000Z'],
    ['detected 2.48', 'detected', '2026-03-02T01:48:00.000Z'],
    ['impact started 23:50', 'impactStarted', '2026-03-01T22:50:00.000Z'],
    ['Resolved yesterday 12:00', 'resolved', '2026-03-01T11:00:00.000Z'],
    ['impactStarted 2026-02-28 08:15', 'impactStarted', '2026-02-28T07:15:00.000Z'],
    ['mitigated 10 min ago', 'mitigated', '2026-03-02T01:51:00.000Z'],
    ['mitigated 2h ago', 'mitigated', '2026-03-02T00:01:00.000Z'],
    ['acknowledged now', 'acknowledged', '2026-03-02T02:01:00.000Z'],
  ])('%j is read in the zone of who types it', (text, moment, at) => {
    expect(parseMoment(text, 'Europe/Berlin', now)).toEqual({ moment, at: new Date(at) });
  });

  it('can be unknown', () => {
    expect(parseMoment('detected unknown', 'Europe/Berlin', now)).toEqual({ moment: 'detected', at: null });
  });

  it.each([
    ['', 'I do not know which moment you mean.'],
    ['dinner 02:48', 'I do not know which moment you mean.'],
    ['detected', 'The time is missing.'],
    ['detected 25:00', 'I cannot read “25:00” as a time.'],
    ['detected 2026-02-30 10:00', 'I cannot read “2026-02-30 10:00” as a time.'],
    ['detected soon', 'I cannot read “soon” as a time.'],
    ['detected 2026-03-02 08:00', 'That time has not come yet.'],
  ])('%j is refused: %s', (text, problem) => {
    expect(() => parseMoment(text, 'Europe/Berlin', now)).toThrow(problem);
  });
});

describe('text from Slack', () => {
  it.each([
    ['a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['<@U1|ana> asks <@U2>', '@ana asks @Ben'],
    ['<#C1|ops> and <#C2>', '#ops and #C2'],
    ['<!here> <!channel|everybody> <!subteam^S1|@dba>', '@here everybody @dba'],
    [
      '<https://a.example/x> <http://b.example|b.example> <https://c.example|see>',
      'https://a.example/x b.example see (https://c.example)',
    ],
    ['<!date^1^{time}|03:01 UTC>', '03:01 UTC'],
    ['<script>', '<script>'],
    ['שלום 👩‍🚒', 'שלום 👩‍🚒'],
  ])('%j becomes the words %j', (text, expected) => {
    expect(plainText(text, (user) => (user === 'U2' ? 'Ben' : null))).toBe(expected);
  });
});
