import { createHash } from 'node:crypto';
import type { Complaint } from '../complaint.ts';
import type { Entry, View } from '../view.ts';

const genesis = '0'.repeat(64);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function digestOf({ salt, body }: Entry): string {
  const sorted = Object.fromEntries(Object.entries(body ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sha256(`${salt}|${JSON.stringify(sorted)}`);
}

function hashOf({ seq, at, recordedAt, kind, actor, source, digest, previousHash }: Entry): string {
  return sha256(JSON.stringify([seq, at, recordedAt, kind, actor, source, digest, previousHash]));
}

/** What is wrong with a chain, reckoned anew from the export alone. */
function faultIn(entries: readonly Entry[]): { seq: number; what: string } | null {
  let previous = genesis;
  for (const [index, entry] of entries.entries()) {
    const { seq } = entry;
    if (seq !== index + 1) return { seq, what: `entry ${index + 1} is missing` };
    if (entry.previousHash !== previous) return { seq, what: 'it does not follow the entry before it' };
    if ((entry.body === null) !== (entry.salt === null)) return { seq, what: 'it is half redacted' };
    if (entry.body !== null && digestOf(entry) !== entry.digest) return { seq, what: 'its body is not its digest' };
    if (hashOf(entry) !== entry.hash) return { seq, what: 'it is not its hash' };
    previous = entry.hash;
  }
  return null;
}

/**
 * A timeline is gapless and its hash chain holds, up to the head that the incident names; so do the chains of what was merged into it.
 * Times of recording never go back by more than a second: replicas share the machine's clock.
 */
export function timeline({ cases }: View): Complaint[] {
  const complaints: Complaint[] = [];
  for (const { name, entries, head, absorbed } of cases) {
    const complain = (seq: number, what: string, of = name): void =>
      void complaints.push({
        rule: 'timeline',
        incident: of,
        when: entries.find((one) => one.seq === seq)?.recordedAt ?? null,
        demanded: 'a gapless timeline whose hash chain holds',
        seen: `entry ${seq}: ${what}`,
        where: `export of ${name}, entries`,
      });
    const fault = faultIn(entries);
    if (fault !== null) complain(fault.seq, fault.what);
    const last = entries.at(-1);
    if (fault === null && (last?.seq !== head.seq || last.hash !== head.hash))
      complain(head.seq, `the incident names head ${head.seq}, and the timeline ends with ${last?.seq ?? 'nothing'}`);
    for (const other of absorbed) {
      const broken = faultIn(other.entries);
      if (broken !== null) complain(broken.seq, broken.what, other.name);
    }
    for (const [index, entry] of entries.entries()) {
      const before = entries[index - 1];
      if (before !== undefined && Date.parse(entry.recordedAt) < Date.parse(before.recordedAt) - 1000)
        complain(entry.seq, `it was recorded before the entry before it (${before.recordedAt})`);
    }
  }
  return complaints;
}
