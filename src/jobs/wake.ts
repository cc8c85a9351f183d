import { execute } from '../commands/execute.ts';
import type { Ctx } from '../context.ts';

/** The incident's timer: whatever is due by now happens. A timer that came too early or twice does nothing. */
export async function wake(ctx: Ctx, { incidentId }: { incidentId: string }): Promise<void> {
  await execute(ctx, { incidentId, command: { type: 'tick' } });
}
