import type { Complaint } from '../complaint.ts';
import { lived } from '../lateness.ts';
import type { View } from '../view.ts';

// The clock of the fake and that of the bot are one, but an answer travels, and replicas learn of it through the database.
const travel = { alone: 250, others: 5000, library: 2000 };

/**
 * Whoever was told 429 waits: the same process makes no call of that method (for a message: to that channel) before the time that
 * Slack named has passed, and so it is with each route of PagerDuty; other replicas wait, too, from when they can know. What was on
 * its way when the answer came (a quarter of a second, five seconds for another replica) is excused.
 * PagerDuty's own client repeats a 429 three times within a second before it says so; those two seconds, in which the clock may be moved, are excused, and no more; where
 * it was let in meanwhile, the limit is over, and the bot never heard of it. What a person waits for (a form, an
 * answer for their eyes only) cannot wait and is not held to it, nor to what another replica was told about reading who they are.
 */
export function limits({ record }: View): Complaint[] {
  const interactive = /^(views\.|chat\.postEphemeral|response_url|auth\.test|apps\.)/;
  // Read for somebody who presses as well as for an effect, which looks first what others were told.
  const asked = /^users\.info$/;
  const slack = record.slack
    .filter(({ method }) => !interactive.test(method))
    .map((call) => ({
      ...call,
      key: call.method.startsWith('chat.') ? `${call.method} ${call.channel ?? ''}` : call.method,
    }));
  const pager = record.pager.map((call) => ({ ...call, key: call.route, method: call.route }));
  const together = slack.filter(({ method }) => !asked.test(method)).map((call) => ({ ...call, from: null }));
  const clock = (from: number, to: number): number => to - from;
  return [
    ...hasty(slack, { excused: travel.alone, passed: clock }),
    ...hasty(together, { excused: travel.others, passed: clock }),
    ...hasty(pager, { excused: travel.library, passed: (from, to) => lived(record, from, to), letIn: true }),
  ];
}

type Timed = {
  at: string;
  key: string;
  method: string;
  from: string | null;
  retryAfter: number | null;
  applied: boolean;
};

type Excuse = { excused: number; passed: (from: number, to: number) => number; letIn?: boolean };

function hasty(calls: Timed[], { excused, passed, letIn = false }: Excuse): Complaint[] {
  const complaints: Complaint[] = [];
  const closed = new Map<string, { since: number; until: number }>();
  for (const call of calls) {
    const key = `${call.from ?? ''} ${call.key}`;
    const at = Date.parse(call.at);
    const wait = closed.get(key);
    if (wait !== undefined && passed(wait.since, at) > excused && at < wait.until - travel.alone)
      complaints.push({
        rule: 'limits',
        incident: null,
        when: call.at,
        demanded: `no ${call.method} before ${new Date(wait.until).toISOString()}, as the 429 of ${new Date(wait.since).toISOString()} asked`,
        seen: `a call ${Math.round((wait.until - at) / 1000)} s too early`,
        where: `calls of ${call.key}${call.from === null ? '' : ` by ${call.from}`}`,
      });
    if (letIn && call.applied && wait !== undefined && passed(wait.since, at) <= excused) closed.delete(key);
    if (call.retryAfter !== null) closed.set(key, { since: at, until: at + call.retryAfter * 1000 });
  }
  return complaints;
}
