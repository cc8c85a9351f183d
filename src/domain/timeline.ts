import { createHash } from 'node:crypto';

/** A fact to be appended. `at` is when it happened (null: now); `body` is what a redaction erases. */
export type Fact = {
  kind: FactKind;
  at: Date | null;
  actor: string | null;
  body: Record<string, FactValue>;
  /** `<channel>:<ts>` of the message that it came from. */
  source: string | null;
};

/** Plain JSON of one level, so that a body has one canonical form. */
export type FactValue = string | number | boolean | null | string[];

/** What can be on a timeline. */
export const factKinds = [
  'declared',
  'channelOpened',
  'channelRenamed',
  'channelLost',
  'channelBack',
  'archiveAsked',
  'severityChanged',
  'statusChanged',
  'resolved',
  'closed',
  'reopened',
  'cancelled',
  'merged',
  'absorbed',
  'mergeUndone',
  'released',
  'mergeDeclined',
  'roleTaken',
  'roleLeft',
  'handoverRequested',
  'handoverPlanned',
  'handoverDropped',
  'handoverDeclined',
  'handoverUnanswered',
  'updatePosted',
  'updateNudged',
  'updateOverdue',
  'snoozed',
  'parked',
  'parkEnded',
  'acknowledged',
  'stepFired',
  'stepSkipped',
  'stepCancelled',
  'ladderRepeated',
  'respondWithinMissed',
  'commanderMissing',
  'commanderSilent',
  'commandSought',
  'commanderHeard',
  'lapsed',
  'paged',
  'pageAnswered',
  'pageAttached',
  'pagerChanged',
  'note',
  'messagePinned',
  'messageEdited',
  'messageUnpinned',
  'momentCorrected',
  'edited',
  'repeatLinked',
  'repeatUnlinked',
  // Of before there were other checklists than the closing one.
  'closingTicked',
  'boxTicked',
  'outsideSent',
  'taskAdded',
  'taskChanged',
  'taskStarted',
  'taskTicked',
  'taskDue',
  'engaged',
  'triageAnswered',
  'typeSet',
  'problemPosted',
  'stepTicked',
  'ticketRecorded',
  'redacted',
  'rolesUnfilled',
  'silence',
  'soakEnded',
  'followUpTold',
  'followUpDone',
  'madePrivate',
  'audienceCounted',
  'joined',
  'confessed',
  'replanned',
  'effectFailed',
  'postMortemDrafted',
  'permissionUnchecked',
] as const;
/** One kind of fact. */
export type FactKind = (typeof factKinds)[number];

/** An entry as it is stored. `body` and `salt` are null once redacted; the digest stays, so the chain still verifies. */
export type Entry = {
  seq: number;
  at: Date;
  recordedAt: Date;
  kind: FactKind;
  actor: string | null;
  body: Record<string, FactValue> | null;
  salt: string | null;
  source: string | null;
  digest: string;
  previousHash: string;
  hash: string;
};

/** Hash before the first entry. */
export const genesis = '0'.repeat(64);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** JSON with sorted keys: the same facts always give the same text. */
export function canonical(body: Record<string, FactValue>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}

/** Digest of what a redaction can erase; the salt (16 random bytes as hex) keeps a short body from being guessed. */
export function digestOf(salt: string, body: Record<string, FactValue>): string {
  return sha256(`${salt}|${canonical(body)}`);
}

/** Hash of an entry: everything that stays, the digest and the hash before. */
export function hashOf(entry: Omit<Entry, 'hash' | 'body' | 'salt'>): string {
  return sha256(
    JSON.stringify([
      entry.seq,
      entry.at.toISOString(),
      entry.recordedAt.toISOString(),
      entry.kind,
      entry.actor,
      entry.source,
      entry.digest,
      entry.previousHash,
    ]),
  );
}

/** Entry number `seq` for a fact. `salt` must be fresh: 16 random bytes as hex. */
export function makeEntry(input: { fact: Fact; seq: number; previousHash: string; salt: string; now: Date }): Entry {
  const { fact, seq, previousHash, salt, now } = input;
  const digest = digestOf(salt, fact.body);
  const rest = {
    seq,
    at: fact.at ?? now,
    recordedAt: now,
    kind: fact.kind,
    actor: fact.actor,
    source: fact.source,
    digest,
    previousHash,
  };
  return { ...rest, body: fact.body, salt, hash: hashOf(rest) };
}

/** The first entry that does not hold, with what is wrong with it; null when the whole chain does. */
export function firstBroken(entries: readonly Entry[]): { seq: number; problem: string } | null {
  let previousHash = genesis;
  let expected = 1;
  for (const entry of entries) {
    if (entry.seq !== expected) return { seq: expected, problem: `entry ${expected} is missing` };
    if (entry.previousHash !== previousHash)
      return { seq: entry.seq, problem: 'it does not follow the entry before it' };
    if ((entry.body === null) !== (entry.salt === null)) return { seq: entry.seq, problem: 'it is only half redacted' };
    if (entry.body !== null && entry.salt !== null && digestOf(entry.salt, entry.body) !== entry.digest)
      return { seq: entry.seq, problem: 'its text was changed' };
    if (hashOf(entry) !== entry.hash)
      return { seq: entry.seq, problem: 'its time, kind, author or number was changed' };
    previousHash = entry.hash;
    expected += 1;
  }
  return null;
}
