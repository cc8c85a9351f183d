import type { Ctx } from '../context.ts';
import type { CommandType } from '../domain/commands.ts';
import type { Incident } from '../domain/incident.ts';
import { uncheckedFact, type Who } from '../domain/permissions.ts';
import type { Permission } from '../domain/policy.ts';
import { maySee, refuseForbidden } from '../domain/refuse-forbidden.ts';
import type { Fact } from '../domain/timeline.ts';
import { UserError } from '../errors.ts';

/** Who wants what of an incident that is locked. `channel` is where it was asked; `doing` the command, where there is one. */
type Wanted = {
  incident: Incident;
  permission: Permission;
  who: Who;
  channel: string | null;
  doing?: CommandType;
};

/**
 * Refuses what somebody may not do; answers the fact to keep where Slack could not be asked, else null. Of a private
 * incident an outsider hears what everybody hears of one that does not exist.
 */
export function permit({ runbooks }: Pick<Ctx, 'runbooks'>, wanted: Wanted): Fact | null {
  // The current one: who may do what is not kept with an incident.
  const { policy } = runbooks.current;
  const { incident, permission, who, channel, doing } = wanted;
  const isThere = channel !== null && channel === incident.channel?.id;
  // Who is asked to take a role over is no member yet, and may answer.
  const isAsked =
    doing === 'answerHandover' && Object.values(incident.handovers).some((handover) => handover.to === who.user);
  if (!isAsked && !maySee(incident, who, policy, isThere)) throw noSuchIncident();
  const { checked } = refuseForbidden({ permission, who, incident, policy, ...(doing && { doing }) });
  return checked ? null : uncheckedFact(permission, who.user);
}

/** There is none, or none that the person may know of. */
export function noSuchIncident(): UserError {
  return new UserError('no-such-incident', 'I cannot find that incident.', 'Use `list` to see what is open.');
}
