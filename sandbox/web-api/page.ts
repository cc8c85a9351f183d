import type { Json, JsonObject } from '../json.ts';
import { count, text, type Args } from './read-args.ts';
import { SlackError } from './slack-error.ts';

/** One page of a list, with the cursor of the next. */
export function page<T>(items: T[], args: Args, name: string, show: (item: T) => Json): JsonObject {
  const limit = count(args, 'limit', 100, 1000);
  const start = Number(text(args, 'cursor') || 0);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new SlackError('invalid_cursor');
  const next = start + limit < items.length ? String(start + limit) : '';
  return { [name]: items.slice(start, start + limit).map(show), response_metadata: { next_cursor: next } };
}
