import { z } from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { type Parsed, quote } from '../parse-duration.ts';
import { webAddress } from './contacts.ts';
import { cell, section, text } from './section.ts';

const bookmark = section({
  title: text.describe('What the bookmark says.'),
  url: webAddress.describe('Where it leads: https://…'),
});

/** The channel of an incident. */
export const channel = section({
  name: cell(parseChannelName).meta({
    pattern: String.raw`^([a-z0-9_-]|\{[a-z-]+\})+$`,
    description: 'Its name. Places: {date} {date-dashed} {time} {time-seconds} {severity} {number} {slug}.',
  }),
  topic: cell(parseTopic).describe(
    'Its topic. Places: {number} {severity} {severity-name} {status} {title} {commander}.',
  ),
  bookmarks: z.array(bookmark).default([]).describe('Bookmarks of every such channel, a video room for example.'),
}).describe('The channel that every incident gets.');

const namePlaces = ['date', 'date-dashed', 'time', 'time-seconds', 'severity', 'number', 'slug'];
const topicPlaces = ['number', 'severity', 'severity-name', 'status', 'title', 'commander'];

function parseChannelName(value: string): Parsed<string> {
  const literal = value.replace(/\{[^{}]*\}/g, '');
  if (/[^a-z0-9_-]/.test(literal))
    return {
      problem: `${quote(value)} has characters that Slack refuses. Use lower-case letters, digits, - and _ around the places: incident-{date}-{slug}`,
    };
  return checkPlaces(value, namePlaces);
}

function parseTopic(value: string): Parsed<string> {
  if (value.replace(/\{[^{}]*\}/g, '').length > 250)
    return { problem: 'the topic is longer than the 250 characters that Slack gives it. Shorten it.' };
  return checkPlaces(value, topicPlaces);
}

function checkPlaces(value: string, places: string[]): Parsed<string> {
  const unknown = [...value.matchAll(/\{([^{}]*)\}/g)]
    .map((match) => match[1] ?? '')
    .find((place) => !places.includes(place));
  if (unknown === undefined) return { value };
  return { problem: `{${unknown}} stands for nothing. ${didYouMean(unknown, places, 'There are')}` };
}
