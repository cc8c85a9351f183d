import type { Notice } from './notices.ts';

/**
 * What a decision makes happen outside. Each effect is a row in PostgreSQL, committed with the state, and
 * done by the file of its name in jobs/. Effects carry ids and facts; text is rendered when they run.
 */
export type Effect =
  | { type: 'openChannel' }
  | { type: 'post'; to: Destination; notice: Notice }
  /** Render the message that effect `target` posted again, and edit it. Coalesced. */
  | { type: 'refresh'; target: string }
  /** Pin the message that effect `target` posted. */
  | { type: 'pin'; target: string }
  | { type: 'setTopic' }
  | { type: 'addBookmark'; title: string; url: string }
  /** Member ids and user group ids. `ordered`: before whatever is posted next (a mention needs a member). */
  | { type: 'invite'; users: string[]; ordered: boolean }
  /** Reach one person by a message in Slack. */
  | { type: 'page'; user: string; title: string; notice: Extract<Notice, { type: 'call' }> }
  /** Have that person's phone ring, by the pager. */
  | { type: 'ring'; user: string; title: string; call: 'reach' | 'page'; why: string | null }
  /** Ask the pager for a page of its own, so that nobody whom it asks is paged again. */
  | { type: 'attach'; page: { id: string; url: string } }
  /** Say to the pager what became of what effect `ring` began. `by` is who answered. */
  | { type: 'settleRing'; ring: string; user: string; to: Settled; by: string | null }
  /** Write the post-mortem draft and put it into the channel as a Markdown file; first delete the files to erase. */
  | { type: 'draftPostMortem'; by: string | null; erase?: { id: string; name: string }[] }
  /** Take back a part of what everybody could see, because the incident is private now. */
  | { type: 'withdraw'; part: WithdrawnPart }
  /** Publish every Home that names it again: Slack shows what was published last until its owner opens it. */
  | { type: 'refreshHomes' }
  /** `by` hears it when it cannot be done. */
  | { type: 'archiveChannel'; by: string };

/** What the pager is told of a page: somebody is on it, nobody is needed any more, or its title must not be read. */
export const settlements = ['acknowledged', 'resolved', 'veiled'] as const;
/** One of them. */
export type Settled = (typeof settlements)[number];

/** What is taken back when an incident is made private, in this order; `audience` asks who could have seen it. */
export const withdrawnParts = ['audience', 'announcement', 'files', 'messages', 'header', 'name'] as const;
/** One part. */
export type WithdrawnPart = (typeof withdrawnParts)[number];

/** The name of every effect; the crash tests walk over it. */
export const effectTypes = [
  'openChannel',
  'post',
  'refresh',
  'pin',
  'setTopic',
  'addBookmark',
  'invite',
  'page',
  'ring',
  'attach',
  'settleRing',
  'draftPostMortem',
  'withdraw',
  'refreshHomes',
  'archiveChannel',
] as const satisfies readonly Effect['type'][];

/** Where a message goes. */
export type Destination =
  | { type: 'channel' }
  /** The channel that it had before it was made private. */
  | { type: 'formerChannel' }
  /** Below what effect `under` posted in the channel. */
  | { type: 'thread'; under: string }
  | { type: 'announcements' }
  /** The thread under the announcement. `broadcast` also shows it in the channel. */
  | { type: 'announcementThread'; broadcast: boolean }
  | { type: 'person'; user: string };

/** An effect with its place: what is stored. */
export type PlannedEffect = {
  /** `<incident id>:<version>.<n>`, or `<incident id>:<surface>` for the messages that an incident has once. */
  id: string;
  effect: Effect;
  /** Effects of one lane happen in order, one at a time. */
  lane: string;
  /** Id of the effect that must have happened first; null for none. */
  needs: string | null;
};

/** Ids of the effects that an incident has exactly once. */
export function surfaceId(
  incidentId: string,
  surface: 'channel' | 'headline' | 'announcement' | 'receipt' | 'withdrawal' | 'farewell',
): string {
  return `${incidentId}:${surface}`;
}

/** Id of the effect that takes a part back: each is there once. */
export function withdrawId(incidentId: string, part: WithdrawnPart): string {
  return `${incidentId}:withdraw.${part}`;
}

/** The lane and the need of an effect. */
export function placeOf(incidentId: string, effect: Effect): { lane: string; needs: string | null } {
  const lane = (name: string) => `${incidentId}:${name}`;
  const channel = surfaceId(incidentId, 'channel');
  switch (effect.type) {
    case 'openChannel':
      return { lane: lane('open'), needs: null };
    case 'post':
      switch (effect.to.type) {
        case 'channel':
          return { lane: lane('channel'), needs: channel };
        case 'thread':
          return { lane: lane('channel'), needs: effect.to.under };
        case 'formerChannel':
          return { lane: lane('withdraw'), needs: null };
        case 'announcements':
          return { lane: lane('announcements'), needs: null };
        case 'announcementThread':
          return { lane: lane('announcements'), needs: surfaceId(incidentId, 'announcement') };
        case 'person':
          return { lane: `person ${effect.to.user}`, needs: null };
      }
      break;
    case 'refresh':
      return { lane: lane(`refresh ${effect.target}`), needs: effect.target };
    case 'pin':
      return { lane: lane('pin'), needs: effect.target };
    case 'setTopic':
      return { lane: lane('topic'), needs: channel };
    case 'addBookmark':
      return { lane: lane('bookmarks'), needs: channel };
    case 'invite':
      return { lane: lane(effect.ordered ? 'channel' : 'invite'), needs: channel };
    case 'page':
      // With the other messages to that person, of all incidents: "you need not come" must not overtake the call, and a
      // call looks for one before it that still waits.
      return { lane: `person ${effect.user}`, needs: null };
    case 'ring':
    case 'settleRing':
      // Beside the messages: Slack being away must not keep a phone from ringing, nor PagerDuty a message from coming.
      return { lane: lane(`ring ${effect.user}`), needs: null };
    case 'attach':
      return { lane: lane('attach'), needs: null };
    case 'refreshHomes':
      return { lane: lane('homes'), needs: null };
    case 'archiveChannel':
      // Behind whatever is still to be posted there.
      return { lane: lane('channel'), needs: channel };
    case 'draftPostMortem':
      return { lane: lane('post-mortem'), needs: null };
    case 'withdraw':
      // Who could have seen it is asked beside: nothing waits for it.
      return { lane: lane(effect.part === 'audience' ? 'audience' : 'withdraw'), needs: null };
  }
}
