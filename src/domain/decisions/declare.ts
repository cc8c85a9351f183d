import { UserError } from '../../errors.ts';
import { promiseUpdate, nextUpdateDue } from '../cadence.ts';
import type { Declaration } from '../commands.ts';
import { type Decision, type Draft, isAnnounced, plan, post, record } from '../draft.ts';
import { surfaceId } from '../effects.ts';
import type { Incident } from '../incident.ts';
import { giveRole } from '../people.ts';
import type { Policy } from '../policy.ts';
import { unsized } from '../sizing-state.ts';
import { genesis } from '../timeline.ts';
import { askForPage } from './attach.ts';
import { recordBackfill } from './backfill.ts';
import { membersOf } from './change-severity.ts';
import { showChecklists } from './checklists.ts';
import { bookmarksOf } from './link-bookmarks.ts';
import { requestHandover } from './handover.ts';
import { reachOwnMoments } from './own-moments.ts';
import { askForTicket } from './ticket.ts';
import { offerOutside } from './outside.ts';
import { tick } from './tick.ts';
import { keepAnswers } from './triage.ts';
import { declareType } from './type.ts';

const longestTitle = 150;

/** The title as it is kept: one line; refused when empty or longer than 150 characters. */
export function cleanTitle(title: string): string {
  const clean = title.replace(/\s+/gu, ' ').trim();
  if (clean === '')
    throw new UserError(
      'title-empty',
      'An incident needs a title.',
      'Say in a few words what is wrong: `declare P1 checkout is down`.',
    );
  const length = [...clean].length;
  if (length > longestTitle)
    throw new UserError(
      'title-too-long',
      `A title has at most ${longestTitle} characters; this one has ${length}.`,
      'Shorten it; the rest fits into the impact or the first update.',
    );
  return clean;
}

/** A new incident: recorded, and everything that opens it planned. */
export function declare(declaration: Declaration, policy: Policy, now: Date): Decision {
  const severity =
    policy.severities.find((one) => one.key === declaration.severity) ?? policy.severities[1] ?? policy.severities[0];
  if (!severity) throw new Error('The policy has no severities');
  const incident = newIncident(declaration, severity.key, { policy, now });
  const { backfill } = declaration;
  if (backfill) return recordBackfill(incident, { ...declaration, backfill }, policy, now);
  const draft: Draft = { incident, policy, now, facts: [], effects: [] };
  record(draft, 'declared', declaration.declaredBy, {
    title: incident.title,
    severity: severity.key,
    kind: incident.kind,
    private: incident.private,
    affected: incident.affected,
    impact: incident.impact,
    exposure: incident.exposure,
    quote: declaration.source?.text ?? null,
  });
  promiseUpdate(draft, nextUpdateDue(incident, policy, now));
  openIt(draft, membersOf(severity.invite, draft));
  askForPage(draft, declaration);
  declareSize(draft, declaration);
  askForTicket(draft);
  offerMerge(draft, declaration);
  if (declaration.commander === declaration.declaredBy) {
    giveRole(draft, 'commander', declaration.declaredBy);
  } else if (declaration.commander !== null)
    requestHandover(draft, {
      type: 'requestHandover',
      by: declaration.declaredBy,
      role: 'commander',
      to: declaration.commander,
    });
  tick(draft);
  showChecklists(draft);
  offerOutside(draft, null);
  return { incident, facts: draft.facts, effects: withoutFirstEdits(draft) };
}

/** The effects without edits of what has just been posted for the first time, and without a second topic. */
export function withoutFirstEdits({ incident, effects }: Draft): Decision['effects'] {
  const surfaces = new Set([surfaceId(incident.id, 'headline'), surfaceId(incident.id, 'announcement')]);
  return effects.filter(
    ({ id, effect }) =>
      !(effect.type === 'refresh' && surfaces.has(effect.target)) &&
      !(effect.type === 'setTopic' && id !== `${incident.id}:topic`),
  );
}

