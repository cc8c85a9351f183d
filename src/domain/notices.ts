import type { Away } from './away.ts';
import type { PagerAuthor, PagerChange } from './pager-news.ts';
import type { cancelReasons } from './incident.ts';
import type { ListPart } from './checklists.ts';
import type { Followed } from './followers.ts';
import type { FollowUp } from './follow-ups.ts';
import type { MessageFacts } from './message-facts.ts';

/**
 * What a message is about: facts only, never rendered text. A view turns a notice and the incident *as it
 * is when it is sent or edited* into blocks; so an edit is the same notice rendered again.
 */
export type Notice =
  /** The pinned message that always shows the present state. */
  | { type: 'headline' }
  /** The incident's one message in the announcements channel, kept current. */
  | { type: 'announcement' }
  /** The organisation's own first words in the channel, pinned. */
  | { type: 'opening' }
  /** To the declarer: a line per step of the set-up, each ok, failed (with *Retry*) or waiting. */
  | { type: 'receipt' }
  /** A numbered update. */
  | ({ type: 'update' } & UpdateContent)
  /** Another incident may be the same: *Merge*. `others` are ids. */
  | { type: 'mergeOffer'; others: string[] }
  /** Severity, status, role and similar changes by a person, with what it did to the timers. */
  /** `woke`: until when it had been parked, where the change ended that. */
  /** `lists`: boxes that came with it and have no message of their own. */
  | {
      type: 'change';
      by: string;
      at: string;
      change: Change;
      replan: Replan | null;
      woke?: string | null;
      lists?: ListPart[];
    }
  /** One person is asked for the update before it is due; edited into "✓ update #3". */
  | { type: 'nudge'; number: number; due: string; ask: string }
  /** Everything of the timers that fell together: overdue updates, escalation, lapse, soak and so on. */
  | { type: 'due'; items: DueItem[]; lists?: ListPart[] }
  /** To one person, by direct message: you are reached, informed or paged. */
  | { type: 'call'; user: string; call: CallKind; why: string | null; by: string | null; also?: AlsoCalled[] }
  /** To one person: you need not come any more. */
  | { type: 'standDown'; user: string; reason: string }
  /** Texts for people outside, for somebody to copy and send; `as` is what they tell. */
  | { type: 'outside'; offers: string[]; as: MessageFacts }
  /** Somebody is asked to take over a role. */
  | { type: 'handover'; role: string; from: string | null; to: string; askedBy: string; until: string }
  /** Muster or Slack was away. */
  | Away
  /** The runbook was changed since; `replan`: what *Re-plan* would move as of then. `unreadable`: another one stands in for its own. */
  | { type: 'runbookChanged'; from: string; to: string; unreadable: boolean; replan: Replan | null }
  /** What somebody did to the page of `user` in the pager itself; `page` is how the pager calls one of its own. */
  | { type: 'pagerChange'; by: PagerAuthor; via: string; user: string; change: PagerChange; page?: string }
  /** A page that the pager had already asks its people for this incident: effect `ring` attached it. */
  | { type: 'attached'; ring: string; title: string; named: boolean; acknowledged: PagerAuthor | null }
  /** Something that Muster could not do, and what to do instead; `retry` is the effect that can be tried again. */
  | { type: 'trouble'; what: string; remedy: string; retry?: string }
  /** A person made it private: what was taken back (a line per part), and who could have seen it. */
  | { type: 'madePrivate'; by: string; at: string; why: string | null; replan: Replan | null }
  /** The one line that stays in the channel that everybody can open. */
  | { type: 'movedAway' }
  /** Lists of boxes to tick, as they stand. */
  | { type: 'checklists'; parts: ListPart[] }
  /** Something to do, as it stands now. */
  | { type: 'task'; task: string }
  /** A problem of the runbook that is worked through (R1): one message of several, `page` counted from 0. */
  | { type: 'problem'; problem: string; page: number }
  /** To somebody who follows and is not in the channel. */
  | { type: 'followed'; user: string; of: Followed }
  /** To one person, in their working hours: everything of theirs that is due, edited when it is done. */
  | { type: 'digest'; user: string; items: DigestItem[] }
  /** A ticket is to be written, with the text to copy; edited once it is there. */
  | { type: 'ticket' }
  /** Somebody was asked to come for what they know; `expert` is its name. */
  | { type: 'engaged'; by: string; at: string; expert: string; user: string; why: string | null }
  /** Which type of incident it is (`by` null: as it was declared), with what usually contains it where `hints`. */
  | { type: 'typed'; by: string | null; at: string; from: string | null; to: string | null; hints: boolean };

/** A follow-up as its owner was told of it; what it is now is looked up by its key. */
export type DigestItem = { key: string; what: FollowUp['what']; due: string; overdue: boolean };

/** What an update says. `text` alone for `/incident update <text>` and *No change*. */
export type UpdateContent = {
  number: number;
  by: string;
  at: string;
  status: string;
  text: string | null;
  know: string | null;
  done: string | null;
  next: string | null;
  eta: string | null;
  /** For *No change*: the update that still holds. */
  noChangeSince: { number: number; at: string } | null;
  /** When the next one is promised; null when no timer runs. */
  nextDue: string | null;
  /** What the organisation's own wording tells of that moment; messages of before do not say. */
  as?: MessageFacts;
};

