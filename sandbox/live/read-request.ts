import { isObject, objectOf, parseJson, textOf, type JsonObject } from '../json.ts';
import type { FromBrowser, Place, Request } from './protocol.ts';

const MOST = 200;
const slackTroubles = ['well', 'slow', 'rate limited', 'down'] as const;
const pagerTroubles = ['well', 'down'] as const;
const botActs = ['kill', 'restart'] as const;

/** Reads what a browser sent; undefined when it is nothing that could be answered, an Error where the request is none. */
export function readFromBrowser(sent: string): { id: number; request: Request | Error } | undefined {
  const message = parseJson(sent);
  if (!isObject(message) || typeof message.id !== 'number') return undefined;
  try {
    return { id: message.id, request: readRequest(objectOf(message.request)) } satisfies FromBrowser;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { id: message.id, request: error };
  }
}

function readRequest(from: JsonObject): Request {
  const text = (name: string): string => textIn(from, name);
  const orNull = (name: string): string | null => (typeof from[name] === 'string' ? text(name) : null);
  const number = (name: string, most: number): number => {
    const value = Number(from[name]);
    if (!(value > 0)) throw new Error(`“${name}” must be a number above 0.`);
    return Math.min(value, most);
  };
  const channel = (): { channel: string } => ({ channel: text('channel') });
  const message = (): { channel: string; ts: string } => ({ ...channel(), ts: text('ts') });
  const element = (): { blockId: string; actionId: string } => ({
    blockId: text('blockId'),
    actionId: text('actionId'),
  });
  const on = (): { on: boolean } => ({ on: from.on === true });
  const value = (): { value: JsonObject } => ({ value: objectOf(from.value) });
  const { type } = from;
  switch (type) {
    case 'history':
      return { type, ...channel(), before: orNull('before'), limit: number('limit', MOST) };
    case 'thread':
      return { type, ...channel(), threadTs: text('threadTs') };
    case 'read':
    case 'join':
    case 'leave':
      return { type, ...channel() };
    case 'say':
      return { type, ...channel(), text: text('text'), threadTs: orNull('threadTs') };
    case 'edit':
      return { type, ...message(), text: text('text') };
    case 'delete':
      return { type, ...message() };
    case 'react':
      return { type, ...message(), name: text('name'), ...on() };
    case 'pin':
      return { type, ...message(), ...on() };
    case 'shortcut': {
      const about = isObject(from.on) ? { channel: textIn(from.on, 'channel'), ts: textIn(from.on, 'ts') } : null;
      return { type, callbackId: text('callbackId'), on: about };
    }
    case 'press':
      return { type, place: placeIn(from), ...element(), ...value() };
    case 'fill':
      return { type, view: text('view'), ...element(), ...value() };
    case 'submit':
      return { type, view: text('view') };
    case 'close':
      return { type, view: text('view'), all: from.all === true };
    case 'suggest':
      return { type, place: placeIn(from), ...element(), typed: textOf(from.typed) };
    case 'open-home':
      return { type };
    case 'open-dm':
      return { type, user: text('user') };
    case 'forward': {
      const minutes = Number(objectOf(from.by).minutes);
      if (from.by !== 'next' && !(minutes > 0))
        throw new Error('The clock only goes forward, by minutes or to the next timer.');
      return { type, by: from.by === 'next' ? 'next' : { minutes } };
    }
    case 'speed':
      return { type, speed: from.speed === 60 ? 60 : 1 };
    case 'trouble':
      return {
        type,
        slack: slackTroubles.find((one) => one === from.slack),
        pagerDuty: pagerTroubles.find((one) => one === from.pagerDuty),
        bot: botActs.find((one) => one === from.bot),
      };
    case 'page':
      return { type, page: text('page'), act: from.act === 'resolve' ? 'resolve' : 'acknowledge', as: text('as') };
    case 'reset':
      return { type, runbook: text('runbook') };
    case 'demo':
      return { type, ...on() };
    default:
      throw new Error(`Nothing is known of a request “${textOf(type)}”.`);
  }
}

function placeIn(from: JsonObject): Place {
  const place = objectOf(from.place);
  const kind = place.in;
  if (kind === 'view') return { in: kind, view: textIn(place, 'view') };
  if (kind !== 'message' && kind !== 'ephemeral') throw new Error('An element is in a message or in a view.');
  return { in: kind, channel: textIn(place, 'channel'), ts: textIn(place, 'ts') };
}

function textIn(from: JsonObject, name: string): string {
  const value = from[name];
  if (typeof value !== 'string') throw new Error(`“${name}” is missing.`);
  return value;
}
