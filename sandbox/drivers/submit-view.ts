import { bring, newTrigger, payloadOf, recordFailure, type Stage } from '../delivery/interact.ts';
import { isObject, objectOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { describeView } from '../state/describe.ts';
import { tellChange } from '../state/tell-change.ts';
import { isEmptyValue, setContent } from '../state/view-state.ts';
import type { User, View } from '../state/workspace.ts';
import { checkView } from '../web-api/check-blocks.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { pushed, stackOf } from '../web-api/views.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Submits a modal as a person: Slack's own checks first, then the app's answer is carried out. */
export async function submitView(stage: Stage, user: User, view: View): Promise<void> {
  const { workspace } = stage;
  view.errors = missing(view);
  view.trouble = null;
  tellChange(workspace, { what: 'views', user: user.id });
  if (Object.keys(view.errors).length > 0) return;
  const payload: JsonObject = {
    type: 'view_submission',
    ...payloadOf(workspace, user),
    trigger_id: newTrigger(workspace, user.id),
    view: describeView(workspace, view),
    response_urls: [],
  };
  const receipt = await bring(
    stage,
    user,
    { kind: 'interactive', payload },
    `submit ${textOf(objectOf(view.content.title).text)}`,
  );
  tellChange(workspace, { what: 'views', user: user.id });
  if (receipt.kind === 'failed') {
    view.trouble = TROUBLE;
    return;
  }
  try {
    carryOut(stage, user, view, objectOf(receipt.body));
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    view.trouble = TROUBLE;
    recordFailure(
      workspace,
      user,
      `submit ${textOf(objectOf(view.content.title).text)}`,
      `${error.message} ${JSON.stringify(error.extra)}`,
    );
  }
}

/** Closes a modal as a person, alone or with all below it; the app hears of it when it asked to. */
export async function closeView(stage: Stage, user: User, view: View, all = false): Promise<void> {
  const stack = stackOf(stage.workspace, user.id);
  const cleared = all || view.content.clear_on_close === true;
  const gone = cleared ? stack.splice(0) : stack.splice(stack.indexOf(view), 1);
  tellChange(stage.workspace, { what: 'views', user: user.id });
  for (const one of gone) {
    if (one.content.notify_on_close !== true) continue;
    const payload: JsonObject = {
      type: 'view_closed',
      ...payloadOf(stage.workspace, user),
      view: describeView(stage.workspace, one),
      is_cleared: cleared,
    };
    await bring(stage, user, { kind: 'interactive', payload }, 'close');
  }
}

function carryOut({ workspace }: Stage, user: User, view: View, answer: JsonObject): void {
  const stack = stackOf(workspace, user.id);
  switch (answer.response_action) {
    case undefined:
      // The app may have closed or replaced it meanwhile.
      if (stack.includes(view)) stack.splice(stack.indexOf(view), 1);
      return;
    case 'clear':
      stack.splice(0);
      return;
    case 'update':
      return setContent(workspace, view, checkView(workspace, answer.view));
    case 'push':
      stack.push(pushed(workspace, user.id, checkView(workspace, answer.view)));
      return;
    case 'errors':
      return showErrors(view, answer);
    default:
      throw new SlackError('invalid_response_action');
  }
}

function showErrors(view: View, answer: JsonObject): void {
  const errors = isObject(answer.errors) ? Object.entries(answer.errors) : [];
  const inputs = objectsOf(view.content.blocks)
    .filter((block) => block.type === 'input')
    .map((block) => textOf(block.block_id));
  const astray = errors.filter(
    ([block, error]) => !inputs.includes(block) || typeof error !== 'string' || error === '',
  );
  if (errors.length === 0 || astray.length > 0)
    throw new SlackError('invalid_errors', { blocks: astray.map(([block]) => block), inputs });
  view.errors = Object.fromEntries(errors.map(([block, error]) => [block, textOf(error)]));
}

function missing(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of objectsOf(view.content.blocks)) {
    if (block.type !== 'input') continue;
    const element = objectOf(block.element);
    const value = view.values[textOf(block.block_id)]?.[textOf(element.action_id)];
    const length = textOf(value?.value).length;
    if (isEmptyValue(value)) {
      if (block.optional !== true) errors[textOf(block.block_id)] = 'Please complete this required field.';
    } else if (typeof element.min_length === 'number' && length > 0 && length < element.min_length) {
      errors[textOf(block.block_id)] = `Please enter at least ${element.min_length} characters.`;
    }
  }
  return errors;
}
