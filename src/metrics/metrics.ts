import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Repair, repairs as allRepairs } from '../domain/repairs.ts';
import { makeBound } from './bound.ts';

/** How a call to a service outside failed: a kind, and what the service itself calls it where it does. */
export type CallTrouble = {
  kind: 'rate_limited' | 'server_error' | 'http_error' | 'timeout' | 'unreachable' | 'broken' | 'refused' | 'other';
  code: string | null;
};

/** A call to a service outside that has ended. `what` is a method or a path without ids. */
export type EndedCall = { what: string; seconds: number; trouble: CallTrouble | null };

/** What came of one beat to whoever watches Muster from outside; `silent`: there was none, because something does not work. */
export type BeatResult = 'sent' | 'failed' | 'silent';

/** What one process counts of its work. Nothing of it is a query, and no label holds words of people or ids. */
export type Metrics = {
  /** A timer fired, so many seconds after it was due. */
  timerFired(late: number): void;
  slackCalled(call: EndedCall): void;
  pagerDutyCalled(call: EndedCall): void;
  commandEnded(command: string, result: 'done' | 'refused' | 'failed'): void;
  /** Seconds from the first call to the first answer. */
  acknowledged(severity: string, seconds: number): void;
  /** The auditor has looked: and how many incidents it could not read. */
  audited(at: Date, unreadable: number): void;
  repaired(repair: Repair, count?: number): void;
  beat(result: BeatResult, at: Date): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
};

const seconds = { call: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], timer: [1, 2, 5, 10, 30, 60, 120, 300, 900, 3600] };
const answerSeconds = [30, 60, 120, 300, 600, 900, 1800, 3600];

/** Makes the counters of a process. */
export function makeMetrics(): Metrics {
  const registers = [new Registry()];
  const lateness = new Histogram({
    name: 'muster_timer_lateness_seconds',
    help: 'How long after their due time the timers of incidents fired.',
    buckets: seconds.timer,
    registers,
  });
  const slack = callMetrics(registers, { name: 'muster_slack', of: 'the Web API of Slack', label: 'method' });
  const pagerDuty = callMetrics(registers, { name: 'muster_pagerduty', of: 'PagerDuty', label: 'operation' });
  const commands = new Counter({
    name: 'muster_commands_total',
    help: 'Commands to incidents, of people and of the clock, by what came of them.',
    labelNames: ['command', 'result'],
    registers,
  });
  const answered = new Histogram({
    name: 'muster_acknowledgement_seconds',
    help: 'Time from the first call of a real incident to its first acknowledgement.',
    labelNames: ['severity'],
    buckets: answerSeconds,
    registers,
  });
  const repairs = new Counter({
    name: 'muster_auditor_repairs_total',
    help: 'What the auditor found missing or wrong and put right.',
    labelNames: ['repair'],
    registers,
  });
  const lastAudit = new Gauge({
    name: 'muster_auditor_last_run_timestamp_seconds',
    help: 'When the auditor last looked at all open incidents.',
    registers,
  });
  const unreadable = new Gauge({
    name: 'muster_unreadable_incidents',
    help: 'Incidents with a timer whose stored document this version cannot read: nothing happens in them by itself.',
    registers,
  });
  const beats = new Counter({
    name: 'muster_heartbeats_total',
    help: 'Beats to HEARTBEAT_URL by what came of them; silent: not sent, because something does not work.',
    labelNames: ['result'],
    registers,
  });
  const lastBeat = new Gauge({
    name: 'muster_heartbeat_last_success_timestamp_seconds',
    help: 'When HEARTBEAT_URL last took a beat of this process; 0 before the first.',
    registers,
  });
  // A counter that is there from the start shows its first increase; one that appears with it does not.
  for (const repair of allRepairs) repairs.inc({ repair }, 0);
  for (const result of ['sent', 'failed', 'silent'] satisfies BeatResult[]) beats.inc({ result }, 0);
  return {
    timerFired: (late) => lateness.observe(late),
    slackCalled: slack,
    pagerDutyCalled: pagerDuty,
    commandEnded: (command, result) => commands.inc({ command, result }),
    acknowledged: (severity, after) => answered.observe({ severity }, after),
    audited: (at, count) => {
      lastAudit.set(at.getTime() / 1000);
      unreadable.set(count);
    },
    repaired: (repair, count = 1) => repairs.inc({ repair }, count),
    beat: (result, at) => {
      beats.inc({ result });
      if (result === 'sent') lastBeat.set(at.getTime() / 1000);
    },
    text: async () => (await Promise.all(registers.map((registry) => registry.metrics()))).join(''),
  };
}

function callMetrics(
  registers: Registry[],
  { name, of, label }: { name: string; of: string; label: string },
): (call: EndedCall) => void {
  const duration = new Histogram({
    name: `${name}_call_duration_seconds`,
    help: `How long calls to ${of} took, however they ended.`,
    labelNames: [label],
    buckets: seconds.call,
    registers,
  });
  const errors = new Counter({
    name: `${name}_errors_total`,
    help: `Calls to ${of} that did not end well, by kind, and by what it said where it said something.`,
    labelNames: [label, 'kind', 'code'],
    registers,
  });
  // The words of others: a new one a day must not grow the page without end.
  const known = { what: makeBound(80), code: makeBound(100) };
  return ({ what, seconds: took, trouble }) => {
    const called = known.what(what);
    duration.observe({ [label]: called }, Math.max(0, took));
    if (trouble === null) return;
    const { kind, code } = trouble;
    errors.inc({ [label]: called, kind, code: code === null ? '' : known.code(code) });
  };
}
