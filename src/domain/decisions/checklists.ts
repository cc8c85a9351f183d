import { type ShownList } from '../checklist-schema.ts';
import { type ListPart, hasCome, listsFor, openBoxes, pagesOf, requireList } from '../checklists.ts';
import type { Command } from '../commands.ts';
import { type Draft, post, record, refreshAll, refreshSurfaces } from '../draft.ts';
import { addDuration } from '../duration.ts';
import { type Incident, holderOf, isOpen } from '../incident.ts';
import { touch } from '../people.ts';
import type { Checklist } from '../runbook-parts.ts';

/**
 * Shows the lists whose moment has come and that no message shows yet: what comes together is one message. Each is shown once;
 * a severity that brings more lists, and a status that was left out, bring theirs when they do.
 */
export function showChecklists(draft: Draft): void {
  const { incident, policy } = draft;
  const come = listsFor(policy, incident.severity)
    .filter(({ show }) => hasCome(show, incident))
    .map((list) => takeUp(draft, list));
  // Nobody works in the channel of what is over and was only recorded: its headline has the boxes.
  if (incident.kind === 'backfill') return;
  postLists(
    draft,
    come.filter((list) => list.messages.length === 0 && openBoxes(list).length > 0),
  );
}

function takeUp(draft: Draft, { key, name, show, items }: Checklist): ShownList {
  const { incident, now } = draft;
  const known = incident.checklists.find((list) => list.key === key);
  if (known !== undefined) return known;
  const boxes = items.map((text) => ({ text, doneBy: null, doneAt: null }));
  const list: ShownList = { key, name, show, items: boxes, since: now, due: null, revision: 0, messages: [] };
  incident.checklists.push(list);
  startDue(draft, list);
  return list;
}

function startDue({ incident, policy, now }: Draft, list: ShownList): void {
  const due = listsFor(policy, incident.severity).find(({ key }) => key === list.key)?.due ?? null;
  list.since = now;
  // What was recorded afterwards was due in its own time.
  list.due = due === null || incident.kind === 'backfill' ? null : addDuration(now, due, policy);
}

function postLists(draft: Draft, lists: ShownList[]): void {
  for (const parts of pagesOf(lists)) {
    const message = joined(draft, parts) ?? post(draft, { type: 'checklists', parts });
    for (const list of lists) if (parts.some((part) => part.list === list.key)) list.messages.push(message);
  }
}

// What Slack takes beside the words of another message.
const mostJoined = 10;

/** Short lists come with the message of their moment, where that is a short one: who has command, who is called at the beginning. */
function joined(draft: Draft, parts: ListPart[]): string | null {
  if (parts.reduce((sum, { from, to }) => sum + to - from, 0) > mostJoined) return null;
  for (const planned of draft.effects) {
    const { effect } = planned;
    if (effect.type !== 'post' || effect.to.type !== 'channel') continue;
    const { notice } = effect;
    const takes = notice.type === 'due' || (notice.type === 'change' && notice.change.what === 'roleTaken');
    if (!takes || notice.lists !== undefined) continue;
    planned.effect = { ...effect, notice: { ...notice, lists: parts } };
    return planned.id;
  }
  return null;
}

/** What a decision did to the lists: whatever brought their moment, they come behind its message. */
export function keepChecklists(draft: Draft, before: Incident): void {
  const { incident } = draft;
  if (incident.private && !before.private) return moveAlong(draft);
  if (turnOf(before) === turnOf(incident)) return;
  const isResolvedNow = incident.status === 'resolved' && before.status !== 'resolved';
  for (const list of incident.checklists) if (isResolvedNow && list.show === 'resolved') startDue(draft, list);
  showChecklists(draft);
  if (before.status === incident.status) return;
  // They say when they are due, and lose their boxes with an incident that is called off or merged.
  refreshAll(draft, [...new Set(before.checklists.flatMap(({ messages }) => messages))]);
}

// What decides which lists there are and whether their moment has come.
function turnOf(incident: Incident): string {
  const { status, severity, runbook } = incident;
  return [status, severity, runbook, holderOf(incident, 'commander') === null].join();
}

// What was posted in the old channel is taken back; what is still open goes on in the new one.
function moveAlong(draft: Draft): void {
  const { checklists } = draft.incident;
  const posted = checklists.filter(({ messages }) => messages.length > 0);
  for (const list of posted) list.messages = [];
  postLists(
    draft,
    posted.filter((list) => openBoxes(list).length > 0),
  );
}

/** Boxes are ticked, or ticks taken back; each is on the record with who and when. */
export function tickBoxes(draft: Draft, command: Extract<Command, { type: 'tickBoxes' }>): void {
  const { incident, now } = draft;
  const { by, ticked, unticked } = command;
  const list = requireList(incident, command.list);
  let changed = false;
  for (const [index, item] of list.items.entries()) {
    const done = ticked.includes(index) || (item.doneAt !== null && !unticked.includes(index));
    if (done === (item.doneAt !== null)) continue;
    item.doneBy = done ? by : null;
    item.doneAt = done ? now : null;
    record(draft, 'boxTicked', by, { list: list.name, item: item.text, done });
    changed = true;
  }
  if (!changed) return;
  list.revision += 1;
  refreshAll(draft, list.messages);
  refreshSurfaces(draft);
  if (isOpen(incident)) touch(draft, by);
}
