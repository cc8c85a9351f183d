import type { ProblemRunbook } from './problem-schema.ts';
import type { TaskCommand } from './task-commands.ts';
import type { Incident, MomentName } from './incident.ts';
import type { AttachAnswer, PagerAuthor, PagerChange } from './pager-news.ts';
import type { CancelReason } from './notices.ts';

/** What a new incident starts from. Only the title is required. */
export type Declaration = {
  id: string;
  workspace: string;
  number: number;
  title: string;
  /** Severity key; null takes the policy's default for "unsure": the second highest. */
  severity: string | null;
  affected: string | null;
  impact: string | null;
  exposure: boolean;
  private: boolean;
  drill: boolean;
  /** Set for an incident that is over already and recorded afterwards. */
  backfill?: Backfill | null;
  declaredBy: string;
  /** Who leads from the start: takes command at once when it is the declarer, else is asked. */
  commander: string | null;
  source: { channel: string; ts: string; text: string; author: string | null } | null;
  /** Key of a type of the policy. */
  type?: string | null;
  /** Answers by key of the policy's questions. */
  triage?: Record<string, string | null>;
  /** Open incidents with a similar title. `mergeable`: of the last half hour, and one to which this one may be joined. */
  similar: { id: string; number: number; mergeable: boolean }[];
  /** A page of the pager's own: it is attached instead of ringing again. */
  page?: { id: string; url: string } | null;
  /** User groups and titles resolved to member ids, by severity key, happens in the policy; groups stay ids. */
};

/** The times of an incident that is recorded afterwards, and what came of it. Null: not known. */
export type Backfill = {
  impactStarted: Date | null;
  detected: Date | null;
  declared: Date;
  mitigated: Date | null;
  resolved: Date;
  what: string | null;
  fix: string | null;
  customers: string | null;
};

