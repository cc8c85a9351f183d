import { randomUUID } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import { enqueueEffects } from '../db/effects.ts';
import { type Tx, insertIncident, nextNumber } from '../db/incidents.ts';
import { keepVersion } from '../db/runbook-versions.ts';
import { isPressing } from '../domain/calm.ts';
import type { Declaration } from '../domain/commands.ts';
import { cleanTitle, declare } from '../domain/decisions/declare.ts';
import type { Incident } from '../domain/incident.ts';
import { isMergeable } from '../domain/is-mergeable.ts';
import { maskAll } from '../domain/mask-secrets.ts';
import { uncheckedFact } from '../domain/permissions.ts';
import { refuseForbidden } from '../domain/refuse-forbidden.ts';
import { nextWake } from '../domain/schedule.ts';
import { areSimilar } from '../domain/similarity.ts';
import { countRefusal } from './count-command.ts';
import { doable } from './doable.ts';
import { noteOrigin } from './note-action.ts';
import { listOpen } from './find-incident.ts';
import { readWho } from './read-who.ts';

/**
 * A declaration as it comes in. `delivery` is its id there: declaring the same twice makes one incident. `id` is given by who
 * has to find the incident of a repetition.
 */
export type NewIncident = Omit<Declaration, 'id' | 'number' | 'similar'> & { delivery: string; id?: string };

type Given = Pick<NewIncident, 'workspace' | 'page'>;

// Similar incidents are looked for among the latest open ones.
const comparedWith = 50;

/**
 * Records an incident before anything else is tried, with everything that opens it as jobs of the same
 * transaction. Null when this delivery was recorded before. Throws a UserError for a title that
 * cannot be, and for who may not.
 */
export async function declareIncident(ctx: Ctx, input: NewIncident): Promise<Incident | null> {
  try {
    const incident = await record(ctx, input);
    if (incident !== null) ctx.metrics.commandEnded('declare', 'done');
    return incident;
  } catch (error) {
    countRefusal(ctx, 'declare', error);
    throw error;
  }
}

async function record(ctx: Ctx, input: NewIncident): Promise<Incident | null> {
  const { delivery, id = randomUUID(), ...given } = input;
  const declaration = maskAll(given).masked;
  const { workspace } = declaration;
  const title = cleanTitle(declaration.title);
  const { hash, policy, files } = ctx.runbooks.current;
  const who = await readWho(ctx, { user: declaration.declaredBy, wants: ['declare'] });
  const { checked } = refuseForbidden({ permission: 'declare', who, incident: null, policy });
  const incident = await ctx.db.prisma.$transaction(async (tx) => {
    const now = ctx.now();
    if (!(await isFirstDelivery(tx, workspace, delivery, now))) return null;
    // A private one is compared with what its declarer may see, any other with what everybody may.
    const viewer = declaration.private ? declaration.declaredBy : null;
    const kind = declaration.backfill ? 'backfill' : declaration.drill ? 'drill' : 'real';
    const open = await listOpen(ctx, { workspace, viewer, limit: comparedWith }, tx);
    const similar = open
      .filter((other) => other.kind === kind && areSimilar(other.title, title))
      .slice(0, 3)
      .map((other) => alike(other, { kind, private: declaration.private }, now));
    const number = await nextNumber(tx, workspace);
    // Behind the number, which declarations wait for each other for: of two with the same page the later one finds the other.
    const same = await ofSamePage(tx, ctx, declaration, viewer);
    const among = [
      ...same
        .filter((other) => other.kind === kind && similar.every((one) => one.id !== other.id))
        .map((other) => alike(other, { kind, private: declaration.private }, now)),
      ...similar,
    ];
    const decision = declare({ ...declaration, title, id, number, similar: among }, policy, now);
    if (!checked) decision.facts.push(uncheckedFact('declare', declaration.declaredBy));
    const wakeAt = nextWake(decision.incident, policy);
    // It is there since the start, unless retention on another replica found it unused.
    await keepVersion(tx, { hash, files, now });
    await insertIncident(tx, decision.incident, { facts: decision.facts, wakeAt, now });
    await noteOrigin(tx, ctx, { workspace, who: declaration.declaredBy, action: 'declare', incident: number });
    const pressing = isPressing(decision.incident, policy);
    await enqueueEffects(tx, { ...decision.incident, pressing }, doable(ctx, decision.effects), now);
    return decision.incident;
  });
  ctx.nudge();
  return incident;
}

function alike(other: Incident, own: Pick<Incident, 'kind' | 'private'>, now: Date): Declaration['similar'][number] {
  return { id: other.id, number: other.number, mergeable: isMergeable(own, other, now) };
}

/** What is open for the same page of the pager, as far as the viewer may see it. */
async function ofSamePage(tx: Tx, ctx: Ctx, { workspace, page }: Given, viewer: string | null): Promise<Incident[]> {
  return page ? listOpen(ctx, { workspace, viewer, limit: 3, page: page.id }, tx) : [];
}
