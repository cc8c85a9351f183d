import { type Asked, replayOf } from './arguments.ts';
import type { Ends } from './check/check.ts';
import type { Complaint } from './check/complaint.ts';
import { exportSchema } from './check/view.ts';
import type { Round } from './draw-round.ts';
import type { Played } from './play-round.ts';

/** What all rounds of a run come to. */
export type Tally = {
  began: number;
  rounds: number;
  kills: number;
  complaints: { round: number; complaint: Complaint }[];
  /** Rounds with a complaint. */
  red: number;
  counts: Record<string, Record<string, number>>;
};

/** Nothing yet. */
export function emptyTally(): Tally {
  return { began: performance.now(), rounds: 0, kills: 0, complaints: [], red: 0, counts: {} };
}

/** Adds a round. */
export function tallyRound(
  tally: Tally,
  round: Round,
  { record, deaths, events, replicas }: Played,
  { complaints, ends }: { complaints: Complaint[]; ends: Ends },
): void {
  tally.rounds += 1;
  tally.kills += deaths.length;
  tally.complaints.push(...complaints.map((complaint) => ({ round: record.round, complaint })));
  const add = (table: string, name: string, by = 1): void => {
    const counts = (tally.counts[table] ??= {});
    counts[name] = (counts[name] ?? 0) + by;
  };
  add('runbooks', round.runbook);
  add('ways', round.way === 'socket' ? 'Socket Mode' : 'HTTP');
  add('replicas', String(round.replicas));
  add('processes', 'started', replicas);
  for (const death of deaths) add('kill points', death === 'after applying' ? 'after a call was applied' : death);
  for (const fault of record.faults) add('faults', `${fault.what.split(' ')[0]} ${fault.kind}`);
  for (const event of events) add('events', event);
  for (const act of record.acts) add('acts', act.kind);
  for (const [what, counts] of Object.entries(ends)) for (const [end, n] of Object.entries(counts)) add(what, end, n);
  for (const { incident } of record.exports.map((one) => exportSchema.parse(one))) {
    add('severities', incident.severity);
    add('kinds', `${incident.kind}${incident.private ? ', private' : ''}`);
    add('statuses', incident.status);
  }
  add('seen', 'incidents', record.exports.length);
  add(
    'seen',
    'messages',
    record.channels.reduce((sum, { messages }) => sum + messages.length, 0),
  );
  add('seen', 'pages that rang', record.rang.length);
  add('seen', 'calls of Slack', record.slack.length);
  add('seen', 'calls of PagerDuty', record.pager.length);
}

/** A line for whoever waits. */
export function tellRound(number: number, round: Round, { record, deaths, replicas }: Played, ms: number): string {
  const messages = record.channels.reduce((sum, channel) => sum + channel.messages.length, 0);
  return `round ${number} · ${round.runbook}, ${round.way}, ${round.replicas} replicas · ${(ms / 1000).toFixed(1)} s · ${deaths.length} killed of ${replicas} · ${record.exports.length} incidents, ${record.acts.length} acts, ${record.slack.length} calls, ${messages} messages`;
}

/** How far a run has come, and what is left. */
export function tellProgress({ kills, rounds, minutes }: Asked, tally: Tally): string {
  const of = (done: number, all: number | null, what: string): string =>
    all === null ? `${done} ${what}` : `${done} of ${all} ${what}`;
  const spent = seconds(tally);
  const left = [
    ...(kills === null || tally.kills === 0 ? [] : [(spent / tally.kills) * (kills - tally.kills)]),
    ...(rounds === null || tally.rounds === 0 ? [] : [(spent / tally.rounds) * (rounds - tally.rounds)]),
    ...(minutes === null ? [] : [minutes * 60 - spent]),
  ];
  const memory = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const rest = left.length === 0 ? '' : ` · about ${Math.ceil(Math.max(0, Math.min(...left)) / 60)} min left`;
  return `  ${of(tally.rounds, rounds, 'rounds')}, ${of(tally.kills, kills, 'kill points')}, ${tally.complaints.length} complaints in ${Math.round(spent / 60)} min${rest} · ${memory} MB`;
}

/** All complaints once more in a line each, with what replays their rounds. */
export function tellAgain(asked: Asked, { complaints }: Tally): string {
  return complaints
    .map(({ round, complaint: { rule, incident, demanded } }) =>
      [`✗ round ${round}`, rule, incident ?? '', demanded, replayOf(asked, round)]
        .filter((word) => word !== '')
        .join(' · '),
    )
    .join('\n');
}

/** Since the run began. */
export function seconds({ began }: Tally): number {
  return Math.round((performance.now() - began) / 1000);
}
