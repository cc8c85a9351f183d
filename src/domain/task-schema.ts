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
  /** How many of due and overdue have been said. */
  stage: z.number().int(),
  /** Messages that show it or ask for it: they are edited when it changes. */
  messages: z.array(z.string()),
});

/** One task or action item. */
export type Task = z.infer<typeof taskSchema>;