/** A change by a person. */
export type Change =
  | { what: 'severity'; from: string; to: string; why: string | null }
  | { what: 'status'; from: string; to: string; why: string | null }
  | {
      what: 'resolved';
      cause: string | null;
      fix: string | null;
      customers: string | null;
      owner: string;
      headHash: string;
      /** What the organisation's own wording tells of that moment; messages of before do not say. */
      as?: MessageFacts;
    }
  | { what: 'closed' }
  | { what: 'reopened'; from: string; why: string | null }
  | { what: 'cancelled'; reason: CancelReason; text: string | null }
  /** `other`: the id of the other incident, looked up when it is shown. */
  | { what: 'merged'; other: string }
  /** `tasks`: those of the other one that nobody has done; messages of before do not say. */
  | { what: 'absorbed'; other: string; invited: number; answered: string | null; tasks?: string[] }
  | { what: 'mergeUndone'; other: string }
  | { what: 'released'; other: string; kept: boolean }
  | { what: 'roleTaken'; role: string; user: string; from: string | null }
  | { what: 'roleLeft'; role: string; user: string }
  /** `zone` is the clock of who parked it; `from` where it was parked until another time. */
  | {
      what: 'parked';
      until: string;
      zone: string;
      watching: string;
      why: string | null;
      from: string | null;
    }
  | { what: 'woken'; until: string }
  /** `name`: how the policy calls a moment of its own. */
  | { what: 'moment'; moment: string; name?: string; from: string | null; to: string | null }
  | { what: 'edited'; fields: EditedField[] }
  /** By key of the policy's questions; null was taken back. */
  | { what: 'triage'; answers: { key: string; text: string | null }[] }
  /** Goes on by another runbook; `undo`: by the one before. Hashes. */
  | { what: 'replanned'; from: string; to: string; undo: boolean };

/** One thing that was put right, as it was and as it is. */
export type EditedField = {
  field: 'title' | 'affected' | 'impact' | 'exposure';
  from: string | null;
  to: string | null;
};

/** Why an incident was called off. */
export type CancelReason = (typeof cancelReasons)[number];

/** Old and new times of what a change moved; only what moved is in it. ISO times, null for "none". */
export type Replan = {
  update: { from: string | null; to: string | null } | null;
  steps: { target: string; from: string | null; to: string | null }[];
};

/** How somebody is called: must answer, should know, or paged by hand. */
export type CallKind = 'reach' | 'inform' | 'page';

/** A call of another incident that was put into the message of this one. `effect` is the call that it was. */
export type AlsoCalled = { effect: string; incident: string; call: CallKind; why: string | null; by: string | null };

/** Somebody whom a timer calls: the title, who it is (null when the policy names nobody). */
export type Called = {
  target: string;
  title: string;
  /** The name in the policy: for those who are informed, whom a mention would only disturb twice. */
  name: string | null;
  user: string | null;
  phone: string | null;
};

/** One thing that a timer says. `planned` is when it was due: more than two minutes ago is told as late. */
export type DueItem =
  | {
      type: 'overdue';
      planned: string;
      number: number;
      due: string;
      stage: 'due' | 'commander' | 'standIn';
      ask: string[];
    }
  | {
      type: 'step';
      planned: string;
      kind: 'reach' | 'inform';
      called: Called;
      round: number;
      /** Why before its time. `unreached`: the one before it could not be paged. */
      early: 'respondWithin' | 'asked' | 'unreached' | null;
      /** Why whoever is on call by the role's schedule is not called. */
      duty?: 'nobody' | 'unknown' | 'stranger';
      by: string | null;
      /** Told in Slack, where no phone rings. */
      quiet?: boolean;
    }
  | {
      type: 'ladderEnd';
      planned: string;
      tried: { title: string; user: string | null; at: string; phone: string | null }[];
      again: string;
      /** Who asked for it; null for the clock. */
      by: string | null;
      quiet?: boolean;
    }
  /** A nudge that falls together with something else. */
  | { type: 'nudge'; planned: string; number: number; due: string; ask: string }
  | { type: 'respondWithin'; planned: string; since: string }
  /** `waiting`: since when a call to them has no answer, so that they are not called again. */
  | { type: 'noCommander'; planned: string; called: Called; page: boolean; waiting?: string }
  /** Whoever has command has not been heard since then. `next` is asked to take it at `until`; null: the channel is. */
  | { type: 'commanderSilent'; planned: string; user: string; since: string; next: Called | null; until: string }
  /** `from` has not answered: somebody else is asked to take command; null: nobody is left but `tried`. */
  | { type: 'commandSought'; planned: string; from: string; since: string; called: Called | null; tried: string[] }
  /** `user` answered then; `heard`: their last sign, or the commander's, where it is a later one. */
  | {
      type: 'lapse';
      planned: string;
      user: string;
      since: string;
      reason: 'noCommander' | 'silent';
      heard?: string;
      resumes: string[];
    }
  | { type: 'handoverUnanswered'; planned: string; role: string; from: string | null; to: string }
  | { type: 'rolesUnfilled'; planned: string; roles: string[] }
  | { type: 'soakEnded'; planned: string; ask: string | null }
  /** It was parked since then; `ask` watched it. */
  | { type: 'parkEnded'; planned: string; since: string; ask: string; why: string | null }
  | { type: 'silent'; planned: string; since: string; ask: string }
  /** Something to do now whose time has come; `task` is its id. */
  | { type: 'taskDue'; planned: string; task: string; ask: string; stage: 'due' | 'overdue' };
