import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answers } from './answers.ts';
import { forms } from './forms.ts';
import { homes } from './homes.ts';
import { writeFieldErrors, writeSettings, writeShell, writeShortAnswers } from './lines.ts';
import { messages } from './messages.ts';
import { dutyMessages, reviewMessages } from './own-rounds.ts';
import { ownTroubles } from './own-troubles.ts';
import { writeApiRefusals, writeRefusals } from './refusals.ts';
import { templateFolders, writeReadme, writeTemplates } from './templates.ts';
import { writeExamples } from './write-view.ts';

const own = { ownTrouble: ownTroubles, ownDuty: dutyMessages, ownReview: reviewMessages };
const kinds = { messages: { ...messages, ...own }, forms, answers, homes };
const folder = join(import.meta.dirname, 'texts');

// `npx vitest run test/wording -u` writes the texts again; what changed is read in the diff.
describe.each(Object.entries(kinds))('%s', (kind, all) => {
  it.each(Object.entries(all))('read as they are written out: %s', async (name, examples) => {
    await expect(writeExamples(examples)).toMatchFileSnapshot(`texts/${kind}/${name}.txt`);
  });

  it('leave no text behind that nothing says any more', () => {
    const written = readdirSync(join(folder, kind)).map((file) => file.replace(/\.txt$/, ''));
    expect(written.sort()).toEqual(Object.keys(all).sort());
  });
});

describe('answers', () => {
  it('has an example of every view that only the person who asks reads', () => {
    const views = readdirSync(join(import.meta.dirname, '../../src/slack/views/ephemeral')).map((file) =>
      file.replace(/\.ts$/, ''),
    );
    const parts = ['escape-sentence', 'sentence', 'written'];
    expect(views.filter((view) => !parts.includes(view) && answers[view] === undefined)).toEqual([]);
  });
});

describe('templates', () => {
  it.each(templateFolders)('read as they are written out: %s', async (name) => {
    await expect(await writeTemplates(name)).toMatchFileSnapshot(`texts/templates/${name}.txt`);
  });

  it('leave no text behind of a folder that is gone', () => {
    expect(
      readdirSync(join(folder, 'templates'))
        .map((file) => file.replace(/\.txt$/, ''))
        .sort(),
    ).toEqual(templateFolders);
  });

  it('are described in their README', async () => {
    await expect(await writeReadme()).toMatchFileSnapshot('../../templates/README.md');
  });
});

describe('what is written in the source', () => {
  it('reads as it is written out: refusals', async () => {
    await expect(writeRefusals()).toMatchFileSnapshot('texts/refusals.txt');
  });

  it('reads as it is written out: refusals of the HTTP API', async () => {
    await expect(writeApiRefusals()).toMatchFileSnapshot('texts/api.txt');
  });

  it('reads as it is written out: answers of one sentence', async () => {
    await expect(writeShortAnswers()).toMatchFileSnapshot('texts/short-answers.txt');
  });

  it('reads as it is written out: what stands beside a field', async () => {
    await expect(writeFieldErrors()).toMatchFileSnapshot('texts/field-errors.txt');
  });

  it('reads as it is written out: settings that are wrong', async () => {
    await expect(writeSettings()).toMatchFileSnapshot('texts/settings.txt');
  });

  it('reads as it is written out: the lines of the shell', async () => {
    await expect(await writeShell()).toMatchFileSnapshot('texts/shell.txt');
  });
});
