import type { Incident } from '../../domain/incident.ts';
import type { DueItem } from '../../domain/notices.ts';
import type { RingState } from '../../domain/ring-state.ts';
import { attachedName, phonesOf } from '../../domain/rings.ts';
import type { Facts } from './facts.ts';
import { named } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** What is known of the phones of those whom these things call: "paged" stands there once the pager has accepted it, and not before. */
export function pagedLine(items: DueItem[], facts: Facts): string {
  const { incident, now } = facts;
  const called = new Set(items.flatMap(peopleCalled));
  const since = Math.min(...items.map(({ planned }) => new Date(planned).getTime()));
  const taken = Object.values(incident.rings).filter(
    // What was attached rang before, and rings until it has its answer.
    (ring) =>
      phonesOf(ring).some((user) => called.has(user)) &&
      (ring.attached === null
        ? isFirstSince(ring, incident, since)
        : ring.at.getTime() >= since || ring.ended === null),
  );
  if (taken.length === 0) return 'Messaged in Slack. Not paged yet.';
  const lines = taken.slice(-5).map((ring) => {
    const { user, via, at, accepted, attached } = ring;
    if (attached !== null) {
      const whom = phonesOf(ring).filter((one) => called.has(one));
      return `${attachedName(ring)} rings ${whom.map((one) => named(one, facts)).join(' and ')} already.`;
    }
    return accepted
      ? `${via} accepted the page for ${named(user, facts)} ${timeOf(at, now)}.`
      : `Queued by ${via} ${timeOf(at, now)}: it pages whom its own policy names.`;
  });
  return ['Messaged in Slack.', ...new Set(lines)].join(' ');
}

/** Whether it is the page of this call: a later one of the same person belongs to a later message. */
function isFirstSince(ring: RingState, { rings }: Incident, since: number): boolean {
  const [first] = Object.values(rings)
    .filter((one) => one.attached === null && one.user === ring.user && one.at.getTime() >= since)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return first === ring;
}

function peopleCalled(item: DueItem): string[] {
  if (item.type === 'step' || item.type === 'noCommander') return item.called.user === null ? [] : [item.called.user];
  return item.type === 'ladderEnd' ? item.tried.flatMap(({ user }) => user ?? []) : [];
}
