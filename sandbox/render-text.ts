import { isObject, type Json } from './json.ts';
import { renderBlocks, renderText } from './render-blocks.ts';
import { renderMrkdwn, type Reader } from './render-mrkdwn.ts';
import type { View, Workspace } from './state/workspace.ts';

/** A message as a person of that time zone reads it: its blocks, else its text, and its files. */
export function renderMessage(
  workspace: Workspace,
  message: { text: string; blocks?: Json[]; fileIds?: string[] },
  tz = 'UTC',
): string {
  const reader: Reader = { workspace, tz };
  const files = workspace.files
    .filter((file) => message.fileIds?.includes(file.id))
    .map((file) => `[file: ${file.name}]`);
  const said =
    message.blocks && message.blocks.length > 0
      ? renderBlocks(message.blocks, reader)
      : renderMrkdwn(message.text, reader);
  return [said, ...files].filter((part) => part !== '').join('\n');
}

/** A modal or App Home as its person sees it: title, blocks with what was filled in, errors, buttons. */
export function renderView(workspace: Workspace, view: View, tz = 'UTC'): string {
  const reader: Reader = { workspace, tz };
  const { title, submit, close, blocks } = view.content;
  const bar = [
    isObject(close) ? `[${renderText(close, reader)}]` : '',
    isObject(submit) ? `[${renderText(submit, reader)}]` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const errors = Object.values(view.errors).map((error) => `! ${error}`);
  return [renderText(title, reader), renderBlocks(blocks, reader, view.values), ...errors, view.trouble ?? '', bar]
    .filter((part) => part !== '')
    .join('\n');
}
