import { randomUUID } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { isFirstDelivery } from '../db/deliveries.ts';
import { enqueueEffects, setWake } from '../db/effects.ts';
import { insertIncident, nextNumber } from '../db/incidents.ts';
import { keepVersion } from '../db/runbook-versions.ts';
import { appendFacts } from '../db/timeline.ts';
import type { Declaration } from '../domain/commands.ts';
import { cleanTitle, declare } from '../domain/decisions/declare.ts';
import type { Incident } from '../domain/incident.ts';
import { isMergeable } from '../domain/is-mergeable.ts';
import { maskAll } from '../domain/mask-secrets.ts';
import { uncheckedFact } from '../domain/permissions.ts';
import { refuseForbidden } from '../domain/refuse-forbidden.ts';
import { nextWake } from '../domain/schedule.ts';
import { areSimilar } from '../domain/similarity.ts';
import { doable } from './doable.ts';
import { listOpen } from './find-incident.ts';
import { readWho } from './read-who.ts';

/**
 * A declaration as it comes in. `delivery` is its id there: declaring the same twice makes one incident. `id` is given by who
 * has to find the incident of a repetition.
 */
export type NewIncident = Omit<Declaration, 'id' | 'number' | 'similar'> & { delivery: string; id?: string };

// Similar incidents are looked for among the latest open ones.
const comparedWith = 50;

/**
 * Records an incident before anything else is tried, with everything that opens it as jobs of the same
 * transaction. Null when this delivery was recorded before. Throws a UserError for a title that
 * cannot be, and for who may not.
 */
export async function declareIncident(ctx: Ctx, input: NewIncident): Promise<Incident | null> {
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
      .map((other) => ({
        id: other.id,
        number: other.number,
        mergeable: isMergeable({ kind, private: declaration.private }, other, now),
      }));
    const number = await nextNumber(tx, workspace);
    const decision = declare({ ...declaration, title, id, number, similar }, policy, now);
    if (!checked) decision.facts.push(uncheckedFact('declare', declaration.declaredBy));
    await appendFacts(tx, decision.incident, decision.facts, now);
    const wakeAt = nextWake(decision.incident, policy);
    // It is there since the start, unless retention on another replica found it unused.
    await keepVersion(tx, { hash, files, now });
    await insertIncident(tx, decision.incident, wakeAt);
    await enqueueEffects(tx, decision.incident, doable(ctx, decision.effects), now);
    await setWake(tx, decision.incident.id, wakeAt);
    return decision.incident;
  });
  ctx.nudge();
  return incident;
}
