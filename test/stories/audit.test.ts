import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../cli/run.ts';
import { declared } from '../support/declared.ts';
import { useWorld } from '../support/use-world.ts';
import { apiToken } from '../web/call-api.ts';

const world = useWorld({ policy: 'test/support/runbooks/full', config: { apiToken } });

const line = z.object({
  via: z.string(),
  who: z.string().nullable(),
  action: z.string(),
  incident: z.number().nullable(),
  result: z.string(),
  request: z.string().nullable(),
});

async function trail(...args: string[]): Promise<z.infer<typeof line>[]> {
  const { dataFolder, databaseUrl } = world().config;
  const env = { DATA_FOLDER: dataFolder, DATABASE_URL: databaseUrl ?? undefined };
  const { code, out } = await run(['audit', '--json', ...args], env, () => world().clock.now());
  expect(code).toBe(0);
  return out
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)));
}

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; request: string | null }> {
  const answer = await fetch(`${world().bot.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  await answer.text();
  return { status: answer.status, request: answer.headers.get('x-request-id') };
}

describe('The audit trail', () => {
  it('tells what was done, by whom and by which way, and what was refused', async () => {
    const it = await declared(world(), 'P1 search is slow');
    const { number } = await it.incident();
    const name = `INC-${number}`;
    it.channel.raw.members.push('U01GUS0001');
    await world().person('Gus Guest').runs('/incident resolve fine', it.where);
    await world().settle();
    const note = await ask('POST', `/incidents/${name}/notes`, { by: 'flo@example.com', text: 'Graphs look better' });
    const refused = await ask('POST', `/incidents/${name}/notes`, { by: 'U01GUS0001', text: 'x' });
    await ask('GET', `/incidents/${name}?by=U01FLO0001`);
    const told = await trail();
    expect(told).toContainEqual({
      via: 'timeline',
      who: 'U01FLO0001',
      action: 'declared',
      incident: number,
      result: 'done',
      request: null,
    });
    expect(told).toContainEqual({
      via: 'slack',
      who: 'U01GUS0001',
      action: 'command resolve',
      incident: number,
      result: 'not-allowed',
      request: null,
    });
    expect(told).toContainEqual({
      via: 'timeline',
      who: 'U01FLO0001',
      action: 'note',
      incident: number,
      result: 'done',
      request: null,
    });
    expect(told).toContainEqual({
      via: 'api',
      who: 'U01FLO0001',
      action: 'note',
      incident: number,
      result: 'done',
      request: note.request,
    });
    expect(told).toContainEqual({
      via: 'api',
      who: 'U01GUS0001',
      action: 'addNote',
      incident: number,
      result: 'not-allowed',
      request: refused.request,
    });
    expect(told).toContainEqual(expect.objectContaining({ via: 'bot', who: null, action: 'runbook', result: 'done' }));
    // What everybody may read is not noted when it is read.
    expect(told.filter(({ action }) => action === 'readIncident')).toEqual([]);
    expect(new Set((await trail('--incident', name)).map(({ incident }) => incident))).toEqual(new Set([number]));
    expect(new Set((await trail('--by', 'U01GUS0001')).map(({ result }) => result))).toEqual(new Set(['not-allowed']));
    expect(await trail('--until', '2020-01-01')).toEqual([]);
  });

  it('tells who read a private incident over the API or at the machine, and never what it is about', async () => {
    const { status } = await ask('POST', '/incidents', { by: 'U01FLO0001', title: 'Leak canary-audit', private: true });
    expect(status).toBe(201);
    const [{ number } = { number: 0 }] = await world().bot.ctx.db.prisma.incident.findMany({
      select: { number: true },
    });
    const read = await ask('GET', `/incidents/INC-${number}?by=U01FLO0001`);
    const outside = await ask('GET', `/incidents/INC-${number}?by=U01LENA0001`);
    const told = await trail();
    expect(told).toContainEqual({
      via: 'api',
      who: 'U01FLO0001',
      action: 'readIncident',
      incident: number,
      result: 'done',
      request: read.request,
    });
    expect(told).toContainEqual({
      via: 'api',
      who: 'U01LENA0001',
      action: 'readIncident',
      incident: number,
      result: 'no-such-incident',
      request: outside.request,
    });
    expect(JSON.stringify(told)).not.toContain('canary-audit');
  });

  it('has a row of what is done in the transaction that does it', async () => {
    const it = await declared(world(), 'P2 slow');
    const { number } = await it.incident();
    const { pool } = world().bot.ctx.db;
    await pool.query(`ALTER TABLE audit_entry ADD CONSTRAINT planted CHECK (action <> 'note') NOT VALID`);
    try {
      expect((await ask('POST', `/incidents/INC-${number}/notes`, { by: 'U01FLO0001', text: 'lost?' })).status).toBe(
        500,
      );
    } finally {
      await pool.query('ALTER TABLE audit_entry DROP CONSTRAINT planted');
    }
    const { rows } = await pool.query(`SELECT 1 FROM timeline_entry WHERE kind = 'note'`);
    expect(rows).toEqual([]);
  });
});