/** What can be asked of an incident. `by` is the member id of who asks; null is the clock or Slack itself. */
export type Command =
  | { type: 'changeSeverity'; by: string; to: string; why: string | null }
  /** Between investigating, identified and monitoring. `mitigated`: users no longer feel it. */
  | { type: 'changeStatus'; by: string; to: 'investigating' | 'identified' | 'monitoring'; why: string | null }
  | {
      type: 'resolve';
      by: string;
      what: string | null;
      fix: string | null;
      customers: string | null;
      owner: string | null;
    }
  | { type: 'close'; by: string }
  | { type: 'archiveChannel'; by: string }
  | { type: 'reopen'; by: string; why: string | null }
  | { type: 'cancel'; by: string; reason: CancelReason; text: string | null }
  /** The two halves of a merge, of one transaction; commands/merge-incidents.ts gives both. */
  | { type: 'mergeInto'; by: string; other: Merging }
  | { type: 'absorb'; by: string; other: Merging }
  /** The two halves of taking a merge back. `until`: the other one goes on by itself, but what it recorded so far stays here. */
  | { type: 'undoMerge'; by: string }
  | { type: 'release'; by: string; other: string; until: number | null }
  /** "It is not the same": the offer to merge is taken away. */
  | { type: 'declineMerge'; by: string }
  /** `takeOver`: who has it, as the person was told before pressing *Take over*; null takes a vacant role only. */
  | { type: 'takeRole'; by: string; role: string; takeOver: string | null }
  | { type: 'stepDown'; by: string; role: string | null }
  /** `offShift`: the asked person's own clock where they do not work now ("02:10 Lisbon"); null when they do, or nobody knows. */
  | { type: 'requestHandover'; by: string; role: string; to: string; offShift?: string | null }
  /** The same at a time to come. */
  | { type: 'planHandover'; by: string; role: string; to: string; at: Date; offShift: string | null }
  | { type: 'dropHandover'; by: string; role: string }
  | { type: 'answerHandover'; by: string; id: string; accept: boolean }
  | {
      type: 'postUpdate';
      by: string;
      status: 'investigating' | 'identified' | 'monitoring' | null;
      text: string | null;
      know: string | null;
      done: string | null;
      next: string | null;
      eta: string | null;
      /** Milliseconds until the next update; null takes the rhythm of the severity. */
      nextIn: number | null;
      /** Answers given in the same form, as in `answerTriage`. */
      triage?: Record<string, string | null>;
    }
  /** `number` is the update that the pressed button asked for; null where none was asked for. */
  | { type: 'noChange'; by: string; sentence: string | null; number: number | null }
  /** Milliseconds. */
  | { type: 'snooze'; by: string; for: number }
  /** Everything waits until then. `watching`: null is the commander, else who asks. `zone` is the asker's. */
  | { type: 'park'; by: string; until: Date; watching: string | null; why: string | null; zone: string }
  | { type: 'wake'; by: string }
  | { type: 'acknowledge'; by: string }
  /** The commander, who was asked, says so. */
  | { type: 'here'; by: string }
  /** `step` is the one that the pressed button showed; null for the command. */
  | { type: 'escalate'; by: string; step: string | null }
  /** `insteadOf`: who was called before and need not come any more. `asked`: when the pressed button was shown. */
  | { type: 'page'; by: string; user: string; why: string | null; insteadOf?: string | null; asked?: Date | null }
  | { type: 'note'; by: string; text: string }
  /** A message put on the timeline: `source` is `<channel>:<ts>`, `files` its attachments by name, type and address. */
  | { type: 'pinMessage'; by: string; source: string; at: Date; author: string | null; text: string; files?: string[] }
  | { type: 'editPinned'; by: string | null; source: string; text: string }
  | { type: 'unpinMessage'; by: string | null; source: string; reason: 'unpinned' | 'deleted' }
  | { type: 'correctMoment'; by: string; moment: MomentName; at: Date | null }
  | { type: 'finishFollowUp'; by: string; what: 'meeting' | 'report'; done: boolean }
  /** What is left out stays as it is; null empties it. */
  | {
      type: 'edit';
      by: string;
      title?: string;
      affected?: string | null;
      impact?: string | null;
      exposure?: boolean;
    }
  /** The earlier incident of the same cause, as it was read before; null takes the link away. */
  | { type: 'linkRepeat'; by: string; of: RepeatedIncident | null }
  /** `list` is its key; boxes by their place in it, those that change. */
  | { type: 'tickBoxes'; by: string; list: string; ticked: number[]; unticked: number[] }
  /** A text for outside was sent, or not after all: by its offer, else by its key in the policy. */
  | { type: 'markSent'; by: string; key: string; offer: string | null; sent: boolean }
  | TaskCommand
  /** The same for a moment of the policy's own, by key. */
  | { type: 'correctOwnMoment'; by: string; moment: string; at: Date | null }
  /** Somebody of an expert's people (`expert`: key or name), or one of them (`person`: key of the policy's people). */
  | { type: 'engage'; by: string; expert: string; person: string | null; why: string | null; asked?: Date | null }
  /** Answers by key of the policy's questions; null takes one back, what is left out stays. */
  | { type: 'answerTriage'; by: string; answers: Record<string, string | null> }
  /** Key or name of a type of the policy; null: not known. */
  | { type: 'setType'; by: string; to: string | null }
  /** The problem as it was found, so that the incident keeps what it posted. */
  | { type: 'postProblem'; by: string; problem: ProblemRunbook }
  /** `problem` is the id under which it was posted (R1), `step` its own (c1). */
  | { type: 'tickStep'; by: string; problem: string; step: string; done: boolean }
  /** The ticket is written (`ref`: its number or link), or not after all. */
  | { type: 'recordTicket'; by: string; done: boolean; ref: string | null }
  /** `marks` of the texts that go, `messages` that hold them, `files` of the post-mortem: see commands/redact-entry.ts. */
  | {
      type: 'redact';
      by: string;
      why: string | null;
      entries: string[];
      kinds: string[];
      marks: string[];
      messages: string[];
      files: { id: string; name: string }[];
      /** A post-mortem was written already. */
      drafted: boolean;
    }
  | { type: 'regeneratePostMortem'; by: string }
  /** By the runbook as it is now, or back to the one before. `from` is the short hash that the pressed button knew. */
  | { type: 'replan'; by: string; to: 'current' | 'before'; from: string | null }
  | { type: 'makePrivate'; by: string; why: string | null }
  | { type: 'follow'; by: string }
  | { type: 'unfollow'; by: string }
  | { type: 'join'; by: string }
  /** A sign of life of somebody in the channel. */
  | { type: 'sign'; by: string }
  /** What the timers ask: fire whatever is due. `zones`: in which zone people work, as far as it was asked for. */
  | { type: 'tick'; zones?: Record<string, string> }
  /** The bot was away from…to. */
  /** `lost`: not because it was down; a timer was missing since `from`. */
  | { type: 'confess'; from: Date; to: Date; lost?: boolean }
  /** The bot started with a runbook; the incident's channel hears of it where it goes on by another. */
  | { type: 'compareRunbook' }
  // Results of effects, and what Slack tells of its own accord.
  /** `open`: it is the channel that everybody sees, of an incident that was made private while it was being opened. */
  | { type: 'channelOpened'; id: string; name: string; open?: boolean }
  /** Slack was asked who could have seen what is private now. */
  | { type: 'audienceCounted'; members: number; others: string[]; othersCount: number; announced: number | null }
  | { type: 'channelRenamed'; name: string }
  | { type: 'channelLost'; reason: 'archived' | 'botRemoved' | 'deleted' }
  | { type: 'channelBack' }
  /** `inviter` is who brought them in, perhaps the bot; null who came by themselves. */
  | { type: 'memberJoined'; user: string; inviter: string | null }
  | { type: 'memberLeft'; user: string }
  /** `beside`: a pager rings their phone as well, and says for itself what came of that. */
  | { type: 'pageAnswered'; user: string; title: string; answer: PageAnswer; beside?: boolean }
  /** What the pager said of the effect that rings a phone. */
  | ({ type: 'rang'; effect: string; answer: RingAnswer } & Rung)
  /** What the pager said of the page that the declaration named. */
  | { type: 'pageAttached'; effect: string; answer: AttachAnswer }
  /** The pager does not take it now; it is asked again until it does. */
  | ({ type: 'ringDelayed'; effect: string; via: string; reason: string } & Rung)
  /** Somebody did something to that page in the pager itself. */
  | { type: 'pagerChanged'; ring: string; change: PagerChange; author: PagerAuthor }
  /** Somebody who follows cannot be written to. */
  | { type: 'followerLost'; user: string }
  /** `to` is who asked for it and hears it alone; without it the channel hears it. `unheard` is who was to be told what is due from them. */
  | { type: 'effectFailed'; effect: string; what: string; reason: string; to?: string; unheard?: string }
  /** A step that had failed was tried again and worked. */
  | { type: 'effectMended'; effect: string }
  /** `left` names files that Slack did not let go, though what they hold was redacted. */
  | { type: 'postMortemDrafted'; version: number; left?: string[] };

