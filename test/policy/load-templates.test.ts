import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadTemplates } from '../../src/policy/load-templates.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { bareSample, fullSample } from '../../src/policy/sample-data.ts';
import { writeFolder } from './write-folder.ts';

/** What is wrong with a template, without the folder that it was written into. */
async function problemsOf(template: string): Promise<string[]> {
  const { folder, remove } = await writeFolder({ 'x/post-mortem.md': template });
  try {
    await loadTemplates(`${folder}/x`);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll(`${resolve(folder)}/`, ''));
  } finally {
    await remove();
  }
}

describe('the generic templates', () => {
  it('leave no tag, no double empty line and no empty value', async () => {
    const templates = await loadTemplates('templates/generic');
    for (const sample of [fullSample, bareSample]) {
      const text = templates.render('post-mortem', sample);
      expect(text).not.toMatch(/\{\{|\{%|\n\n\n|undefined|null|: *\n/);
      expect(text.match(/^## .+/gm)).toEqual([
        '## Summary',
        '## Moments and durations',
        '## Roles',
        '## Timeline',
        '## Updates',
        ...(sample.problems.length > 0 ? ['## Runbooks used'] : []),
        '## What went well',
        '## What did not go well',
        '## Open questions',
        '## Action items',
        ...(sample.checklists.length > 0 ? ['## Checklists'] : []),
        ...(sample.outside.length > 0 ? ['## Told to people outside'] : []),
        ...(sample.review.agenda.length > 0 ? ['## Review meeting'] : []),
      ]);
    }
  });

  it('stand in for what a folder leaves out, also when there is no such folder', async () => {
    const templates = await loadTemplates('templates/nobody');
    expect(templates.render('post-mortem', bareSample)).toContain('# INC-42: Checkout returns 500');
  });
});

describe("a team's own template", () => {
  it('takes the place of the generic one', async () => {
    const { folder, remove } = await writeFolder({
      'acme/post-mortem.md': '# Ours: {{ incident.name }}\n{% for m in measures %}{{ m.short }} {% endfor %}',
    });
    const templates = await loadTemplates(`${folder}/acme`);
    expect(templates.render('post-mortem', fullSample)).toBe('# Ours: INC-42\nTTD\n');
    await remove();
  });

  it.each<[string, string, string]>([
    [
      'a variable that does not exist',
      'a\n{{ incidnt }}',
      'x/post-mortem.md:2: incidnt does not exist. Did you mean incident?',
    ],
    [
      'a field that does not exist',
      '{{ incident.titel }}',
      'x/post-mortem.md:1: incident.titel does not exist. Did you mean incident.title?',
    ],
    [
      'a field of a loop',
      '{% for entry in timeline %}\n\n{{ entry.txt }}{% endfor %}',
      'x/post-mortem.md:3: entry.txt does not exist. Did you mean text?',
    ],
    [
      'a name in a branch that the samples do not take',
      '{% if incident.name == "x" %}\n{{ sumary.what }}{% endif %}',
      'x/post-mortem.md:2: sumary.what does not exist. Did you mean summary.what?',
    ],
    [
      'a filter that does not exist',
      '{{ incident.name | upcas }}',
      'x/post-mortem.md:1: upcas is not a filter. Did you mean upcase?',
    ],
    [
      'a tag that does not exist',
      '\n{% iff incident.name %}',
      'x/post-mortem.md:2: iff is not a tag. Did you mean if?',
    ],
    [
      'a tag that is not closed',
      '{% if incident.name %}x',
      'x/post-mortem.md:1: tag {% if incident.name %} not closed. Check the braces and quotes of this tag.',
    ],
    [
      'braces that are not closed',
      'a\n{{ incident.name',
      'x/post-mortem.md:2: output "{{ incident.name" not closed. Check the braces and quotes of this tag.',
    ],
    [
      'another file',
      "{% include 'secrets' %}",
      'x/post-mortem.md:1: a template cannot read other files. Write the text here instead.',
    ],
    [
      'a loop without an end',
      '{% for i in (1..999999999) %}{{ i }}{% endfor %}',
      'x/post-mortem.md:1: it takes too long or grows too large. Look for a loop that has no end.',
    ],
  ])('is refused for %s', async (_, template, line) => {
    expect(await problemsOf(template)).toEqual([line]);
  });

  it('names the variables that exist when none is near', async () => {
    const [line] = await problemsOf('{{ weather }}');
    expect(line).toMatch(
      /^x\/post-mortem\.md:1: weather does not exist\. There are: organisation, timezone, incident\.name, incident\.title, .*updates, open_questions, .*actions, action_kinds, checklists\.$/,
    );
  });

  it('names every unknown name at once', async () => {
    expect(await problemsOf('{{ incidnt }}\n{{ sumary }}')).toHaveLength(2);
  });

  it('runs no code of what people wrote', async () => {
    const { folder, remove } = await writeFolder({ 'acme/post-mortem.md': '{{ incident.title }}' });
    const templates = await loadTemplates(`${folder}/acme`);
    const title = '{{ organisation }}{% include "x" %}';
    expect(templates.render('post-mortem', { ...fullSample, incident: { ...fullSample.incident, title } })).toBe(
      `${title}\n`,
    );
    await remove();
  });

  it('may be as long as the generic one', async () => {
    expect(await problemsOf(await readFile('templates/generic/post-mortem.md', 'utf8'))).toEqual([]);
  });
});
