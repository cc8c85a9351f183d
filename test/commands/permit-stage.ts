import { afterAll, beforeAll, beforeEach } from 'vitest';
import { declareIncident } from '../../src/commands/declare-incident.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Ctx } from '../../src/context.ts';
import { readAllEntries } from '../../src/db/timeline.ts';
import type { Command } from '../../src/domain/commands.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Permission } from '../../src/domain/policy.ts';
import { makeContext, type People, slackOf } from '../support/context.ts';
import { openTestDatabase } from '../support/database.ts';
import { nothingGiven } from '../support/new-incident.ts';
import { members, policy as plain } from '../support/policy.ts';
import { runbooksOf } from '../support/runbooks.ts';

/** A user group with two people in it. */
export const leads = 'S01LEADS01';
/** The people of these tests: Dee leads every incident, Gil declared it. */
export const persons = {
  plain: 'U01ABE0001',
  wide: 'W01WES0001',
  lead: 'U01LEA0001',
  wideLead: 'W01LEO0001',
  holder: members.dee,
  declarer: members.gil,
  guest: 'U01GUS0001',
  wideGuest: 'W01GIA0001',
  foreigner: 'W01IVY0001',
} as const;

/** What a test of permissions works with; people and policy are as at the beginning in each test. */
export type PermitStage = {
  ctx: Ctx;
  people: People;
  clock: { now: Date };
  grants(permission: Permission, to: string[]): void;
  declares(by: string, more?: { private?: boolean }): Promise<Incident | null>;
  /** Declared by Gil and led by Dee, whatever the policy says. */
  anIncident(more?: { private?: boolean }): Promise<Incident>;
  does(incident: Incident, command: Command, channel?: string | null): Promise<Incident>;
  /** Everything that is stored. */
  stored(incident: Incident): Promise<unknown>;
  kindsOf(incident: Incident): Promise<string[]>;
};

/** One database for a file of tests. */
export function usePermitStage(): () => PermitStage {
  const clock = { now: new Date('2026-03-02T03:01:00Z') };
  let stage: PermitStage | null = null;
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const opened = await openTestDatabase();
    close = opened.close;
    stage = stageOf(await makeContext(opened.database, clock), clock);
  });
  afterAll(() => close());
  beforeEach(() => {
    if (stage === null) return;
    stage.people = thePeople();
    stage.ctx.slack = slackOf(stage.people);
    stage.ctx.runbooks = runbooksOf(plain);
  });
  return () => {
    if (stage === null) throw new Error('The stage has not been set');
    return stage;
  };
}

function thePeople(): People {
  const { wide, wideLead, lead, guest, wideGuest, foreigner } = persons;
  return {
    users: {
      // On Enterprise Grid the workspace of an account may be another of the same organisation.
      [wide]: { team_id: 'T2', enterprise_user: { id: wide, teams: ['T2', 'T1'] } },
      [wideLead]: { team_id: 'T1', enterprise_user: { id: wideLead, teams: ['T1'] } },
      [guest]: { is_restricted: true },
      [wideGuest]: { is_restricted: true, is_ultra_restricted: true, enterprise_user: { teams: ['T1'] } },
      // Slack calls nobody a stranger who shares a channel with the app.
      [foreigner]: { team_id: 'T2', is_stranger: false },
    },
    groups: { [leads]: [lead, wideLead] },
    away: false,
    calls: [],
  };
}

function stageOf(ctx: Ctx, clock: { now: Date }): PermitStage {
  let presses = 0;
  const self: PermitStage = {
    ctx,
    clock,
    people: thePeople(),
    grants(permission, to) {
      const { policy } = ctx.runbooks.current;
      ctx.runbooks = runbooksOf({ ...policy, permissions: { ...policy.permissions, [permission]: to } });
    },
    declares(by, more = {}) {
      presses += 1;
      return declareIncident(ctx, {
        ...nothingGiven,
        ...more,
        workspace: 'T1',
        declaredBy: by,
        delivery: `d${presses}`,
      });
    },
    async anIncident(more = {}) {
      const { runbooks } = ctx;
      ctx.runbooks = runbooksOf(plain);
      const incident = await self.declares(persons.declarer, more);
      if (incident === null) throw new Error('It was recorded before');
      const channel = `C${presses}`;
      await self.does(incident, { type: 'channelOpened', id: channel, name: 'inc' });
      const take = { type: 'takeRole', by: persons.holder, role: 'commander', takeOver: null } as const;
      const led = await self.does(incident, take, channel);
      ctx.runbooks = runbooks;
      return led;
    },
    does(incident, command, channel = null) {
      presses += 1;
      return execute(ctx, { incidentId: incident.id, command, delivery: `x${presses}`, channel });
    },
    async stored({ id }) {
      const { rows } = await ctx.db.pool.query(
        `SELECT state, (SELECT count(*) FROM timeline_entry), (SELECT count(*) FROM effect), (SELECT count(*) FROM delivery)
           FROM incident WHERE id = $1`,
        [id],
      );
      return rows;
    },
    kindsOf: async ({ id }) => (await readAllEntries(ctx.db.prisma, id)).map(({ kind }) => kind),
  };
  return self;
}

/** A command for each permission that changes an incident, the last one ending it. */
export const asks: [Permission, (by: string) => Command][] = [
  ['respond', (by) => ({ type: 'note', by, text: 'looked at the logs' })],
  ['take', (by) => ({ type: 'takeRole', by, role: 'comms', takeOver: null })],
  ['page', (by) => ({ type: 'page', by, user: members.cy, why: null })],
  ['resolve', (by) => ({ type: 'resolve', by, what: null, fix: null, customers: null, owner: null })],
];
