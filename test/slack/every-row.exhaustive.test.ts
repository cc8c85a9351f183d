import { beforeAll, describe, expect, it } from 'vitest';
import type { PersonDriver } from '../../sandbox/drivers/person.ts';
import { defaultPeople } from '../../sandbox/state/people.ts';
import { stackOf } from '../../sandbox/web-api/views.ts';
import { routes } from '../../src/slack/routes.ts';
import type { Route } from '../../src/slack/route.ts';
import { declared } from '../support/declared.ts';
import { useRow, type RowPlace, waysOf } from '../support/use-row.ts';
import { startWorld } from '../support/world.ts';
import { proves } from '../promises/proves.ts';

const rows: Route[] = routes.filter((row) => row.kind !== 'event');
const kinds = ['guest', 'stranger'] as const;

// Each row has people of its own, of whom nothing is known yet when they come.
const nameOf = (kind: string, row: number) => `${kind} ${row}`;
const people = kinds.flatMap((kind) =>
  rows.map((_, row) => ({
    realName: nameOf(kind, row),
    name: `${kind}-${row}`,
    id: `${kind === 'stranger' ? 'W' : 'U'}09${kind.charAt(0).toUpperCase()}X${String(row).padStart(4, '0')}`,
    // Every other guest is one of a single channel.
    kind: kind === 'guest' && row % 2 === 1 ? ('single-channel guest' as const) : kind,
  })),
);
const refused = /You can't [^:]+: you (are a guest here|belong to another workspace), and only full members/;

let place: RowPlace | null = null;
let nearby: RowPlace | null = null;

beforeAll(async () => {
  const world = await startWorld({ sandbox: { people: [...defaultPeople, ...people] } });
  const wes = world.person('Wes Wide');
  const { channel, incident } = await declared(world, 'P1 for every row', wes);
  await world.ana.runs('/incident take', { in: `#${channel.name}` });
  await world.settle();
  const { id, number } = await incident();
  // They are all there: nothing but the permission keeps them from it.
  channel.raw.members.push(...people.map((person) => person.id));
  const { rows: effects } = await world.bot.ctx.db.pool.query<{ id: string }>('SELECT id FROM effect LIMIT 1');
  const value = { incident: id, number: String(number), role: 'comms', minutes: '5', page: '1', item: '0' };
  place = { world, channel, value: { ...value, effect: effects[0]?.id ?? '' } };
  // By number from elsewhere: it makes the incident private on the way, and so leaves its channel.
  nearby = { ...place, channel: world.sandbox.channel('#general') };
  return () => world.close();
}, 60_000);

function here(): RowPlace {
  if (place === null) throw new Error('The world has not been started');
  return place;
}

function nearHere(): RowPlace {
  return nearby ?? here();
}

/** Uses a row, and answers what the person then sees that they did not see before. */
async function answerOf(from: RowPlace, person: PersonDriver, row: Route, way: string): Promise<string> {
  const { world } = from;
  const before = seen(person).length;
  await useRow(from, person, row, way);
  await world.bot.idle();
  const form = person.hasModal() ? JSON.stringify(stackOf(world.sandbox.workspace, person.id)) : '';
  stackOf(world.sandbox.workspace, person.id).splice(0);
  return [form, ...seen(person).slice(before)].join('\n');
}

function seen(person: PersonDriver): string[] {
  return [...person.ephemerals(), ...person.directMessages().map(({ text }) => text)];
}

/** What the audit trail has of somebody. */
async function trailOf(who: string): Promise<unknown[]> {
  const { pool } = here().world.bot.ctx.db;
  const { rows: found } = await pool.query(
    'SELECT via, action, incident, result FROM audit_entry WHERE who = $1 ORDER BY at',
    [who],
  );
  return found;
}

function actionOf(row: Route): string {
  return `${row.kind} ${row.kind === 'command' || row.kind === 'event' ? row.name : row.id}`;
}

/** Of a shortcut that is used anywhere nobody knows which incident is meant. */
function incidentOf(row: Route): number | null {
  return row.kind === 'shortcut' && row.type === 'global' ? null : Number(here().value.number);
}

/** Everything that is stored. */
async function stored(): Promise<unknown> {
  const { pool } = here().world.bot.ctx.db;
  const { rows: found } = await pool.query(
    `SELECT (SELECT jsonb_agg(state ORDER BY id) FROM incident) AS incidents,
            (SELECT count(*)::int FROM timeline_entry) AS facts,
            (SELECT count(*)::int FROM effect) AS effects,
            (SELECT count(*)::int FROM delivery) AS deliveries`,
  );
  return found;
}

describe.each(kinds)('a %s', (kind) => {
  it.each(rows.map((row, index) => ({ kind: row.kind, name: waysOf(row)[0] ?? '', row, index })))(
    'is refused by the $kind $name',
    async ({ row, index }) => {
      const person = here().world.person(nameOf(kind, index));
      const before = await stored();
      // Unknown at first, known the second time.
      const ways = kind === 'guest' ? [...waysOf(row), ...waysOf(row)] : waysOf(row).slice(0, 1);
      for (const way of ways) expect(`${way}: ${await answerOf(here(), person, row, way)}`).toMatch(refused);
      expect(await stored()).toEqual(before);
      const noted = { via: 'slack', action: actionOf(row), incident: incidentOf(row), result: 'not-allowed' };
      expect(await trailOf(person.id)).toEqual(ways.map(() => noted));
      proves('W2');
    },
  );

  it('sees nothing at home', async () => {
    const { world } = here();
    const person = world.person(nameOf(kind, 1));
    await person.opensHome();
    await world.settle();
    person.home().shows(refused);
  });

  it('is refused by the command alone, and by one that does not exist', async () => {
    const { channel, world } = here();
    const person = world.person(nameOf(kind, 0));
    for (const typed of ['/incident', '/incident nonsense']) {
      await person.runs(typed, { in: `#${channel.name}` });
      await world.bot.idle();
      expect(person.ephemerals().at(-1)).toMatch(refused);
    }
  });
});

describe('a full member of an Enterprise Grid', () => {
  it.each(rows.map((row) => ({ kind: row.kind, name: waysOf(row)[0] ?? '', row })))(
    'is not refused by the $kind $name',
    async ({ row }) => {
      const person = here().world.person('Wes Wide');
      for (const way of waysOf(row, `INC-${nearHere().value['number']}`).slice(0, 1)) {
        const answer = await answerOf(nearHere(), person, row, way);
        expect(`${way}: ${answer}`).not.toMatch(
          /You can't [^:]+: .*only|I cannot find that incident|does nothing any more/,
        );
      }
      proves('W2');
    },
  );
});
