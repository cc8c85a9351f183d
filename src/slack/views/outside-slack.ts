import type { KnownBlock } from '@slack/types';
import { decodeValue } from '../ids.ts';
import { wordsNeeded } from './words-of-buttons.ts';

/** How a text is read outside of Slack: in the reader's zone, people and channels by their names. */
export type Reader = { zone: string; nameOf: (user: string) => string; channels: ReadonlyMap<string, string> };

type Said = { text: string; blocks: readonly KnownBlock[] };

const person = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;
const channel = /<#([A-Z0-9]+)(?:\|([^>]*))?>/g;
const day = /<!date\^(\d+)\^([^|>]*)\|[^>]*>/g;

/** Everybody whom a message names. */
export function usersIn({ blocks }: Said): string[] {
  return [...textOf(blocks).matchAll(person)].map(([, user = '']) => user);
}

/** Every channel that a message leads to. */
export function channelsIn({ blocks }: Said): string[] {
  return [...textOf(blocks).matchAll(channel)].map(([, id = '']) => id);
}

/** A message as plain text; a button reads as what can be typed instead of pressing it. */
export function asWords({ text, blocks }: Said, reader: Reader): string {
  const shown = textOf(blocks) || text;
  const typed = [
    ...new Set(blocks.flatMap(buttonsIn).flatMap(({ action, value }) => wordsNeeded(action, value) ?? [])),
  ];
  const hints = typed.length === 0 ? [] : [`Next: ${typed.map((words) => `\`${words}\``).join(', ')}`];
  const times = day.test(shown) ? [`Times are those of ${reader.zone}.`] : [];
  day.lastIndex = 0;
  return [plain(shown, reader), ...hints, ...times].join('\n');
}

function textOf(blocks: readonly KnownBlock[]): string {
  return blocks
    .flatMap((block): string[] => {
      switch (block.type) {
        case 'section':
          return [block.text?.text ?? '', ...(block.fields ?? []).map((field) => field.text)];
        case 'header':
          return [block.text.text];
        case 'context':
          return [block.elements.flatMap((one) => ('text' in one ? [one.text] : [])).join(' · ')];
        default:
          return [];
      }
    })
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/** Slack's marks as a terminal shows them. */
function plain(text: string, { zone, nameOf, channels }: Reader): string {
  return text
    .replace(person, (_, user: string) => nameOf(user))
    .replace(day, (_, seconds: string, format: string) => clock(new Date(Number(seconds) * 1000), format, zone))
    .replace(channel, (_, id: string, name?: string) => `#${channels.get(id) ?? (name || id)}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, handle?: string) => handle || id)
    .replace(/<((?:https?|mailto):[^|>]+)\|([^>]+)>/g, '$2 ($1)')
    .replace(/<((?:https?|mailto):[^|>]+)>/g, '$1')
    .replace(/(^|[\s(])\*([^*\n]+)\*(?=$|[\s.,:;)?])/gm, '$1$2')
    .replace(/:(warning|pushpin|white_check_mark|lock|rotating_light):\s?/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function clock(at: Date, format: string, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
  if (!/date/.test(format)) return time;
  const date = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
  return `${date.format(at).replace(',', '')}${/time/.test(format) ? ` ${time}` : ''}`;
}

type Pressable = { action: string; value: Record<string, string> };

function buttonsIn(block: KnownBlock): Pressable[] {
  const elements =
    block.type === 'actions' ? block.elements : block.type === 'section' && block.accessory ? [block.accessory] : [];
  return elements.flatMap((one) =>
    one.type === 'button' && one.action_id !== undefined
      ? [{ action: one.action_id.split(':')[0] ?? '', value: decodeValue(one.value) }]
      : [],
  );
}
