import { type Offer, UserError } from '../errors.ts';
import type { CommandType } from './commands.ts';
import { type Incident, holderOf, nameOf } from './incident.ts';
import { isInsider } from './is-insider.ts';
import { legalIn } from './legal.ts';
import { mayDo, verdictOn, type Who } from './permissions.ts';
import { type Permission, type Policy, roleOf } from './policy.ts';
import { mention } from './wording.ts';

/** What somebody wants of an incident, or of any while it is not known which one. `doing` is the command, where there is one. */
export type Request = {
  permission: Permission;
  who: Who;
  incident: Incident | null;
  policy: Policy;
  doing?: CommandType;
};

/**
 * Refuses what somebody may not do, saying who may. `checked` is false when it is allowed only because Slack could not
 * be asked.
 */
export function refuseForbidden(request: Request): { checked: boolean } {
  const { allowed, checked } = mayDo(request);
  if (allowed) return { checked };
  throw checked ? forbidden(request) : notAskable(request);
}

/** Refuses what somebody may do in no incident at all; what depends on the incident, or on Slack, passes. */
export function refuseHopeless(request: Omit<Request, 'incident'>): void {
  if (verdictOn({ ...request, incident: null }) === 'no') throw forbidden({ ...request, incident: null });
}

/** Whether somebody may know of a private incident. `isThere`: they ask from its own channel. */
export function maySee(incident: Incident, who: Who, policy: Policy, isThere: boolean): boolean {
  return (
    !incident.private ||
    isThere ||
    isInsider(incident, who.user) ||
    mayDo({ permission: 'seePrivate', who, incident, policy }).allowed
  );
}

function forbidden(request: Request): UserError {
  const { permission, who, incident, policy } = request;
  const granted = policy.permissions[permission];
  const what = `You can't ${verbOf(request)}`;
  if (granted.length === 0)
    return new UserError('not-allowed', `${what}: the policy lets nobody do that.`, 'Ask whoever keeps the policy.');
  const named = granted.map((grant) => calledIn(grant, incident, policy));
  const outsider = outsiders[who.kind];
  const why = outsider === undefined ? '' : `${outsider}, and `;
  const offer = takeFirst(request);
  const refusal = [`${what}: ${why}only ${orList(named)} can.`, remedyOf(request, offer)] as const;
  return offer === null
    ? new UserError('not-allowed', ...refusal)
    : new UserError('not-allowed', ...refusal, { offer });
}

function notAskable(request: Request): UserError {
  const { permission, incident, policy } = request;
  const named = policy.permissions[permission].map((grant) => calledIn(grant, incident, policy));
  return new UserError(
    'permission-unknown',
    `I cannot ask Slack just now whether you may ${verbOf(request)}, so I did nothing.`,
    named.length === 0 ? 'Try again in a minute.' : `Try again in a minute, or ask ${orList(named)}.`,
  );
}

const outsiders: Partial<Record<Who['kind'], string>> = {
  guest: 'you are a guest here',
  foreign: 'you belong to another workspace',
  app: 'an app cannot answer for it',
  left: 'your account is deactivated',
};

function verbOf({ permission, incident, doing }: Request): string {
  const it = incident === null ? 'an incident' : nameOf(incident);
  switch (permission) {
    case 'declare':
      return 'declare an incident';
    case 'see':
    case 'seePrivate':
      return incident === null ? 'see incidents' : `see ${it}`;
    case 'respond':
      return `work on ${it}`;
    case 'take':
      return `take or give a role in ${it}`;
    case 'resolve':
      return `${doing === 'close' ? 'close' : doing === 'cancel' ? 'call off' : 'resolve'} ${it}`;
    case 'page':
      return `page anybody for ${it}`;
    case 'redact':
      return `redact the record of ${it}`;
  }
}

function calledIn(grant: string, incident: Incident | null, policy: Policy): string {
  switch (grant) {
    case 'everyone':
      return 'full members of this workspace';
    case 'guests':
      return 'guests';
    case 'other-workspaces':
      return 'people of other workspaces';
    case 'declarer':
      return incident === null ? 'whoever declared it' : `whoever declared it (${mention(incident.declaredBy)})`;
    case 'members':
      return 'the members of its channel';
  }
  const person = policy.people[grant];
  if (person !== undefined) return person.slack === null ? (person.name ?? person.title) : mention(person.slack);
  if (policy.roles.some(({ key }) => key === grant)) {
    const role = `its ${grant === 'commander' ? 'commander' : roleOf(policy, grant).name}`;
    return incident === null ? role : `${role} (${holderName(incident, grant)})`;
  }
  return grant.startsWith('S') ? `<!subteam^${grant}>` : mention(grant);
}

function holderName(incident: Incident, role: string): string {
  const holder = holderOf(incident, role);
  return holder === null ? 'nobody yet' : mention(holder);
}

// One name is easier to ask than a list.
function remedyOf({ permission, incident, policy }: Request, offer: Offer | null): string {
  const whom = policy.permissions[permission]
    .map((grant) => personOf(grant, incident, policy))
    .find((user) => user !== null);
  const ask = whom === undefined ? 'Ask one of them' : `Ask ${mention(whom)}`;
  if (offer === null) return whom === undefined && incident === null ? 'Ask one of them.' : `${ask}.`;
  return whom === undefined ? `${offer.label} first.` : `${ask}, or ${lowerFirst(offer.label)} first.`;
}

function personOf(grant: string, incident: Incident | null, policy: Policy): string | null {
  const person = policy.people[grant];
  if (person !== undefined) return person.slack;
  if (incident !== null && grant === 'declarer') return incident.declaredBy;
  return incident === null ? null : holderOf(incident, grant);
}

/** The button that mends it: a role that may be taken, and that the permission goes with. */
function takeFirst({ permission, who, incident, policy }: Request): Offer | null {
  if (incident === null || permission === 'take' || !legalIn.takeRole.includes(incident.status)) return null;
  const role = policy.roles.find(({ key }) => policy.permissions[permission].includes(key));
  if (role === undefined || verdictOn({ permission: 'take', who, incident, policy }) !== 'yes') return null;
  return { label: role.button, action: 'take_role', value: { incident: incident.id, role: role.key } };
}

const mostNamed = 8;

function orList(names: string[]): string {
  const shown = names.slice(0, mostNamed);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
