import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergePostMortem } from '../../../src/domain/merge-post-mortem.ts';
import { loadTemplates } from '../../../src/policy/load-templates.ts';
import { bareSample, fullSample } from '../../../src/policy/sample-data.ts';
import { proves } from '../../promises/proves.ts';

const organisations = readdirSync(resolve('templates'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const kinds = { action_kinds: fullSample.action_kinds };
// What was not known at first, nor by its right name.
const first = { ...bareSample, ...kinds, incident: { ...bareSample.incident, title: 'Chekout is slow' } };

/** A document in parts, each with its heading. */
function partsOf(markdown: string): string[] {
  return markdown.split(/^(?=#{1,6} )/m).map((part) => part.trim());
}

function headingOf(part: string): string {
  return /^#{1,6} .*/.exec(part)?.[0] ?? '';
}

describe('What people make of the post-mortem stays when it is written again, in the sections of', async () => {
  const documents = await Promise.all(
    organisations.map(async (name) => {
      const { render } = await loadTemplates(join('templates', name));
      return { name, before: render('post-mortem', first), after: render('post-mortem', fullSample) };
    }),
  );

  it.each(documents)('$name: each section alone', ({ before, after }) => {
    const parts = partsOf(before);
    const later = partsOf(after);
    const isTitle = (part: string) => headingOf(part).startsWith('# ');
    for (const [index, part] of parts.entries()) {
      const edited = `${part}\n\nThe disk had been full since Monday.`;
      const versions = [
        { markdown: before, generated: true },
        { markdown: parts.with(index, edited).join('\n\n'), generated: false },
      ];
      const merged = mergePostMortem({ versions, regenerated: after });
      const kept = (one: string) => (isTitle(part) ? isTitle(one) : headingOf(one) === headingOf(part));
      expect(partsOf(merged)).toEqual(later.map((one) => (kept(one) ? edited : one)));
      const again = [...versions, { markdown: merged, generated: true }];
      expect(mergePostMortem({ versions: again, regenerated: after })).toBe(merged);
    }
    proves('A3');
  });

  it.each(documents)('$name: a section of their own behind each, and each taken out', ({ before, after }) => {
    const parts = partsOf(before);
    const later = partsOf(after);
    for (const [index, part] of parts.entries()) {
      const write = (markdown: string) =>
        mergePostMortem({
          versions: [
            { markdown: before, generated: true },
            { markdown, generated: false },
          ],
          regenerated: after,
        });
      const added = partsOf(write(parts.toSpliced(index + 1, 0, '## Luck\n\nA lot.').join('\n\n')));
      expect(added.filter((one) => one !== '## Luck\n\nA lot.')).toEqual(later);
      expect(added).toHaveLength(later.length + 1);
      const gone = partsOf(write(parts.toSpliced(index, 1).join('\n\n')));
      const isGone = (one: string) =>
        headingOf(part).startsWith('# ') ? headingOf(one).startsWith('# ') : headingOf(one) === headingOf(part);
      expect(gone).toEqual(later.filter((one) => !isGone(one)));
    }
    proves('A3');
  });
});
