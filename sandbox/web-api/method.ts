import type { JsonObject } from '../json.ts';
import type { Workspace } from '../state/workspace.ts';
import type { Args } from './read-args.ts';

/** One method of the Web API: the arguments it takes and what it does; errors are thrown as `SlackError`. */
export type Method = { takes: string[]; run: (workspace: Workspace, args: Args) => JsonObject; token?: 'app' };
/** Methods by their names. */
export type MethodTable = Record<string, Method>;
