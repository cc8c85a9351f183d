import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** One thing that Muster is meant to be. `later` says what brings it, where it is not there yet. */
export type Sentence = { id: string; section: string; says: string; later?: string };

const file = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.strictObject({ says: z.string(), later: z.string() })])),
);

const read = file.parse(parse(readFileSync(join(import.meta.dirname, 'sentences.yaml'), 'utf8')));

/** All of them, in the order of the product's description. */
export const sentences: readonly Sentence[] = Object.entries(read).flatMap(([section, own]) =>
  Object.entries(own).map(([id, said]) => ({ id, section, ...(typeof said === 'string' ? { says: said } : said) })),
);
