import { isList, objectOf, textOf, textsOf, type Json } from '../json.ts';
import type { View, Workspace } from '../state/workspace.ts';
import type { Call } from '../web-api/serve-call.ts';
import { stackOf } from '../web-api/views.ts';
import type { LiveCall, LiveView } from './protocol.ts';

/** The modals on a person's screen, lowest first. */
export function liveModals(workspace: Workspace, user: string): LiveView[] {
  return stackOf(workspace, user).map((view) => liveView(view, 'modal'));
}

/** The app's Home as it is published for a person. */
export function liveHome({ homes }: Workspace, user: string): LiveView | null {
  const home = homes.get(user);
  return home ? liveView(home, 'home') : null;
}

function liveView(view: View, type: LiveView['type']): LiveView {
  const { title, submit, close, blocks } = view.content;
  const shown: Json[] = isList(blocks) ? blocks : [];
  const rest = { values: view.values, errors: view.errors, trouble: view.trouble };
  return {
    id: view.id,
    type,
    title: title ?? null,
    submit: submit ?? null,
    close: close ?? null,
    blocks: shown,
    ...rest,
  };
}

/** A call of the Web API as the log shows it. */
export function liveCall(id: number, call: Call): LiveCall {
  const answer = objectOf(call.answer);
  const faults = textsOf(objectOf(answer.response_metadata).messages);
  const fault = call.fault?.kind ?? 'no answer';
  return {
    id,
    at: call.at.toISOString(),
    method: call.method,
    answer: call.isRunning ? null : call.answer === null ? fault : answer.ok === true ? 'ok' : textOf(answer.error),
    ms: call.ms,
    violation: answer.ok === false && faults.length > 0 ? faults.join('\n') : null,
    args: call.args,
  };
}
