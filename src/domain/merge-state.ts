import { z } from 'zod';
import { handoverSchema, parkedSchema, plannedHandoverSchema } from './waiting-state.ts';
import { workingStatuses } from './working-statuses.ts';

const when = z.coerce.date();
const user = z.string();

/** That it was merged, and how it was before. */
export const mergedSchema = z.object({
  into: z.object({ id: z.string(), number: z.number().int() }),
  at: when,
  by: user,
  /** Until then *Undo merge* brings it back as it was. */
  undoUntil: when,
  /** As it was: its status, and what people had agreed to wait for. */
  was: z.object({
    status: z.enum(workingStatuses),
    since: when,
    by: user,
    soakUntil: when.nullable(),
    parked: parkedSchema.nullable().default(null),
    handovers: z.record(z.string(), handoverSchema).default({}),
    plannedHandovers: z.record(z.string(), plannedHandoverSchema).default({}),
  }),
});

/** Another incident that was merged into it. */
export const absorbedSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  at: when,
  by: user,
  /** Whose answer to the other one counts here since the merge; null for nobody's. */
  answered: user.nullable(),
  /** The last entry of the other one's timeline that belongs to this record; null while it is merged: all of them. */
  until: z.number().int().nullable(),
});

/** The message that asks whether it is the same as another, which ones it names, and who said that it is not. */
export const mergeOfferSchema = z.object({ id: z.string(), others: z.array(z.string()), declinedBy: user.nullable() });
