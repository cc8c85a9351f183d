import { describe, expect, it } from 'vitest';
import { loadProblems } from '../../src/policy/load-problems.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { writeFolder } from './write-folder.ts';

const whole = `# High API latency

Affects: api, database
Type: application
Also called: slow, timeouts

## Symptoms

- Pages are **slow**.

## Checks

1. Look at \`pods <all>\`
   of [Grafana](https://grafana.example.com).

   \`\`\`bash
   kubectl top pods \\
     -n prod
   \`\`\`

2. Ask around.

## Fixes

1. Restart it.

## Links

- [Status](https://status.example.com)
`;

async function faultsOf(files: Record<string, string>): Promise<string[]> {
  const { folder, remove } = await writeFolder(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`x/problems/${name}`, text])),
  );
  try {
    await loadProblems(`${folder}/x`);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.problems.map(({ file, line, text }) => `${file.split('/').at(-1)}:${line ?? '-'} ${text}`);
  } finally {
    await remove();
  }
}

const faults = (text: string) => faultsOf({ 'slow.md': text });
const body = '## Symptoms\n\n- Slow\n\n## Fixes\n\n1. Restart it.\n';

describe('A problem runbook', () => {
  it('is read with its steps, their code as it is written, and nothing lost', async () => {
    const { folder, remove } = await writeFolder({ 'x/problems/slow.md': `\uFEFF${whole.replaceAll('\n', '\r\n')}` });
    const problems = await loadProblems(`${folder}/x`);
    await remove();
    expect(problems).toEqual([
      {
        slug: 'slow',
        title: 'High API latency',
        affects: ['api', 'database'],
        types: ['application'],
        alsoCalled: ['slow', 'timeouts'],
        symptoms: ['Pages are slow.'],
        checks: [
          {
            id: 'c1',
            text: 'Look at `pods <all>` of Grafana (https://grafana.example.com).',
            code: [{ language: 'bash', text: 'kubectl top pods \\\n  -n prod' }],
          },
          { id: 'c2', text: 'Ask around.', code: [] },
        ],
        fixes: [{ id: 'f1', text: 'Restart it.', code: [] }],
        afterwards: [],
        links: [{ title: 'Status', url: 'https://status.example.com' }],
      },
    ]);
  });

  it('need not be there at all: a folder has its own problems or none', async () => {
    expect(await loadProblems('test/support/runbooks/berlin')).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['no title', body, ['1 the file begins with its title: # High error rate']],
    [
      'a title that is empty',
      `#\n\n${body}`,
      ['1 the title is empty. Write what people would call it: # High error rate'],
    ],
    [
      'a title that is too long',
      `# ${'x'.repeat(101)}\n\n${body}`,
      ['1 the title has 101 characters; 100 fit. Say it shorter.'],
    ],
    [
      'two titles',
      `# One\n\n# Two\n\n${body}`,
      ['3 there is a second title. A file has one problem; write the other one into a file of its own.'],
    ],
    [
      'words between the title and the parts',
      `# One\n\nAffects: api\nThis is bad.\n\n${body}`,
      [
        '4 “This is bad.” cannot be read here. Between the title and the first part stand only lines such as “Affects: api, database”, “Type: database” and “Also called: oom, out of memory”.',
      ],
    ],
    [
      'a list before the parts',
      `# One\n\n- api\n\n${body}`,
      [
        '3 this stands before the first part. Put it under ## Symptoms, ## Checks, ## Fixes, ## Afterwards or ## Links.',
      ],
    ],
    [
      'a part that is spelt wrong',
      `# One\n\n${body}\n## Cheks\n\n1. x\n`,
      ['11 ## Cheks is no part of a problem. Did you mean Checks?'],
    ],
    [
      'a part that does not exist',
      `# One\n\n${body}\n## Background\n\nlong story\n`,
      ['11 ## Background is no part of a problem. The parts: Symptoms, Checks, Fixes, Afterwards, Links.'],
    ],
    [
      'a part that is there twice',
      `# One\n\n${body}\n## Fixes\n\n1. x\n`,
      ['11 ## Fixes is there twice. Put its lines under the first one.'],
    ],
    [
      'no symptoms',
      '# One\n\n## Fixes\n\n1. Restart it.\n',
      ['- there is no ## Symptoms. List what people see when they have this problem; it is found by that.'],
    ],
    [
      'an empty list of symptoms',
      '# One\n\n## Symptoms\n\n## Fixes\n\n1. Restart it.\n',
      ['3 there is no symptom. List what people see: - Pages answer 500'],
    ],
    [
      'a symptom with a command',
      '# One\n\n## Symptoms\n\n- Slow\n\n  ```\n  top\n  ```\n\n## Fixes\n\n1. Restart it.\n',
      ['5 a symptom is one sentence. Put commands under ## Checks.'],
    ],
    [
      'nothing to do',
      '# One\n\n## Symptoms\n\n- Slow\n',
      ['- there is nothing to do in it. Write ## Checks or ## Fixes with numbered steps.'],
    ],
    [
      'steps that are a paragraph',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\nRestart it.\n',
      ['9 this is no list. Write each step as a line of its own: 1. …'],
    ],
    [
      'code that belongs to no step',
      `# One\n\n${body}\n\`\`\`\ntop\n\`\`\`\n`,
      [
        '11 this code belongs to no step. Indent it as far as the sentence of its step: three spaces below 1., four below 10.',
      ],
    ],
    [
      'a step without a sentence',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n2. ```\n   top\n   ```\n',
      ['10 the step has no sentence. Say what it is for, then the command below it.'],
    ],
    [
      'a list inside a step',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One:\n   - a\n   - b\n',
      ['9 there is a list inside the step. Make each line of it a step.'],
    ],
    [
      'a second paragraph in a step',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   More.\n',
      ['9 a step is one sentence with code below it. Make the rest a step of its own.'],
    ],
    [
      'words in angle brackets outside of code',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. Delete <pod-name> now.\n',
      ['9 <pod-name> would be lost as HTML; write it in backticks.'],
    ],
    [
      'a picture',
      '# One\n\n## Symptoms\n\n- ![slow](x.png)\n\n## Fixes\n\n1. One.\n',
      ['5 a picture cannot be shown in Slack. Link to it under ## Links.'],
    ],
    [
      'a command that is too long to be copied whole',
      `# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   \`\`\`\n   ${'<'.repeat(700)}\n   \`\`\`\n`,
      ['9 the step takes 2814 characters in Slack; 2700 fit. Make it two steps.'],
    ],
    [
      'backticks that would end the code in Slack',
      '# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n1. One.\n\n   ~~~\n   echo ```\n   ~~~\n',
      ['9 the code has three backticks in it, which end a block of code in Slack.'],
    ],
    [
      'more steps than anybody works through',
      `# One\n\n## Symptoms\n\n- Slow\n\n## Fixes\n\n${'1. One.\n'.repeat(21)}`,
      ['9 there are 21 steps; 20 are the most. Split the problem into two files.'],
    ],
    [
      'a link that is none',
      `# One\n\n${body}\n## Links\n\n- [Status](status.example.com)\n- https://status.example.com\n`,
      [
        '13 a link is written - [Title](https://…), with nothing else in its line.',
        '14 a link is written - [Title](https://…), with nothing else in its line.',
      ],
    ],
  ])('with %s is refused with file, line and what to write', async (_, text, expected) => {
    expect(await faults(text)).toEqual(expected.map((line) => `slow.md:${line}`));
  });

  it('is refused together with all others that need mending', async () => {
    expect(await faultsOf({ 'A b.md': `# One\n\n${body}`, 'c.md': `# one\n\n${body}`, 'd.md': '' })).toEqual([
      'A b.md:- the file name has at most 60 of a-z and 0-9, with hyphens between words: high-error-rate.md',
      'd.md:1 the file begins with its title: # High error rate',
      'd.md:- there is no ## Symptoms. List what people see when they have this problem; it is found by that.',
      'd.md:- there is nothing to do in it. Write ## Checks or ## Fixes with numbered steps.',
      expect.stringMatching(
        /^c\.md:1 “one” is the title of .*A b\.md too\. Nobody could tell them apart: name one anew\.$/,
      ),
    ]);
  });
});
