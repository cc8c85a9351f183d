import { z } from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { parseDate } from '../parse-date.ts';
import { durationPattern, parseDuration, type Parsed, parseWallMs, wallPattern } from '../parse-duration.ts';

/** Text that says something. */
export const text = z.string().trim().min(1);

/** One key of a person, a role, a list; they stand in commands and ladders, so they hold no spaces. */
export const nameKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'is not a usable name. Use lower-case letters, digits and hyphens: tech-lead' });

/** A span of time, which may count working time. */
export const duration = cell(parseDuration).meta({ pattern: durationPattern });
/** A span of time by the wall clock. Milliseconds. */
export const wall = cell((value) => parseWallMs(value)).meta({ pattern: wallPattern });
/** A day of the calendar: `2026-01-05`. */
export const date = cell(parseDate).meta({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` });

/** A map with these keys and no others; each unknown key gets a line of its own, in the order of the issue's keys. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys
            .map((key) => `${key} is not a key here. ${didYouMean(key, Object.keys(shape), 'The keys here are')}`)
            .join('\n')
        : undefined,
  });
}

/** Text in words of its own, read by `parse`. */
export function cell<T>(parse: (text: string) => Parsed<T>) {
  return text.transform((value, ctx) => {
    const parsed = parse(value);
    if ('value' in parsed) return parsed.value;
    ctx.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });
}

/** One of these words. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return cell<Word>((value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return { value: found };
    return { problem: `${value} is not one of the words here. ${didYouMean(value, words, 'There are')}` };
  }).meta({ enum: [...words] });
}

/** A map of things that have a key, as a list in the order in which they are written. */
export function keyed<In, Out>(each: z.ZodType<In>, build: (key: string, value: In) => Out) {
  return z
    .record(nameKey, each)
    .default({})
    .transform((map) => Object.entries(map).map(([key, value]) => build(key, value)));
}
