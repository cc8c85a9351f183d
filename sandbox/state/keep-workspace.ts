import type { Workspace } from './workspace.ts';

const lists = ['users', 'userGroups', 'channels', 'ephemerals', 'files'] as const;
const maps = ['modals', 'homes', 'lastRead', 'unanswered'] as const;

/** What is kept of a workspace when the program ends: all but the links and permissions of the last minutes. */
export type KeptWorkspace = Pick<Workspace, (typeof lists)[number] | 'counter'> & {
  [name in (typeof maps)[number]]: Workspace[name] extends Map<infer Key, infer Value> ? [Key, Value][] : never;
};

/** What is to be kept, as it can be written as JSON; it shares its parts with the workspace. */
export function keepWorkspace(workspace: Workspace): KeptWorkspace {
  const { users, userGroups, channels, ephemerals, files, counter } = workspace;
  return {
    users,
    userGroups,
    channels,
    ephemerals,
    files,
    counter,
    modals: [...workspace.modals],
    homes: [...workspace.homes],
    lastRead: [...workspace.lastRead],
    unanswered: [...workspace.unanswered],
  };
}

/** Puts what was kept into a new workspace, in place of what it began with. */
export function restoreWorkspace(workspace: Workspace, kept: KeptWorkspace): void {
  const { users, userGroups, channels, ephemerals, files, counter } = kept;
  Object.assign(workspace, { users, userGroups, channels, ephemerals, files, counter });
  workspace.modals = new Map(kept.modals);
  workspace.homes = new Map(kept.homes);
  workspace.lastRead = new Map(kept.lastRead);
  workspace.unanswered = new Map(kept.unanswered);
}
