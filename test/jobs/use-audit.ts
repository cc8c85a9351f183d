import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { nextWake } from '../../src/domain/schedule.ts';
import { audit, auditEvery } from '../../src/jobs/audit.ts';
import type { Known } from '../../src/jobs/audit-timers.ts';
import { openTestDatabase } from '../support/database.ts';
import { type Stage, startStage } from './stage.ts';

type Planned = { row: unknown; job: unknown; attempts: unknown };
type Audited = {
  stage: Stage;
  /** Open, a P0, and well when the auditor last looked. */
  incident: Incident;
  /** What the auditor of this process has seen. */
  known: Known;
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
  /** Where a timer stands: in its row, and in the queue. */
  planned(id?: string): Promise<Planned>;
  /** When it should fire. */
  due(): Promise<Date>;
  /** What the auditor's looks within the next minute count as put right. */
  foundWithinAMinute(): Promise<Record<string, number>>;
};

/** One open incident and an auditor, on a stage whose own worker has ended; another incident for each test. */
export function useAudit(): Audited {
  let stage: Stage;
  let incident: Incident;
  let known: Known;
  let close: () => Promise<void>;

  const sql = async (text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
    (await stage.ctx.db.pool.query(text, values)).rows;

  async function repaired(): Promise<Map<string, number>> {
    const lines = (await stage.ctx.metrics.text()).matchAll(/^muster_auditor_repairs_total\{repair="(\w+)"\} (\d+)$/gm);
    return new Map([...lines].map(([, repair = '', count]) => [repair, Number(count)]));
  }

  beforeAll(async () => {
    const opened = await openTestDatabase();
    close = opened.close;
    stage = await startStage(opened.database);
    await stage.worker.stop();
  });
  afterAll(async () => {
    await stage.close();
    await close();
  });
  beforeEach(async () => {
    for (const table of ['effect', 'incident', 'graphile_worker._private_jobs']) await sql(`DELETE FROM ${table}`);
    known = new Map();
    incident = await stage.declare({ severity: 'P0' });
    await sql(`UPDATE effect SET state = 'sent'`);
    await audit(stage.ctx, known);
  });

  return {
    get stage() {
      return stage;
    },
    get incident() {
      return incident;
    },
    get known() {
      return known;
    },
    sql,
    planned: async (id = incident.id) => {
      const [row] = await sql('SELECT wake_at FROM incident WHERE id = $1', id);
      const [job] = await sql(
        'SELECT run_at, attempts FROM graphile_worker._private_jobs WHERE key = $1',
        `wake:${id}`,
      );
      return { row: row?.wake_at, job: job?.run_at, attempts: job?.attempts };
    },
    due: async () => {
      const wakeAt = nextWake(await stage.incident(incident.id), stage.ctx.runbooks.current.policy);
      if (wakeAt === null) throw new Error('Nothing is planned');
      return wakeAt;
    },
    foundWithinAMinute: async () => {
      const before = await repaired();
      for (let looked = 0; looked < 60_000; looked += auditEvery) {
        stage.forward(auditEvery);
        await audit(stage.ctx, known);
      }
      const counts = [...(await repaired())].map(
        ([repair, count]) => [repair, count - (before.get(repair) ?? 0)] as const,
      );
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    },
  };
}
