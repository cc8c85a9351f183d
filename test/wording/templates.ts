import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MessageData } from '../../src/domain/message-data.ts';
import { loadTemplates } from '../../src/policy/load-templates.ts';
import { bareMessage, fullMessage, messageVariables } from '../../src/policy/message-variables.ts';
import { bareSample, fullSample } from '../../src/policy/sample-data.ts';

/** The folders of templates that come with Muster. */
export const templateFolders = readdirSync(resolve('templates'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

// An update with news, and an incident whose data is safe: the other branches are in the sample as it is.
const news: MessageData = { ...fullMessage, no_change: false, exposure: false, drill: false, private: false };

/** Every template of a folder with everything that can be known, and with next to nothing. */
export async function writeTemplates(folder: string): Promise<string> {
  const templates = await loadTemplates(join('templates', folder));
  const messages = templates.names.flatMap((name) => [
    `── ${name}, with everything\n${templates.renderMessage(name, news)}`,
    ...(name === 'update' ? [`── update, nothing has changed\n${templates.renderMessage(name, fullMessage)}`] : []),
    `── ${name}, with next to nothing\n${templates.renderMessage(name, bareMessage)}`,
  ]);
  const written = [fullSample, bareSample].map((sample) => templates.render('post-mortem', sample).trimEnd());
  const own = readdirSync(join('templates', folder)).includes('post-mortem.md');
  const [full = '', bare = ''] = written;
  const document = own
    ? [`── post-mortem, with everything\n${full}`, `── post-mortem, with next to nothing\n${bare}`]
    : [];
  return `${[...messages, ...document].join('\n\n')}\n`;
}

/** templates/README.md: which templates there are, and what can stand in them. */
export async function writeReadme(): Promise<string> {
  const folders = await Promise.all(
    templateFolders.map(async (folder) => {
      const { names } = await loadTemplates(join('templates', folder));
      const own = readdirSync(join('templates', folder)).includes('post-mortem.md') ? ['post-mortem', ...names] : names;
      return `| ${folder} | ${own.map((name) => `\`${name}\``).join(', ')} |`;
    }),
  );
  const variables = Object.entries(messageVariables).map(([name, told]) => `| \`${name}\` | ${told} |`);
  const samples = variablesIn(fullSample, '').map((name) => `\`${name}\``);
  return `${readmeHead}
| folder | templates |
| --- | --- |
${folders.join('\n')}

## Variables of messages

The same in every message, \`alert\`, \`update\`, \`resolved\`, \`opening\` and the texts for outside. In Slack, times are on each
reader's own clock and text is escaped already; in a text for outside, times are UTC (\`2026-11-21 03:01 UTC\`) and text is plain.
Null values print nothing: \`{{ impact | default: "not known yet" }}\`.

| variable | what it holds |
| --- | --- |
${variables.join('\n')}

## Variables of the post-mortem

Markdown already; times are in the policy's zone. \`[]\` marks the fields of a list's items.

${samples.join(', ')}.
`;
}

function variablesIn(value: object, before: string): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = `${before}${key}`;
    if (Array.isArray(inner)) {
      const [first]: unknown[] = inner;
      return first !== null && typeof first === 'object' ? variablesIn(first, `${name}[].`) : [`${name}[]`];
    }
    return inner !== null && typeof inner === 'object' ? variablesIn(inner, `${name}.`) : [name];
  });
}

const readmeHead = `<!--
Written by test/wording/templates.ts: npx vitest run test/wording -u

For the policies, what the texts for outside are made for (policy: outside). Entries of one name supersede each other.
  seiketsu-ai  E-mail to customers: customer-email, when resolved, P0 P1
  ai-secretary Notice to customers: customer-notice, when declared, P0 P1
  kaizen-ai    Status page: status-page-investigating when declared, status-page-identified when identified,
               status-page-resolved when resolved, P0 P1; E-mail to stakeholders: stakeholder-email, when declared, and
               again when resolved, P0 P1
  seekapa      none
  aka          Status page: status-page-investigating when investigating, status-page-identified when identified,
               status-page-monitoring when monitoring, status-page-resolved when resolved, P0 P1;
               E-mail to customers: customer-email, when resolved, P0 P1
Where the document names no severities (seiketsu-ai, ai-secretary, the status pages of kaizen-ai, the e-mail of aka), P0 P1 is ours.
-->

# Templates

A folder \`templates/<name>\` belongs to the runbook folder \`runbooks/<name>\`. Templates are [LiquidJS](https://liquidjs.com), one file
each. A name that does not exist refuses the start, with the file, the line and the names that exist; \`muster policy check\` says the same.

| file | what it is |
| --- | --- |
| \`post-mortem.md\` | The draft of the post-mortem, in Markdown. Without it, that of \`generic\` |
| \`alert.md\` | The first notice: below the facts of the headline and of the announcement until the first update |
| \`update.md\` | A numbered update |
| \`resolved.md\` | What the resolution says of cause, fix and customers |
| \`opening.md\` | Posted and pinned in the channel when it opens |
| any other name | A text for people outside that the policy names under \`outside\`: somebody copies and sends it, Muster does not |

Messages are Slack's own markup (\`*bold*\`, \`• item\`), texts for outside are plain. Whatever a folder lacks looks as Muster makes it. Who
said it, when, and DRILL stand above each message; do not repeat them. What is too long for Slack is cut with "…"; the record has all of it.
`;
