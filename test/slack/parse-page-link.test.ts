import { describe, expect, it } from 'vitest';
import { takePageLink } from '../../src/slack/parse-page-link.ts';

const page = { id: 'Q1A2B3C4D5', url: 'https://acme.pagerduty.com/incidents/Q1A2B3C4D5' };

describe('the link of a PagerDuty incident', () => {
  it.each([
    ['alone', 'https://acme.pagerduty.com/incidents/Q1A2B3C4D5', ''],
    ['as Slack hands it over', '<https://acme.pagerduty.com/incidents/Q1A2B3C4D5>', ''],
    ['with a label', '<https://acme.pagerduty.com/incidents/Q1A2B3C4D5|acme.pagerduty.com/incidents/Q1A2B3C4D5>', ''],
    [
      'with a place on the page',
      '<https://acme.pagerduty.com/incidents/Q1A2B3C4D5/timeline?utm=slack&amp;x=1#notes|it>',
      '',
    ],
    ['behind words', 'P1 checkout is down: https://acme.pagerduty.com/incidents/Q1A2B3C4D5?a=b', 'P1 checkout is down'],
    ['before words', '<https://acme.pagerduty.com/incidents/Q1A2B3C4D5> – disk is full', 'disk is full'],
    ['among words', 'P0 disk <https://ACME.pagerduty.com/incidents/q1a2b3c4d5> is full', 'P0 disk is full'],
    ['as plain text shows a labelled one', 'Disk full (https://acme.pagerduty.com/incidents/Q1A2B3C4D5)', 'Disk full'],
  ])('is taken out of a text: %s', (_, text, rest) => {
    expect(takePageLink(text)).toEqual({ page, rest });
  });

  it('may be of the European site', () => {
    expect(takePageLink('https://acme.eu.pagerduty.com/incidents/PABC123').page).toEqual({
      id: 'PABC123',
      url: 'https://acme.eu.pagerduty.com/incidents/PABC123',
    });
  });

  it.each([
    'checkout is down',
    'https://acme.pagerduty.com/services/PABC123',
    'https://acme.pagerduty.com/incidents',
    'https://acme.pagerduty.com/incidents/new',
    'https://pagerduty.com.evil.example/incidents/PABC123',
    'https://evil.example/acme.pagerduty.com/incidents/PABC123',
  ])('is none in %s', (text) => {
    expect(takePageLink(text)).toEqual({ page: null, rest: text });
  });
});
