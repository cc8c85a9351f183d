import { keptWho, readWho } from '../commands/read-who.ts';
import type { Ctx } from '../context.ts';
import type { Incident } from '../domain/incident.ts';
import type { Permission } from '../domain/policy.ts';
import { refuseForbidden, refuseHopeless } from '../domain/refuse-forbidden.ts';
import type { Need } from './needs.ts';

type Asker = { user: string };

/**
 * Turns away at the door whoever may do that in no incident: guests and people of other workspaces, unless the policy
 * says otherwise. What depends on the incident is decided where it is locked, or shown. A form does not wait for Slack:
 * who is not known yet is turned away inside it.
 */
export async function refuseAtDoor(ctx: Ctx, { user }: Asker, need: Need): Promise<void> {
  const { permission } = need;
  const asked = { user, wants: [permission] };
  const who = need.form ? keptWho(ctx, asked) : await readWho(ctx, asked);
  if (who !== null) refuseHopeless({ permission, who, policy: ctx.runbooks.current.policy });
}

/** Refuses what somebody may not do in this incident, or where it is null in any: for what is shown, not for what is done. */
export async function refuseUnless(
  ctx: Ctx,
  { user }: Asker,
  { permission, incident }: { permission: Permission; incident: Incident | null },
): Promise<void> {
  const who = await readWho(ctx, { user, wants: [permission] });
  if (incident === null) refuseHopeless({ permission, who, policy: ctx.runbooks.current.policy });
  else refuseForbidden({ permission, who, incident, policy: ctx.runbooks.current.policy });
}
