import { anyBlock } from './blocks.ts';
import { countText } from './count-text.ts';
import { isObject, list, type Report, shape, text } from './rule.ts';
import { checkSurface } from './surfaces.ts';

// Slack cuts longer texts off without a word; a sentence lost in an incident is a defect here.
const MAX_TEXT = 40_000;
// Not documented: Slack was seen to refuse somewhere between 12,000 and 13,300 characters.
const MAX_BLOCKS_TEXT = 12_000;

const messageText = text(MAX_TEXT, 0);
const messageBlocks = list(anyBlock, 50, 0);
const metadata = shape({
  event_type: text(255),
  event_payload: (value, path, report) => {
    if (!isObject(value)) report(path, 'must be an object');
  },
});

/** Checks text, blocks and metadata of a message; the method's other arguments are not its business. */
export function checkMessage(message: unknown, path: string, report: Report): void {
  if (!isObject(message)) return report(path, 'must be an object');
  if (message.text !== undefined) messageText(message.text, '/text', report);
  if (message.blocks !== undefined) checkBlocks(message.blocks, report);
  if (message.metadata !== undefined) metadata(message.metadata, '/metadata', report);
  if (!hasContent(message)) report('', 'no_text: needs text, blocks or attachments, but has none');
}

function checkBlocks(blocks: unknown, report: Report): void {
  messageBlocks(blocks, '/blocks', report);
  checkSurface(blocks, 'message', report);
  const length = countText(blocks);
  if (length > MAX_BLOCKS_TEXT) {
    report(
      '/blocks',
      `msg_blocks_too_long: the blocks hold ${length} characters of text together; at most ${MAX_BLOCKS_TEXT} are allowed`,
    );
  }
  const tables = Array.isArray(blocks) ? blocks.filter((block) => isObject(block) && block.type === 'table').length : 0;
  if (tables > 1) report('/blocks', `only_one_table_allowed: has ${tables} tables; a message takes 1`);
}

function hasContent(message: Record<string, unknown>): boolean {
  if (typeof message.text === 'string' && message.text !== '') return true;
  return [message.blocks, message.attachments].some((parts) => Array.isArray(parts) && parts.length > 0);
}
