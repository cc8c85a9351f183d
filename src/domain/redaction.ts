import { createHash } from 'node:crypto';
import type { Incident } from './incident.ts';
import { slugOf } from './naming.ts';
import type { Entry, FactKind } from './timeline.ts';

/** What stands where a text was. */
export const redactedText = '(redacted)';

/**
 * Where each kind of fact holds words of a person: these keys are what a redaction is about, and what it looks for in the
 * copies. A kind without any has nothing to redact; names, times, roles and the policy's own words are no person's text.
 */
export const wordsOf: Record<FactKind, readonly string[]> = {
  declared: ['title', 'affected', 'impact', 'quote'],
  edited: ['from', 'to'],
  severityChanged: ['why'],
  statusChanged: ['why'],
  resolved: ['what', 'fix', 'customers'],
  reopened: ['why'],
  cancelled: ['text'],
  updatePosted: ['text', 'know', 'done', 'next', 'eta'],
  parked: ['why'],
  paged: ['why'],
  note: ['text'],
  pagerChanged: ['text'],
  pageAttached: ['title'],
  messagePinned: ['text', 'files'],
  messageEdited: ['text'],
  taskAdded: ['text'],
  taskStarted: ['text'],
  taskTicked: ['text'],
  madePrivate: ['why'],
  engaged: ['why'],
  triageAnswered: ['answers'],
  ticketRecorded: ['ref'],
  redacted: ['why'],
  typeSet: [],
  closed: [],
  absorbed: [],
  archiveAsked: [],
  merged: [],
  mergeDeclined: [],
  mergeUndone: [],
  released: [],
  channelOpened: [],
  channelRenamed: [],
  channelLost: [],
  channelBack: [],
  roleTaken: [],
  roleLeft: [],
  handoverRequested: [],
  handoverPlanned: [],
  handoverDropped: [],
  handoverDeclined: [],
  handoverUnanswered: [],
  updateNudged: [],
  updateOverdue: [],
  snoozed: [],
  parkEnded: [],
  acknowledged: [],
  stepFired: [],
  stepSkipped: [],
  stepCancelled: [],
  ladderRepeated: [],
  respondWithinMissed: [],
  commanderMissing: [],
  commanderSilent: [],
  commandSought: [],
  commanderHeard: [],
  lapsed: [],
  pageAnswered: [],
  messageUnpinned: [],
  momentCorrected: [],
  repeatLinked: [],
  repeatUnlinked: [],
  closingTicked: [],
  boxTicked: [],
  outsideSent: [],
  taskChanged: [],
  taskDue: [],
  problemPosted: [],
  stepTicked: [],
  rolesUnfilled: [],
  silence: [],
  soakEnded: [],
  followUpTold: [],
  followUpDone: [],
  audienceCounted: [],
  joined: [],
  confessed: [],
  replanned: [],
  effectFailed: [],
  postMortemDrafted: [],
  permissionUnchecked: [],
};

/** The words of people in an entry. */
export function textsIn({ kind, body }: Pick<Entry, 'kind' | 'body'>): string[] {
  if (body === null || (kind === 'edited' && body['field'] === 'exposure')) return [];
  // Of a kind that only a newer version knows, all of it may be words.
  const keys = Object.hasOwn(wordsOf, kind) ? wordsOf[kind] : Object.keys(body);
  return keys.flatMap((key) => {
    const texts: unknown[] = [body[key]].flat();
    return texts.filter((text): text is string => typeof text === 'string' && text.trim() !== '');
  });
}

/**
 * The entries that say the same and so go together: a pinned message with its edits, a task with its ticks, the declaration
 * with the corrections of what it said.
 */
export function redactedTogether(entry: Entry, all: readonly Entry[]): Entry[] {
  const found = new Set([entry]);
  for (;;) {
    const before = found.size;
    for (const other of all) if ([...found].some((one) => belongs(one, other))) found.add(other);
    if (found.size === before) return [...found].toSorted((a, b) => a.seq - b.seq);
  }
}

const taskEntries: readonly FactKind[] = ['taskAdded', 'taskStarted', 'taskTicked'];

const families: readonly (readonly FactKind[])[] = [
  ['messagePinned', 'messageEdited'],
  taskEntries,
  ['declared', 'edited', 'pageAttached'],
  ['triageAnswered'],
];

function belongs(one: Entry, other: Entry): boolean {
  if (isNamedAfter(other, one)) return true;
  if (other.body === null || !families.some((kinds) => kinds.includes(one.kind) && kinds.includes(other.kind)))
    return false;
  if (one.kind === 'messagePinned' || one.kind === 'messageEdited') return one.source === other.source;
  if (taskEntries.some((kind) => kind === one.kind)) return one.body?.['task'] === other.body['task'];
  const texts = textsIn(one);
  return textsIn(other).some((text) => texts.includes(text));
}

