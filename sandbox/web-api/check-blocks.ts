import { validateMessage, validateView, type Violation } from '../block-kit/validate.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { withIds } from '../state/view-state.ts';
import type { Workspace } from '../state/workspace.ts';
import { json, type Args } from './read-args.ts';
import { invalidArguments, SlackError } from './slack-error.ts';

/** The parts of a message argument list that Block Kit rules hold for. */
export type MessageContent = { text: string; blocks?: Json[]; metadata?: JsonObject };

/** Reads text, blocks and metadata of a call and refuses what Slack would refuse. */
export function readContent(workspace: Workspace, args: Args): MessageContent {
  const blocks = json(args, 'blocks', 'invalid_blocks_format');
  if (blocks !== undefined && !isList(blocks)) throw new SlackError('invalid_blocks_format');
  const metadata = json(args, 'metadata', 'invalid_metadata_format');
  if (metadata !== undefined && !isObject(metadata)) throw new SlackError('invalid_metadata_format');
  const content: MessageContent = { text: typeof args.text === 'string' ? args.text : '', blocks, metadata };
  // Without blocks a longer text is cut or refused by the method itself; Block Kit has no say in it.
  const [violation, ...others] = validateMessage({ ...content, text: content.text.slice(0, 40_000) });
  if (violation) throw refusal('invalid_blocks', [violation, ...others]);
  return { ...content, blocks: blocks && withIds(workspace, blocks) };
}

/** Reads the view of a call and refuses what Slack would refuse, links to strangers included. */
export function readView(workspace: Workspace, args: Args): JsonObject {
  const view = json(args, 'view', 'invalid_arguments');
  if (view === undefined) throw invalidArguments('missing required field: view');
  return checkView(workspace, view);
}

/** Refuses a view that Slack would refuse. */
export function checkView(workspace: Workspace, view: unknown): JsonObject {
  const violations = validateView(view);
  if (violations.length > 0) throw refusal('invalid_arguments', violations);
  if (!isObject(view)) throw invalidArguments('must be an object [json-pointer:/view]');
  if (workspace.revoked) throw new SlackError('account_inactive');
  return view;
}

function refusal(code: string, violations: Violation[]): SlackError {
  // A few rules have an error code of their own, written before a colon.
  const own = violations
    .map((violation) => /^([a-z]+(?:_[a-z]+)+): /.exec(violation.problem)?.[1])
    .find((found) => found !== undefined);
  const messages = violations.map((violation) => `[ERROR] ${violation.problem} [json-pointer:${violation.path}]`);
  return new SlackError(own ?? code, { errors: messages, response_metadata: { messages } });
}
