import { describe, expect, it } from 'vitest';
import { readHome } from '../../src/commands/read-home.ts';
import { retryEffect } from '../../src/commands/retry-effect.ts';
import { findById, listOpen } from '../../src/commands/find-incident.ts';
import { asks, leads, persons, usePermitStage } from './permit-stage.ts';
import { members } from '../support/policy.ts';

const stage = usePermitStage();
const { plain, wide, lead, wideLead, holder, declarer, guest, wideGuest, foreigner } = persons;

describe('the permissions to respond, take, page and resolve', () => {
  it.each([
    ['a U id', [plain], [plain]],
    ['a W id', [wide], [wide]],
    ['a group', [leads], [lead, wideLead]],
    ['a role', ['commander'], [holder]],
    ['who declared', ['declarer'], [declarer]],
    ['everyone', ['everyone'], [plain, wide, lead, wideLead, holder, declarer]],
    ['guests', ['guests'], [guest, wideGuest]],
    ['other workspaces', ['other-workspaces'], [foreigner]],
  ])('given to %s are theirs, and nobody else has them', async (_, to, allowed: string[]) => {
    for (const [permission] of asks) stage().grants(permission, to);
    const incident = await stage().anIncident();
    const refused = Object.values(persons).filter((user) => !allowed.includes(user));
    for (const [permission, commandOf] of asks) {
      const before = await stage().stored(incident);
      for (const user of refused) await expect(stage().does(incident, commandOf(user))).rejects.toThrow(/^You can't /);
      expect(await stage().stored(incident)).toEqual(before);
      // Once it is resolved, the next one could not resolve it for another reason.
      const acting = permission === 'resolve' ? allowed.slice(0, 1) : allowed;
      for (const user of permission === 'take' ? allowed.slice(0, 1) : acting)
        await stage().does(incident, commandOf(user));
      expect(await stage().stored(incident)).not.toEqual(before);
    }
    expect(await stage().kindsOf(incident)).not.toContain('permissionUnchecked');
  });
});

describe('the permission to declare', () => {
  it.each([
    ['a U id', [plain], [plain], [wide, lead, guest, foreigner]],
    ['a W id', [wide], [wide], [plain, lead, guest, foreigner]],
    ['a group', [leads], [lead, wideLead], [plain, wide, guest, foreigner]],
    ['everyone', ['everyone'], [plain, wide], [guest, wideGuest, foreigner]],
  ])('given to %s', async (_, to, allowed, refused) => {
    stage().grants('declare', to);
    const count = async () => (await stage().ctx.db.pool.query('SELECT count(*)::int FROM incident')).rows;
    const before = await count();
    for (const by of refused) await expect(stage().declares(by)).rejects.toThrow(/^You can't declare an incident/);
    expect(await count()).toEqual(before);
    for (const by of allowed) expect((await stage().declares(by))?.declaredBy).toBe(by);
  });
});

describe('a role that changes hands', () => {
  it('is held as it is when the incident is locked', async () => {
    stage().grants('resolve', ['commander']);
    const incident = await stage().anIncident();
    await stage().does(incident, { type: 'takeRole', by: members.ana, role: 'commander', takeOver: holder });
    const resolve = (by: string) =>
      ({ type: 'resolve', by, what: null, fix: null, customers: null, owner: null }) as const;
    await expect(stage().does(incident, resolve(holder))).rejects.toThrow(`its commander (<@${members.ana}>)`);
    expect((await stage().does(incident, resolve(members.ana))).status).toBe('resolved');
  });
});

describe('who sees what is open', () => {
  it('is whom the policy names', async () => {
    stage().grants('see', [leads, 'commander']);
    const incident = await stage().anIncident();
    const sees = async (viewer: string) => [
      (await listOpen(stage().ctx, { workspace: 'T1', viewer, limit: 50 })).some(({ id }) => id === incident.id),
      (await findById(stage().ctx, { id: incident.id, viewer })) !== null,
      await seesAtHome(viewer),
    ];
    const seesAtHome = async (user: string) => {
      const { home } = await readHome(stage().ctx, { workspace: 'T1', user });
      const { mine, others } = home;
      return [...mine, ...others].some(({ id }) => id === incident.id);
    };
    expect(await sees(lead)).toEqual([true, true, true]);
    expect(await sees(holder)).toEqual([true, true, true]);
    expect(await sees(plain)).toEqual([false, false, false]);
  });
});

describe('trying a step again', () => {
  it('takes the permission of what it repeats, in an incident that one may know of', async () => {
    stage().grants('respond', [plain]);
    const incident = await stage().anIncident();
    const { rows } = await stage().ctx.db.pool.query<{ id: string }>(
      `UPDATE effect SET state = 'failed' WHERE incident_id = $1 AND type = 'openChannel' RETURNING id`,
      [incident.id],
    );
    const effectId = rows[0]?.id ?? '';
    await expect(retryEffect(stage().ctx, { effectId, by: guest })).rejects.toThrow(/you are a guest here|only <@/);
    await expect(retryEffect(stage().ctx, { effectId, by: lead })).rejects.toThrow(/only <@U01ABE0001> can/);
    expect(await retryEffect(stage().ctx, { effectId, by: plain })).toBe(true);
  });
});
