import { describe, expect, it } from 'vitest';
import { mergePostMortem } from '../../src/domain/merge-post-mortem.ts';
import { proves } from '../promises/proves.ts';

const first = '# INC-42\n\nIntro 1\n\n## Timeline\n\nline 1\n\n## Causes\n\nWhy?\n';
const second = '# INC-42\n\nIntro 2\n\n## Timeline\n\nline 1\nline 2\n\n## Causes\n\nWhy?\n';

const ours = (markdown: string) => ({ markdown, generated: true });
const theirs = (markdown: string) => ({ markdown, generated: false });

describe('writing a post-mortem again', () => {
  it.each([
    ['with no version before it, is as it was written', [], second],
    ['with nothing edited, is as it was written', [ours(first)], second],
    [
      'keeps a section that people changed, and renews the others',
      [ours(first), theirs(first.replace('Why?', 'The disk.'))],
      second.replace('Why?', 'The disk.'),
    ],
    [
      'keeps it through every later version',
      [
        ours(first),
        theirs(first.replace('Why?', 'The disk.')),
        ours(second.replace('Why?', 'The disk.')),
        ours(second.replace('Why?', 'The disk.')),
      ],
      second.replace('Why?', 'The disk.'),
    ],
    [
      'renews the sections around it also in later versions',
      [
        ours(first),
        theirs(first.replace('Why?', 'The disk.')),
        ours(first.replace('Why?', 'The disk.').replace('Intro 1', 'Intro 1b')),
      ],
      second.replace('Why?', 'The disk.'),
    ],
    [
      'keeps a section that people added, where they put it',
      [ours(first), theirs(first.replace('## Causes', '## Luck\n\nA lot.\n\n## Causes'))],
      second.replace('## Causes', '## Luck\n\nA lot.\n\n## Causes'),
    ],
    [
      'keeps what people put at the end',
      [ours(first), theirs(`${first}\n## Luck\n\nA lot.\n`)],
      `${second}\n## Luck\n\nA lot.\n`,
    ],
    [
      'leaves out a section that people took out',
      [ours(first), theirs(first.replace('\n## Causes\n\nWhy?\n', ''))],
      second.replace('\n## Causes\n\nWhy?\n', ''),
    ],
    [
      'keeps the order that people chose',
      [ours(first), theirs('# INC-42\n\nIntro 1\n\n## Causes\n\nWhy?\n\n## Timeline\n\nline 1\n')],
      '# INC-42\n\nIntro 2\n\n## Causes\n\nWhy?\n\n## Timeline\n\nline 1\nline 2\n',
    ],
    [
      'treats a renamed section as theirs and does not add the old one',
      [ours(first), theirs(first.replace('## Causes', '## Cause'))],
      second.replace('## Causes', '## Cause'),
    ],
    [
      'renews a section whose edit was taken back',
      [ours(first), theirs(first.replace('line 1', 'mine')), theirs(first)],
      second,
    ],
    [
      'renews what an edited copy of an older version did not change',
      [ours(first), ours(second), theirs(first.replace('Why?', 'The disk.'))],
      second.replace('Why?', 'The disk.'),
    ],
    [
      'does not mind line ends, byte order marks and trailing spaces',
      [ours(first), theirs(`\uFEFF${first.replaceAll('\n', '  \r\n')}`)],
      second,
    ],
    [
      'takes no heading in a code block for one',
      [ours(first), theirs(first.replace('Why?', '```\n# not a heading\n## Timeline\n```'))],
      second.replace('Why?', '```\n# not a heading\n## Timeline\n```'),
    ],
    ['keeps text before the first heading', [ours(first), theirs(`Read me.\n\n${first}`)], `Read me.\n\n${second}`],
    [
      'keeps each of two sections of one name',
      [ours(first), theirs(`${first}\n## Causes\n\nAnother.\n`)],
      `${second}\n## Causes\n\nAnother.\n`,
    ],
    [
      'keeps a document that people wrote from nothing, and adds the rest',
      [theirs('# Ours\n\nText\n')],
      '# INC-42\n\nIntro 2\n\n## Timeline\n\nline 1\nline 2\n\n## Causes\n\nWhy?\n\n# Ours\n\nText\n',
    ],
  ])('%s', (_, versions, merged) => {
    expect(mergePostMortem({ versions, regenerated: second })).toBe(merged);
    proves('A3');
  });

  it('adds a section that is new, behind the one that it follows', () => {
    const regenerated = second.replace('## Causes', '## Updates\n\nnone\n\n## Causes');
    const edited = first.replace('Intro 1', 'Ours');
    expect(mergePostMortem({ versions: [ours(first), theirs(edited)], regenerated })).toBe(
      regenerated.replace('Intro 2', 'Ours'),
    );
  });

  it('drops a section that nobody edited once it is written no more', () => {
    const regenerated = second.replace('\n## Causes\n\nWhy?\n', '');
    expect(mergePostMortem({ versions: [ours(first)], regenerated })).toBe(regenerated);
  });

  it('keeps what people wrote below the title when the title is corrected, without a second title', () => {
    const regenerated = second.replace('# INC-42', '# INC-42: corrected');
    const edited = first.replace('Intro 1', 'Ours');
    const merged = mergePostMortem({ versions: [ours(first), theirs(edited)], regenerated });
    expect(merged).toBe(second.replace('Intro 2', 'Ours'));
    const again = mergePostMortem({
      versions: [ours(first), theirs(edited), ours(merged)],
      regenerated: regenerated.replace('corrected', 'corrected twice'),
    });
    expect(again).toBe(merged);
  });

  it('has the corrected title where nobody touched what is below it, also behind a title that people gave it', () => {
    const regenerated = second.replace('# INC-42', '# INC-42: corrected');
    const edited = first.replace('Why?', 'The disk.');
    const merged = mergePostMortem({ versions: [ours(first), theirs(edited)], regenerated });
    expect(merged).toBe(regenerated.replace('Why?', 'The disk.'));
    const named = first.replace('# INC-42', '# The night of the disk');
    const once = mergePostMortem({ versions: [ours(first), theirs(named)], regenerated });
    expect(once).toBe(second.replace('# INC-42', '# The night of the disk').replace('Intro 2', 'Intro 1'));
    const twice = mergePostMortem({ versions: [ours(first), theirs(named), ours(once)], regenerated });
    expect(twice).toBe(once);
  });

  it('changes nothing when it is done twice', () => {
    const versions = [
      ours(first),
      theirs(first.replace('Why?', 'The disk.').replace('## Timeline', '## Luck\n\n## Timeline')),
    ];
    const once = mergePostMortem({ versions, regenerated: second });
    expect(mergePostMortem({ versions: [...versions, ours(once)], regenerated: second })).toBe(once);
  });
});
