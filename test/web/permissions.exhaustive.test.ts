import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operations } from '../../src/web/api/operations.ts';
import { useWorld } from '../support/use-world.ts';
import { apiToken } from './call-api.ts';

const world = useWorld({ policy: 'test/support/runbooks/full', config: { apiToken } });

/**
 * What each operation is asked with besides `by`. One that is added has no row here, and so the first test fails: add it, and it is
 * tried as everybody who may not.
 */
const bodies: Record<string, Record<string, unknown> | null> = {
  declare: { title: 'x' },
  listIncidents: null,
  readIncident: null,
  postUpdate: { text: 'x' },
  addNote: { text: 'x' },
  setStatus: { status: 'identified' },
  resolve: {},
  runCommand: { text: 'note x' },
};

const answer = z.object({ code: z.string().optional(), answer: z.string().optional() });

async function ask(id: string, by: string, token = apiToken): Promise<{ status: number; told: string }> {
  const operation = operations.find((one) => one.id === id);
  if (operation === undefined) throw new Error(`The API has no operation ${id}`);
  const { method, path } = operation;
  const url = new URL(`${world().bot.url}${path.replace('{name}', `INC-${number}`)}`);
  if (method === 'GET') url.searchParams.set('by', by);
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: method === 'GET' ? undefined : JSON.stringify({ by, ...bodies[id] }),
  });
  const { code, answer: text } = answer.parse(await response.json());
  return { status: response.status, told: code ?? text ?? '' };
}

let number = 0;
beforeEach(async () => {
  await world().flo.runs('/incident declare P2 canary', { in: '#general' });
  await world().settle();
  const [row] = await world().bot.ctx.db.prisma.incident.findMany({ select: { number: true } });
  number = row?.number ?? 0;
});

/** Everything that is stored, but the trail of what was refused. */
async function stored(): Promise<unknown> {
  const { rows } = await world().bot.ctx.db.pool.query(
    `SELECT (SELECT jsonb_agg(state ORDER BY id) FROM incident) AS incidents,
            (SELECT count(*)::int FROM timeline_entry) AS facts, (SELECT count(*)::int FROM effect) AS effects`,
  );
  return rows;
}

describe('Every operation of the API', () => {
  it('is tried here', () => {
    expect(Object.keys(bodies).sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  it.each(operations.map(({ id }) => id))('%s is refused without the token, and to a guest', async (id) => {
    const before = await stored();
    expect(await ask(id, 'U01FLO0001', 'wrong')).toEqual({ status: 401, told: 'unauthorized' });
    const guest = await ask(id, 'U01GUS0001');
    expect(`${guest.status} ${guest.told}`).toMatch(/^403 |You can't/);
    expect(await stored()).toEqual(before);
  });
});