/** Everything that opens an incident, in the order in which people need it. */
export function openIt(draft: Draft, invitees: string[]): void {
  const { incident, policy } = draft;
  const { id } = incident;
  plan(draft, { type: 'openChannel' }, surfaceId(id, 'channel'));
  const users = [...new Set([incident.declaredBy, ...invitees])];
  incident.invited = users.filter((user) => !user.startsWith('S'));
  // The declarer waits for the channel; but in a private one nobody is named before they are in it.
  plan(draft, { type: 'invite', users, ordered: incident.private });
  const headline = plan(
    draft,
    { type: 'post', to: { type: 'channel' }, notice: { type: 'headline' } },
    surfaceId(id, 'headline'),
  );
  plan(draft, { type: 'pin', target: headline });
  postOpening(draft);
  plan(draft, { type: 'setTopic' }, `${id}:topic`);
  for (const bookmark of bookmarksOf(policy, incident.severity)) plan(draft, { type: 'addBookmark', ...bookmark });
  if (isAnnounced(incident))
    plan(
      draft,
      { type: 'post', to: { type: 'announcements' }, notice: { type: 'announcement' } },
      surfaceId(id, 'announcement'),
    );
  plan(
    draft,
    { type: 'post', to: { type: 'person', user: incident.declaredBy }, notice: { type: 'receipt' } },
    surfaceId(id, 'receipt'),
  );
}

/** The organisation's own first words in the channel, pinned; what is over when it is recorded needs none. */
export function postOpening(draft: Draft): void {
  if (!draft.policy.templates.includes('opening') || draft.incident.kind === 'backfill') return;
  const opening = plan(draft, { type: 'post', to: { type: 'channel' }, notice: { type: 'opening' } });
  plan(draft, { type: 'pin', target: opening });
}

function declareSize(draft: Draft, { type, triage, declaredBy }: Declaration): void {
  const { incident, policy, now } = draft;
  reachOwnMoments(incident, policy, 'investigating', now);
  keepAnswers(draft, declaredBy, triage ?? {});
  if (type) declareType(draft, type);
}

// In a private channel are people who may not know of the other one: its declarer alone is told.
function offerMerge(draft: Draft, { similar }: Declaration): void {
  const others = similar.filter(({ mergeable }) => mergeable).map(({ id }) => id);
  if (others.length === 0 || draft.incident.private) return;
  draft.incident.mergeOffer = { id: post(draft, { type: 'mergeOffer', others }), others, declinedBy: null };
}

function newIncident(
  declaration: Declaration,
  severity: string,
  { policy, now }: { policy: Policy; now: Date },
): Incident {
  return {
    id: declaration.id,
    workspace: declaration.workspace,
    number: declaration.number,
    version: 1,
    runbook: policy.hash,
    runbookOffer: null,
    replanned: null,
    kind: declaration.backfill ? 'backfill' : declaration.drill ? 'drill' : 'real',
    private: declaration.private,
    title: cleanTitle(declaration.title),
    severity,
    status: 'investigating',
    statusSince: now,
    statusBy: declaration.declaredBy,
    cancelReason: null,
    affected: declaration.affected?.trim() || null,
    impact: declaration.impact?.trim() || null,
    exposure: declaration.exposure,
    declaredBy: declaration.declaredBy,
    source: declaration.source,
    repeatOf: null,
    similar: declaration.similar.map(({ id, number }) => ({ id, number })),
    mergeOffer: null,
    merged: null,
    absorbed: [],
    channel: null,
    madePrivate: null,
    channelTrouble: null,
    invited: [],
    followers: [],
    caughtUp: [],
    pinned: [],
    roles: {},
    commanderVacantSince: now,
    liveness: { from: null, asked: null },
    commanderAsked: false,
    rolesAsked: false,
    handovers: {},
    moments: {
      impactStarted: null,
      detected: null,
      declared: now,
      acknowledged: null,
      identified: null,
      mitigated: null,
      resolved: null,
      closed: null,
    },
    acknowledgements: [],
    standing: null,
    reached: {},
    pages: {},
    rings: {},
    attachment: null,
    troubles: {},
    active: { [declaration.declaredBy]: now },
    calls: [],
    ladder: {
      start: now,
      fired: {},
      lastFiredAt: null,
      lastReachAt: null,
      resumedAt: null,
      round: 0,
      respondWithinMissed: false,
      postponed: {},
      replannedAt: null,
      retired: false,
    },
    cadence: { due: null, stage: 0, snoozed: false, asks: [] },
    updates: { count: 0, last: null, noChangeStreak: 0 },
    lastWords: null,
    outside: [],
    soakUntil: null,
    parked: null,
    plannedHandovers: {},
    reminders: { day: '', count: 0, last: null },
    quietSince: now,
    resolution: null,
    checklists: [],
    after: [],
    digest: { zones: {}, told: {}, notBefore: {}, messages: [] },
    tasks: [],
    problems: [],
    ...unsized(),
    head: { seq: 0, hash: genesis },
  };
}
