import { z } from 'zod';
import { carrierOf } from '../db/carrier-of.ts';
import type { Tx } from '../db/incidents.ts';
import { isLate } from '../domain/lateness.ts';

/** What became of something that had to reach the outside. Nothing of its words: those are in the timeline. */
export type ToldEffect = {
  id: string;
  what: string;
  due: Date;
  /** `line`: of the message `in`, which stands for several that came late together. */
  end: 'sent' | 'sent late' | 'line' | 'cancelled' | 'failed' | 'waiting';
  at: Date | null;
  in: string | null;
  why: string | null;
};

const payloadSchema = z.object({ type: z.string(), notice: z.object({ type: z.string() }).optional() });

/** Every effect of an incident with the one state in which it ended, in the order in which they were planned. */
export async function readEffects(tx: Tx, incidentId: string): Promise<ToldEffect[]> {
  const rows = await tx.effect.findMany({ where: { incidentId }, orderBy: { seq: 'asc' } });
  return rows.map(({ id, type, payload, state, dueAt, finishedAt, result, error }) => {
    const carrier = carrierOf(result);
    const notice = payloadSchema.safeParse(payload).data?.notice?.type;
    return {
      id,
      what: notice === undefined ? type : `${type} ${notice}`,
      due: dueAt,
      end: endOf(state, carrier, isLate(dueAt, finishedAt ?? dueAt)),
      at: finishedAt,
      in: carrier,
      why: state === 'cancelled' || state === 'failed' ? error : null,
    };
  });
}

function endOf(state: string, carrier: string | null, late: boolean): ToldEffect['end'] {
  if (state === 'cancelled' || state === 'failed') return state;
  if (state !== 'sent') return 'waiting';
  if (carrier !== null) return 'line';
  return late ? 'sent late' : 'sent';
}
