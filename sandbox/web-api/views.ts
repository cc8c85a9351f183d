import { clockNow } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { describeView } from '../state/describe.ts';
import { newView, setContent } from '../state/view-state.ts';
import { tellChange } from '../state/tell-change.ts';
import type { View, Workspace } from '../state/workspace.ts';
import { readView } from './check-blocks.ts';
import type { MethodTable } from './method.ts';
import { required, text, type Args } from './read-args.ts';
import { invalidArguments, SlackError } from './slack-error.ts';

const TRIGGER_LASTS_MS = 3000;
const MAX_STACK = 3;

/** Modals and App Home. */
export const viewMethods: MethodTable = {
  'views.open': {
    takes: ['trigger_id', 'interactivity_pointer', 'view'],
    run: (workspace, args) => {
      const content = modalOf(workspace, args);
      const user = useTrigger(workspace, args);
      const stack = stackOf(workspace, user);
      refuseSameExternalId(workspace, content);
      if (stack.length >= MAX_STACK) throw new SlackError('push_limit_reached');
      return show(workspace, stack, newView(workspace, user, content));
    },
  },
  'views.push': {
    takes: ['trigger_id', 'interactivity_pointer', 'view'],
    run: (workspace, args) => {
      const content = modalOf(workspace, args);
      const user = useTrigger(workspace, args);
      return show(workspace, stackOf(workspace, user), pushed(workspace, user, content));
    },
  },
  'views.update': {
    takes: ['view_id', 'external_id', 'hash', 'view'],
    run: (workspace, args) => {
      const content = readView(workspace, args);
      const view = viewOf(workspace, args);
      const hash = text(args, 'hash');
      if (hash && hash !== view.hash) throw new SlackError('hash_conflict');
      if (content.type !== view.content.type) throw invalidArguments('a view keeps its type [json-pointer:/view/type]');
      setContent(workspace, view, content);
      tellChange(workspace, { what: 'views', user: view.user });
      return { view: describeView(workspace, view) };
    },
  },
  'views.publish': {
    takes: ['user_id', 'hash', 'view'],
    run: (workspace, args) => {
      const content = readView(workspace, args);
      if (content.type !== 'home')
        throw invalidArguments('only a home view can be published [json-pointer:/view/type]');
      if (!workspace.manifest.homeTab) throw new SlackError('not_enabled');
      const user = workspace.users.find((one) => one.id === required(args, 'user_id'));
      if (!user) throw new SlackError('user_not_found');
      const before = workspace.homes.get(user.id);
      const hash = text(args, 'hash');
      if (hash && before && hash !== before.hash) throw new SlackError('hash_conflict');
      const home = before ?? newView(workspace, user.id, content);
      if (before) setContent(workspace, before, content);
      workspace.homes.set(user.id, home);
      tellChange(workspace, { what: 'views', user: user.id });
      return { view: describeView(workspace, home) };
    },
  },
};

/** The modals that a person has on the screen, the top one last. */
export function stackOf(workspace: Workspace, user: string): View[] {
  const stack = workspace.modals.get(user) ?? [];
  workspace.modals.set(user, stack);
  return stack;
}

/** A view to be laid on top of a person's modals; a fourth one is refused. */
export function pushed(workspace: Workspace, user: string, content: JsonObject): View {
  const stack = stackOf(workspace, user);
  if (stack.length >= MAX_STACK) throw new SlackError('push_limit_reached');
  const top = stack.at(-1);
  if (!top) throw new SlackError('not_found');
  return newView(workspace, user, content, top);
}

function show(workspace: Workspace, stack: View[], view: View): JsonObject {
  stack.push(view);
  tellChange(workspace, { what: 'views', user: view.user });
  return { view: describeView(workspace, view) };
}

function modalOf(workspace: Workspace, args: Args): JsonObject {
  const content = readView(workspace, args);
  if (content.type !== 'modal') throw invalidArguments('only a modal can be opened [json-pointer:/view/type]');
  return content;
}

function useTrigger(workspace: Workspace, args: Args): string {
  const trigger = workspace.triggers.get(required(args, 'trigger_id'));
  if (!trigger) throw new SlackError('invalid_trigger_id');
  if (trigger.used) throw new SlackError('exchanged_trigger_id');
  if (clockNow().getTime() - trigger.created > TRIGGER_LASTS_MS) throw new SlackError('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
}

function viewOf(workspace: Workspace, args: Args): View {
  const [id, externalId] = [text(args, 'view_id'), text(args, 'external_id')];
  if (!id && !externalId) throw invalidArguments('missing required field: view_id or external_id');
  const views = [...[...workspace.modals.values()].flat(), ...workspace.homes.values()];
  const view = views.find((one) => (id ? one.id === id : one.content.external_id === externalId));
  if (!view) throw new SlackError('not_found');
  return view;
}

function refuseSameExternalId(workspace: Workspace, content: JsonObject): void {
  const taken = [...workspace.modals.values()]
    .flat()
    .some((view) => content.external_id && view.content.external_id === content.external_id);
  if (taken) throw new SlackError('duplicate_external_id');
}
