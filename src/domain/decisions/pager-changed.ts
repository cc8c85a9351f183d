import type { Command } from '../commands.ts';
import type { PagerChange } from '../pager-news.ts';
import { type Draft, post, record, refreshAll } from '../draft.ts';
import { type Incident, isOpen } from '../incident.ts';
import { acknowledge } from '../people.ts';
import type { RingState } from '../ring-state.ts';
import { attachedName } from '../rings.ts';

/**
 * Somebody did something to a page in the pager itself. An answer there is an answer here. What Muster had told the pager
 * comes back from it and is known already: then nothing happens.
 */
export function pagerChanged(draft: Draft, command: Extract<Command, { type: 'pagerChanged' }>): void {
  const { ring, change, author: by } = command;
  const { incident, now } = draft;
  const state = incident.rings[ring];
  if (state === undefined || isKnown(state, change)) return;
  incident.rings[ring] = changed(state, change, now);
  record(draft, 'pagerChanged', by.user, {
    what: change.what,
    via: state.via,
    user: state.user,
    page: state.attached === null ? null : attachedName(state),
    name: by.user === null ? by.name : null,
    to: change.what === 'reassigned' ? change.to.map(({ name }) => name) : null,
    text: change.what === 'noted' ? change.text : null,
  });
  const page = state.attached === null ? {} : { page: attachedName(state) };
  post(draft, { type: 'pagerChange', by, via: state.via, user: state.user, change, ...page });
  refreshAll(draft, incident.calls);
  if (isAnswer(change) && isOpen(incident)) acknowledge(draft, answererOf(incident, state, by.user));
}

function isAnswer(change: PagerChange): boolean {
  return change.what === 'acknowledged' || change.what === 'resolved';
}

// Who is not known in Slack answered in place of whom the page was for: the channel's line says who it was.
function answererOf(incident: Incident, { user }: RingState, by: string | null): string {
  return incident.private && by !== null && !incident.invited.includes(by) ? user : (by ?? user);
}

function isKnown({ acknowledged, ended, assignee, movedTo }: RingState, change: PagerChange): boolean {
  switch (change.what) {
    case 'acknowledged':
      return acknowledged !== null || ended !== null;
    case 'resolved':
      return ended !== null;
    case 'reassigned':
      return change.to[0]?.id === (movedTo ?? assignee);
    case 'noted':
      return false;
  }
}

function changed(state: RingState, change: PagerChange, now: Date): RingState {
  switch (change.what) {
    case 'acknowledged':
      return { ...state, acknowledged: now };
    case 'resolved':
      return { ...state, acknowledged: state.acknowledged ?? now, ended: now };
    case 'reassigned':
      // Whoever has it now has not answered.
      return { ...state, movedTo: change.to[0]?.id ?? null, acknowledged: null };
    case 'noted':
      return state;
  }
}
