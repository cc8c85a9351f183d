import type { Complaint } from '../complaint.ts';
import { early, latestFor, wasDisturbed } from '../lateness.ts';
import { type Promised, promisesOf } from '../promises.ts';
import { type Case, type Post, type View, amiss, inDigest, isDigest, iso, notDue, postsAbout } from '../view.ts';
import { addSpan, clockIn, toWork } from '../working-time.ts';

const minute = 60_000;

/**
 * Every reminder that the rhythm demands is in exactly one end state: sent in time; sent late after a disturbance, where the message
 * says so or the channel has a confession; a line of that confession or of the one reminder into which several collapsed; or cancelled,
 * because a recorded decision moved or ended the promise before it could come. Never twice: between two reminders of one update a
 * new moment to remind must have come.
 *
 * Tolerances. Urgent: three minutes before (unless the promise is nearer than that), at the time, five minutes after where that asks
 * somebody else (an owner who is the commander is not asked once more), ten minutes after. Calm: in working hours only, so that only
 * the first reminder is demanded, within a working day of its time, and not more than four a day. The time of an update whose
 * writer named one is read from the message, to the second.
 */
export function reminders(view: View): Complaint[] {
  return view.cases.flatMap((one) => {
    const about = postsAbout(view, one).filter(({ thread }) => thread === null);
    const promises = promisesOf(view, one);
    const merged = one.entries.some(
      ({ kind }) => kind === 'mergeUndone' || kind === 'replanned' || kind === 'channelLost',
    );
    if (merged) return [];
    return [
      ...promises.flatMap((promised) => missing(view, one, promised, about)),
      ...tooMany(view, one, promises, about),
    ];
  });
}

function remindersOf(about: Post[], number: number): Post[] {
  return about.filter(({ said }) => new RegExp(`pdate #${number} (is|was) due`).test(said)).sort((a, b) => a.at - b.at);
}

/** The moments at which somebody is reminded, with what each is called. */
function moments({ demands }: View, { due, from, urgent, roles }: Promised): { at: number; what: string }[] {
  if (!urgent) return [{ at: toWork(demands, Math.max(due, from)), what: 'its time, in working hours' }];
  const asked = roles.get('comms') ?? roles.get('commander');
  const commander = roles.get('commander');
  return [
    ...(due - 3 * minute > from ? [{ at: due - 3 * minute, what: 'three minutes before its time' }] : []),
    { at: Math.max(due, from), what: 'its time' },
    ...(commander !== undefined && commander !== asked
      ? [{ at: due + 5 * minute, what: 'five minutes after its time' }]
      : []),
    { at: due + 10 * minute, what: 'ten minutes after its time' },
  ];
}

function missing(view: View, one: Case, promised: Promised, about: Post[]): Complaint[] {
  const { record, demands, count } = view;
  const complaints: Complaint[] = [];
  const sent = remindersOf(about, promised.number);
  for (const { at, what } of moments(view, promised)) {
    if (at < promised.from) continue;
    const limit = promised.urgent
      ? latestFor(record, at)
      : latestFor(record, addSpan(demands, at, { clock: 'business days', amount: 1 }));
    const stoodUntil = promised.until ?? Number.POSITIVE_INFINITY;
    const found = sent.find((post) => post.at >= at - early && post.at <= limit);
    const isLate = found !== undefined && promised.urgent && found.at > at + 2 * minute + 10_000;
    // A decision before it could come cancels it.
    const isCancelled = found === undefined && stoodUntil <= limit;
    if (found === undefined && !isCancelled && limit > Date.parse(record.ended)) count('reminders', notDue);
    else if (found !== undefined) count('reminders', isLate ? 'sent late, and said so' : 'sent');
    else if (isCancelled) count('reminders', 'cancelled by a decision before it');
    else count('reminders', inDigest(about, at) ? 'in the digest of an outage' : amiss);
    if (stoodUntil <= limit || limit > Date.parse(record.ended)) continue;
    const where = `entries and messages of ${one.name} around ${iso(at)}`;
    const demanded = `a reminder of update #${promised.number} (due ${iso(promised.due)}) at ${iso(at)}, ${what}`;
    const complain = (seen: string): void =>
      void complaints.push({ rule: 'reminders', incident: one.name, when: iso(at), demanded, seen, where });
    if (found === undefined && inDigest(about, at)) continue;
    if (found === undefined) complain(`none until ${iso(limit)}; ${listed(sent)}`);
    else if (isLate && !isConfessed(about, at, found)) complain(`one at ${iso(found.at)} that confesses nothing`);
  }
  return complaints;
}

/**
 * It says itself that it is late, as a digest does of all its lines, or a confession stands before it; a reminder of a later moment
 * stands for this one.
 */
function isConfessed(about: Post[], due: number, found: Post): boolean {
  return (
    isDigest(found.said) ||
    // The word before the time says how near it is.
    /late|was due|is due at [^\n]*, (now|in (less than 1|[12]) min)/i.test(found.said) ||
    about.some(({ at, said }) => at >= due && at <= found.at + minute && /I was down from/.test(said))
  );
}

function tooMany(view: View, one: Case, promises: Promised[], about: Post[]): Complaint[] {
  const { record, demands } = view;
  const complaints: Complaint[] = [];
  for (const number of new Set(promises.map((promised) => promised.number))) {
    const own = promises.filter((promised) => promised.number === number);
    const sent = remindersOf(about, number);
    const due = own.flatMap((promised) =>
      [...moments(view, promised), { at: promised.due + 5 * minute, what: '' }].map(({ at }) => at),
    );
    for (const [index, post] of sent.entries()) {
      const before = sent[index - 1];
      if (before === undefined) continue;
      const urgent = own.some((promised) => promised.urgent);
      const isNew = due.some((at) => at > before.at - patienceOf(view, before) && at <= post.at + early);
      // The word before the time, and the one at it.
      const isOther = isAhead(before) && !isAhead(post);
      if (urgent ? !isNew : post.at - before.at < 30 * minute && !isOther)
        complaints.push({
          rule: 'reminders',
          incident: one.name,
          when: iso(post.at),
          demanded: `no second reminder of update #${number} for one moment`,
          seen: `one at ${iso(before.at)} and one at ${iso(post.at)}`,
          where: `messages ${before.ts} and ${post.ts}`,
        });
    }
    if (own.every((promised) => !promised.urgent)) {
      const days = sent.map(({ at }) => clockIn(demands.timezone, at).date);
      const most = days.find((day) => days.filter((other) => other === day).length > 4);
      if (most !== undefined)
        complaints.push({
          rule: 'reminders',
          incident: one.name,
          when: most,
          demanded: 'four reminders a day at most',
          seen: `${days.filter((day) => day === most).length}`,
          where: listed(sent),
        });
    }
  }
  return complaints;

  // What was sent late may have been for a moment that lies a little before it was sent.
  function patienceOf(_: View, post: Post): number {
    return wasDisturbed(record, post.at - minute, post.at) ? 10 * minute : 0;
  }
}

function isAhead({ said }: Post): boolean {
  return /pdate #\d+ is due/.test(said);
}

function listed(sent: Post[]): string {
  return sent.length === 0 ? 'no reminder of it at all' : `reminders at ${sent.map(({ at }) => iso(at)).join(', ')}`;
}
