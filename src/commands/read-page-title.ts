import type { Ctx } from '../context.ts';

// Somebody has the form open already; what comes later is asked for by the effect that attaches it.
const patience = 2000;

/** How the pager calls a page of its own; null where it knows none, or does not say so soon enough. */
export async function readPageTitle({ phone, log }: Pick<Ctx, 'phone' | 'log'>, id: string): Promise<string | null> {
  try {
    return (await phone?.read?.(id, AbortSignal.timeout(patience)))?.title || null;
  } catch (err) {
    log.warn({ err, id }, 'What the pager calls that page could not be asked; the form serves without');
    return null;
  }
}
