import type { Workspace } from './workspace.ts';

/** What moved in the workspace, so that a screen need not look at everything to find it. */
export type Change =
  /** New, changed or removed; a reply also changes the first message of its thread. */
  | { what: 'message'; channel: string; ts: string }
  /** The same for what only this person sees. */
  | { what: 'ephemeral'; channel: string; user: string; ts: string }
  /** New, changed (name, topic, members, pins, bookmarks, what was read) or removed. */
  | { what: 'channel'; channel: string }
  /** The modals or the Home of this person. */
  | { what: 'views'; user: string };

/** Tells whoever watches what moved. */
export function tellChange(workspace: Workspace, change: Change): void {
  workspace.bus.emit('change', change);
}