/** What an entry says that the channel is or was called. */
export function channelNamesIn({ kind, body }: Pick<Entry, 'kind' | 'body'>): string[] {
  if (body === null || (kind !== 'channelOpened' && kind !== 'channelRenamed')) return [];
  return [body['name'], body['from'], body['to']].filter((name) => typeof name === 'string');
}

// The channel's name has the words of the title.
function isNamedAfter({ kind, body }: Entry, titled: Entry): boolean {
  if (!['declared', 'edited', 'pageAttached'].includes(titled.kind)) return false;
  const names = channelNamesIn({ kind, body });
  const slugs = textsIn(titled).map((text) => slugOf(text));
  return slugs.some((slug) => slug.length > 2 && names.some((name) => name.includes(slug)));
}

/** A text's mark: a command names what is to be erased by it, so that the words are not repeated anywhere. */
export function markOfText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Erases texts from the state wherever it keeps words of people. True when something was there. */
export function eraseFrom(incident: Incident, marks: ReadonlySet<string>): boolean {
  let erased = false;
  const is = (text: string | null): boolean => {
    const hit = text !== null && marks.has(markOfText(text));
    erased ||= hit;
    return hit;
  };
  if (is(incident.title)) incident.title = redactedText;
  if (is(incident.affected)) incident.affected = redactedText;
  if (is(incident.impact)) incident.impact = redactedText;
  if (incident.source !== null && is(incident.source.text)) incident.source.text = redactedText;
  const { resolution, merged } = incident;
  const { last } = incident.updates;
  if (last !== null && is(last.text)) last.text = redactedText;
  const { lastWords } = incident;
  for (const key of ['text', 'know', 'done', 'next', 'eta'] as const)
    if (lastWords !== null && is(lastWords[key])) lastWords[key] = redactedText;
  for (const parked of [incident.parked, merged?.was.parked ?? null])
    if (parked !== null && is(parked.why)) parked.why = redactedText;
  for (const key of ['what', 'fix', 'customers'] as const)
    if (resolution !== null && is(resolution[key])) resolution[key] = redactedText;
  for (const task of incident.tasks) if (is(task.text)) task.text = redactedText;
  eraseSizing(incident, is);
  return erased;
}

function eraseSizing(incident: Incident, is: (text: string | null) => boolean): void {
  const { triage } = incident;
  for (const engaged of incident.engaged) if (is(engaged.why)) engaged.why = redactedText;
  for (const [key, answer] of Object.entries(triage)) if (is(answer)) triage[key] = redactedText;
  const { created } = incident.ticket;
  if (created !== null && is(created.ref)) created.ref = redactedText;
}

// Under these names a notice holds what somebody wrote.
const wordKeys = new Set([
  'text',
  'know',
  'done',
  'next',
  'eta',
  'why',
  'cause',
  'fix',
  'customers',
  'title',
  'impact',
  'affected',
]);

/** A message's stored facts without these texts; the same object when none was in it. */
export function eraseInPayload(payload: unknown, marks: ReadonlySet<string>): unknown {
  if (Array.isArray(payload)) {
    const items = payload.map((item: unknown) => eraseInPayload(item, marks));
    return items.every((item, index) => item === payload[index]) ? payload : items;
  }
  if (typeof payload !== 'object' || payload === null) return payload;
  const pairs = Object.entries(payload).map(([key, value]): [string, unknown] => {
    const at: unknown = value;
    if (typeof at !== 'string') return [key, eraseInPayload(at, marks)];
    const isWords = wordKeys.has(key) || ('field' in payload && (key === 'from' || key === 'to'));
    return [key, isWords && marks.has(markOfText(at)) ? redactedText : at];
  });
  const same = pairs.every(([key, value]) => Reflect.get(payload, key) === value);
  return same ? payload : Object.fromEntries(pairs);
}

/** A document without these texts, however it broke their lines and escaped their signs. */
export function eraseInMarkdown(markdown: string, texts: readonly string[]): string {
  return texts.reduce((rest, text) => {
    const pattern = patternOf(text);
    return pattern === null ? rest : rest.replaceAll(pattern, redactedText);
  }, markdown);
}

// The words in their order; between them whatever is neither letter nor figure, or the name that a mention became.
function patternOf(text: string): RegExp | null {
  const parts = text.split(/<[@#!][^>]*>/).map((part) => part.match(/[\p{L}\p{N}]+/gu) ?? []);
  const words = parts.map((part) => part.join(String.raw`[^\p{L}\p{N}]{1,12}`)).filter((part) => part !== '');
  if (words.join('').length < 3) return null;
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`[\s\S]{1,100}?`)}(?![\p{L}\p{N}])`, 'gu');
}
