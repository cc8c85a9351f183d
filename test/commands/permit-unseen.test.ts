import { describe, expect, it } from 'vitest';
import { execute } from '../../src/commands/execute.ts';
import { findById, findByNumber, listOpen } from '../../src/commands/find-incident.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { asks, leads, persons, usePermitStage } from './permit-stage.ts';
import { proves } from '../promises/proves.ts';

const stage = usePermitStage();
const { plain, wide, lead, wideLead, holder, declarer, guest, foreigner } = persons;

describe('while Slack is away', () => {
  it('an incident goes on, and the record says that it was not checked', async () => {
    stage().people.away = true;
    const incident = await stage().declares(plain);
    if (incident === null) throw new Error('It was recorded before');
    expect(await stage().kindsOf(incident)).toContain('permissionUnchecked');
    for (const [permission, commandOf] of asks)
      if (permission !== 'resolve') await stage().does(incident, commandOf(plain));
    const entries = await readAllEntries(stage().ctx.db.prisma, incident.id);
    const unchecked = entries.filter(({ kind }) => kind === 'permissionUnchecked');
    expect(unchecked.map(({ actor, body }) => [actor, body?.['permission']])).toEqual([
      [plain, 'declare'],
      [plain, 'respond'],
      [plain, 'take'],
      [plain, 'page'],
    ]);
  });

  it('what is known already still holds', async () => {
    const incident = await stage().anIncident();
    await expect(stage().does(incident, { type: 'note', by: guest, text: 'hello' })).rejects.toThrow(
      /you are a guest here/,
    );
    stage().people.away = true;
    await expect(stage().does(incident, { type: 'note', by: guest, text: 'hello' })).rejects.toThrow(
      /you are a guest here/,
    );
  });

  it('a private incident stays hidden from whom only a group would let see it', async () => {
    stage().grants('seePrivate', [leads]);
    const incident = await stage().anIncident({ private: true });
    stage().people.away = true;
    expect(await findById(stage().ctx, { id: incident.id, viewer: lead })).toBeNull();
  });
});

describe('a private incident', () => {
  const look = async (incident: Incident, viewer: string) => {
    const open = await listOpen(stage().ctx, { workspace: 'T1', viewer, limit: 50 });
    const byNumber = await findByNumber(stage().ctx, { workspace: 'T1', number: incident.number, viewer });
    const byId = await findById(stage().ctx, { id: incident.id, viewer });
    return [open.some(({ id }) => id === incident.id), byNumber !== null, byId !== null];
  };

  it('is seen, joined and worked on by whom the policy names, and by no other outsider', async () => {
    stage().grants('seePrivate', [leads]);
    const incident = await stage().anIncident({ private: true });
    const before = await stage().stored(incident);
    const missing = execute(stage().ctx, { incidentId: 'none', command: { type: 'join', by: plain } });
    const said = await missing.catch((error: unknown) => String(error));
    for (const outsider of [plain, wide, guest, foreigner]) {
      expect(await look(incident, outsider)).toEqual([false, false, false]);
      for (const command of [{ type: 'join', by: outsider } as const, ...asks.map(([, of]) => of(outsider))]) {
        const refusal = await stage()
          .does(incident, command)
          .catch((error: unknown) => String(error));
        expect(refusal).toBe(said);
      }
    }
    expect(await stage().stored(incident)).toEqual(before);
    expect(await look(incident, lead)).toEqual([true, true, true]);
    expect((await stage().does(incident, { type: 'join', by: lead })).invited).toContain(lead);
    expect(await look(incident, declarer)).toEqual([true, true, true]);
    proves('P5.1', 'W1');
  });

  it('lets who is asked to take a role over answer, and do nothing else before', async () => {
    const incident = await stage().anIncident({ private: true });
    const asked = await stage().does(incident, { type: 'requestHandover', by: holder, role: 'commander', to: plain });
    expect(await look(incident, plain)).toEqual([false, false, false]);
    await expect(stage().does(incident, { type: 'note', by: plain, text: 'who?' })).rejects.toThrow(/cannot find that/);
    const id = asked.handovers['commander']?.id ?? '';
    const taken = await stage().does(incident, { type: 'answerHandover', by: plain, id, accept: true });
    expect(taken.roles['commander']?.user).toBe(plain);
    proves('S15');
  });
});

describe('Slack is asked', () => {
  it('once for somebody within ten minutes, and for a group only where it decides', async () => {
    const incident = await stage().anIncident();
    stage().people.calls.length = 0;
    for (const text of ['one', 'two', 'three']) await stage().does(incident, { type: 'note', by: plain, text });
    expect(stage().people.calls).toEqual(['users.info']);
    stage().clock.now = new Date(stage().clock.now.getTime() + 11 * 60_000);
    // Old news of a full member is good enough, and is asked again beside the work.
    stage().people.away = true;
    await stage().does(incident, { type: 'note', by: plain, text: 'four' });
    expect(await stage().kindsOf(incident)).not.toContain('permissionUnchecked');
    stage().people.away = false;
    stage().people.calls.length = 0;
    stage().grants('respond', [leads]);
    await stage().does(incident, { type: 'note', by: lead, text: 'five' });
    await stage().does(incident, { type: 'note', by: wideLead, text: 'six' });
    expect(stage().people.calls.filter((method) => method.startsWith('usergroups'))).toHaveLength(1);
  });

  it('again for a guest who became a full member', async () => {
    const incident = await stage().anIncident();
    await expect(stage().does(incident, { type: 'note', by: guest, text: 'one' })).rejects.toThrow(/guest/);
    stage().people.users[guest] = { is_restricted: false };
    stage().clock.now = new Date(stage().clock.now.getTime() + 11 * 60_000);
    await stage().does(incident, { type: 'note', by: guest, text: 'two' });
  });

  it('in vain for somebody whom it does not know here: they belong elsewhere', async () => {
    stage().people.users['U09NOBODY9'] = null;
    await expect(stage().declares('U09NOBODY9')).rejects.toThrow(/you belong to another workspace/);
  });
});