/** What is known of the incident that another one may repeat. */
export type RepeatedIncident = {
  id: string;
  number: number;
  private: boolean;
  declaredAt: Date;
  resolvedAt: Date | null;
};

/** The other side of a merge, as it was just before. */
export type Merging = Pick<Incident, 'id' | 'number' | 'kind' | 'private' | 'severity' | 'followers'> & {
  /** Who is in its channel, has a role in it, or declared it. */
  people: string[];
  /** Who answered for it and still stands for that. */
  standing: string | null;
  /** Its tasks that nobody has done. */
  tasks: string[];
};

/** What a pager said. `via` is how the person was tried, for the sentence that tells it. */
export type PageAnswer =
  /** `with`: the incident whose message carries the call, where it needed none of its own. */
  | { outcome: 'accepted'; via: string; rang: boolean; with?: string }
  | { outcome: 'queued'; via: string }
  | { outcome: 'refused'; via: string; reason: string }
  | { outcome: 'unknown'; via: string };

/** Whose phone was to ring, and for what call. */
export type Rung = { user: string; title: string; call: 'reach' | 'page'; why: string | null };

/** What a pager said of a phone that it rings. `page` is its own incident, where it can be looked up. */
export type RingAnswer =
  | { outcome: 'accepted'; via: string; page: { id: string; url: string }; assignee: string | null; with?: string }
  | { outcome: 'queued'; via: string }
  | { outcome: 'refused'; via: string; reason: string };

/** The name of every command. */
export type CommandType = Command['type'];
