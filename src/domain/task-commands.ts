import type { Task } from './task-schema.ts';

/** What can be asked of what is to do. */
export type TaskCommand =
  /** `actionKind`: a word for one of the policy's kinds of action items. */
  | {
      type: 'addTask';
      by: string;
      kind: Task['kind'];
      text: string;
      owner: string | null;
      due: Date | null;
      actionKind?: string | null;
    }
  /** `task` is its id: T1, A1. Only what is in `to` changes. */
  | { type: 'changeTask'; by: string; task: string; to: Partial<Pick<Task, 'owner' | 'due' | 'actionKind'>> }
  /** Somebody begins with it, or does not after all. */
  | { type: 'startTask'; by: string; task: string; started: boolean }
  | { type: 'tickTask'; by: string; task: string; done: boolean };
