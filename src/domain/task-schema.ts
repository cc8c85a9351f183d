import { z } from 'zod';

const when = z.coerce.date();

/** Something to do, with or without an owner and a time. */
export const taskSchema = z.object({
  /** `T1` is to do now, `A1` (an action item) after the response; numbered per incident, each kind for itself. */
  id: z.string(),
  kind: z.enum(['task', 'action']),
  text: z.string(),
  owner: z.string().nullable(),
  due: when.nullable(),
  by: z.string(),
  at: when,
  doneBy: z.string().nullable(),
  doneAt: when.nullable(),
  /** Since when somebody works on it; `took`: it had no owner, so it went to who began. */
  started: z.object({ by: z.string(), at: when, took: z.boolean() }).nullable().default(null),
  /** What kind of action item it is, in the policy's words; null where nobody said, and for tasks. */
  actionKind: z.string().nullable().default(null),
  /** How many of due and overdue have been said. */
  stage: z.number().int(),
  /** Messages that show it or ask for it: they are edited when it changes. */
  messages: z.array(z.string()),
});

/** One task or action item. */
export type Task = z.infer<typeof taskSchema>;

/** How far it is. */
export type TaskState = 'open' | 'in progress' | 'done';

/** Nobody has begun, somebody is at it, or it is done. */
export function stateOf({ started, doneAt }: Pick<Task, 'started' | 'doneAt'>): TaskState {
  if (doneAt !== null) return 'done';
  return started === null ? 'open' : 'in progress';
}
