import { join } from 'node:path';
import { createWorkspace } from '../../sandbox/state/create-workspace.ts';
import { renderBlocks, renderText } from '../../sandbox/render-blocks.ts';
import { isObject, type Json, objectOf } from '../../sandbox/json.ts';
import { members } from '../support/policy.ts';
import { read } from '../support/flatten.ts';

const reader = {
  workspace: createWorkspace({ manifest: join(import.meta.dirname, '../../manifest.yaml') }),
  tz: 'UTC',
};
const names = {
  ana: 'Ana Ruiz',
  ben: 'Ben Okafor',
  cy: 'Cy Tan',
  dee: 'Dee Novak',
  gil: 'Gil Sato',
  lena: 'Lena Vogt',
  vic: 'Vic Stone',
};

/** A message, a form or a Home as a person in UTC reads it: what a phone previews, the blocks, the buttons in [brackets]. */
export function writeView(view: object): string {
  const shown: Json = JSON.parse(read(JSON.stringify(view)));
  const { title, text, blocks, submit, close } = objectOf(shown);
  const buttons = [close, submit].flatMap((one) => (isObject(one) ? [`[${renderText(one, reader)}]`] : []));
  return [
    isObject(title) ? `‹${renderText(title, reader)}›` : '',
    typeof text === 'string' ? `(preview: ${withNames(text)})` : '',
    withNames(renderBlocks(blocks, reader)),
    ...choicesIn(shown).map(withNames),
    buttons.join(' '),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

// What a press unfolds: the choices of a menu, what stands under a choice, and what a button asks before it acts.
function choicesIn(shown: Json | undefined): string[] {
  if (Array.isArray(shown)) return shown.flatMap(choicesIn);
  if (!isObject(shown)) return [];
  const { type, options, confirm } = shown;
  const choices = (Array.isArray(options) ? options : []).map(objectOf);
  const described = choices.some(({ description }) => isObject(description));
  const listed = choices.map(({ text, description }) =>
    [text, description].flatMap((one) => (isObject(one) ? [renderText(one, reader)] : [])).join(': '),
  );
  const menu = type === 'static_select' || described ? [`  ▾ ${listed.join(' | ')}`] : [];
  if (!isObject(confirm)) return [...menu, ...Object.values(shown).flatMap(choicesIn)];
  const [title = '', text = '', yes = '', no = ''] = ['title', 'text', 'confirm', 'deny'].map((key) =>
    renderText(objectOf(confirm[key]), reader),
  );
  const { confirm: _, ...rest } = shown;
  return [...menu, `  ‹${title}› ${text} [${no}] [${yes}]`, ...Object.values(rest).flatMap(choicesIn)];
}

function withNames(text: string): string {
  return Object.entries(names).reduce((said, [key, name]) => said.replaceAll(`@${key}`, `@${name}`), text);
}

/** Member id → name, as messages know them. */
export const knownNames: Record<string, string> = Object.fromEntries(
  Object.entries(members).map(([key, id]) => [
    id,
    Object.entries(names).find(([own]) => own === key)?.[1] ?? 'Gil Sato',
  ]),
);

/** One way in which something is said: when, and how it reads. */
export type Example = { when: string; view: object };

/** The text of a file under test/wording: each example below its heading. */
export function writeExamples(examples: readonly Example[]): string {
  return `${examples.map(({ when, view }) => `── ${when}\n${writeView(view)}`).join('\n\n')}\n`;
}
