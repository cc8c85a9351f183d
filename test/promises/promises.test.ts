import { describe, expect, it } from 'vitest';
import { proves } from './proves.ts';
import { sentences } from './sentences.ts';
import { writePromises } from './write-promises.ts';

describe('the page of promises', () => {
  const [first] = sentences;

  it('marks a sentence as proved by the tests that passed, and names it when there are none', () => {
    const id = first?.id ?? '';
    const { markdown, unproved } = writePromises([{ id, test: 'a story > ends well', file: 'test/stories/a.test.ts' }]);
    expect(markdown).toContain(`- ✓ **${id}**`);
    expect(markdown).toContain('`test/stories/a.test.ts` a story > ends well');
    expect(unproved).not.toContain(id);
    expect(writePromises([]).unproved).toContain(id);
    expect(writePromises([]).unproved).not.toContain(sentences.find(({ later }) => later !== undefined)?.id);
  });

  it('takes no proof of a sentence that does not exist', () => {
    expect(() => proves('P99.9')).toThrow('No sentence of test/promises has the id P99.9');
  });

  it('has each id once', () => {
    const ids = sentences.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
