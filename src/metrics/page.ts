import { Counter, Gauge, Registry } from 'prom-client';
import type { Ctx } from '../context.ts';
import { type Gauges, readGauges } from '../db/gauges.ts';

/** What /readyz knows: what of Muster works. */
export type Readings = { checks: Record<string, { ok: boolean }> };

// Whoever asks in a loop gets what was found a moment ago.
const freshFor = 5000;
// A scraper waits ten seconds at most, and what the process itself has counted must arrive.
const patience = 2500;

/** Makes what /metrics answers: what this process has counted, how things stand in the database, and what of it works. */
export function makeMetricsPage(
  ctx: Pick<Ctx, 'db' | 'log' | 'metrics' | 'now'>,
  { version, readings }: { version: string; readings: () => Promise<Readings> },
): () => Promise<string> {
  const gauges = makeGauges(version);
  let last: { at: number; page: Promise<void> } | null = null;

  async function look(): Promise<void> {
    const now = ctx.now();
    const reading = readGauges(ctx.db.prisma, now).catch((err: unknown) => {
      ctx.log.debug({ err }, 'The database could not be asked how things stand');
      return null;
    });
    const [{ checks }, found] = await Promise.all([readings(), Promise.race([reading, afterPatience()])]);
    gauges.show({ checks, found, now });
  }

  return async () => {
    const at = ctx.now().getTime();
    if (last === null || at - last.at > freshFor) last = { at, page: look() };
    await last.page;
    return `${await gauges.text()}\n${await ctx.metrics.text()}`;
  };
}

function makeGauges(version: string) {
  const registers = [new Registry()];
  const make = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers });
  make('muster_build_info', 'The version of Muster; always 1.', 'version').set({ version }, 1);
  const ready = make('muster_ready', 'Whether it works, as /readyz sees it: database, queue, slack.', 'check');
  const open = make('muster_open_incidents', 'Open incidents, private ones among them.', 'severity', 'kind');
  const unanswered = make(
    'muster_unanswered_incidents',
    'Open real incidents that nobody acknowledged within the time that the policy gives.',
    'severity',
  );
  const overdue = make('muster_updates_overdue', 'Open incidents whose update is overdue.', 'severity');
  const jobs = make('muster_jobs', 'Jobs of the queue: due, waiting for their time, running, failed.', 'state');
  const oldest = make(
    'muster_oldest_overdue_job_seconds',
    'For how long the oldest job that is due has waited to be begun; 0 when none is.',
  );
  const effects = make(
    'muster_effects',
    'What has to reach the outside: planned, sending; failed counts those of open incidents, which somebody has to retry.',
    'state',
  );
  const replicas = make('muster_replicas', 'Processes of Muster that were heard of within the last half minute.');
  const memory = make('process_resident_memory_bytes', 'Resident memory.');
  const heap = make('nodejs_heap_size_used_bytes', 'Memory of the JavaScript heap in use.');
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time that this process has used.',
    registers,
  });
  const started = make('process_start_time_seconds', 'When this process started, in seconds since 1970.');
  const ofDatabase = [open, unanswered, overdue, jobs, oldest, effects, replicas];

  function showDatabase(
    { incidents, jobs: queue, oldestDue, effects: sent, replicas: count }: Gauges,
    now: Date,
  ): void {
    for (const { severity, kind, ...counts } of incidents) {
      open.inc({ severity, kind }, counts.open);
      unanswered.inc({ severity }, counts.unanswered);
      overdue.inc({ severity }, counts.overdue);
    }
    for (const [state, number] of Object.entries(queue)) jobs.set({ state }, number);
    for (const [state, number] of Object.entries(sent)) effects.set({ state }, number);
    oldest.set(oldestDue === null ? 0 : (now.getTime() - oldestDue.getTime()) / 1000);
    replicas.set(count);
  }

  return {
    /** `found` is null when the database did not say: then nothing is shown of it, because old numbers would look like present ones. */
    show({ checks, found, now }: Readings & { found: Gauges | null; now: Date }): void {
      for (const gauge of ofDatabase) gauge.reset();
      // Without labels a gauge that was reset reads 0.
      for (const gauge of [oldest, replicas]) if (found === null) gauge.remove();
      for (const [check, { ok }] of Object.entries(checks)) ready.set({ check }, ok ? 1 : 0);
      if (found !== null) showDatabase(found, now);
      memory.set(process.memoryUsage.rss());
      heap.set(process.memoryUsage().heapUsed);
      const { user, system } = process.cpuUsage();
      cpu.reset();
      cpu.inc((user + system) / 1_000_000);
      started.set(Math.round(now.getTime() / 1000 - process.uptime()));
    },
    text: () => registers[0]?.metrics() ?? Promise.resolve(''),
  };
}

function afterPatience(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), patience).unref();
  });
}
