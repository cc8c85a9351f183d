import type { Effect } from '../effects.ts';
import type { Incident } from '../incident.ts';
import type { Change, DueItem, Notice } from '../notices.ts';
import type { Policy } from '../policy.ts';

/** Where it would be seen. A call is a page, or a direct message where no pager is configured. */
export type Place = 'channel' | 'announcements' | 'thread' | 'direct message' | 'call';

/** What happens, by a name that stays: the sentence may be worded anew, this may not. */
export type PlanWhat =
  | 'opens'
  | 'invited'
  | 'topic'
  | 'called'
  | 'informed'
  /** Somebody is to be called or informed for whom the policy names nobody: the channel reads it. */
  | 'unnamed'
  | 'postMortem'
  | Exclude<Effect['type'], 'post' | 'page' | 'openChannel' | 'invite' | 'setTopic' | 'draftPostMortem'>
  | Exclude<Notice['type'], 'due' | 'change' | 'call'>
  | Exclude<DueItem['type'], 'step'>
  | Exclude<Change['what'], 'status'>
  | `status ${string}`;

/** One thing that somebody would see. */
export type PlanLine = {
  /** Whole minutes since the declaration. */
  minute: number;
  at: Date;
  what: PlanWhat;
  /** Whom it is for or about: keys of roles or people, `declarer`, or member ids, joined by a comma; null for nobody. */
  whom: string | null;
  where: Place;
  /** How it reads; times are on the policy's clock. */
  text: string;
};

/** What a line says besides its time. */
export type Said = Pick<PlanLine, 'what' | 'whom' | 'where' | 'text'>;

/** What the words of a line need: the incident as the decision left it, and how people and times are called. */
export type Sight = {
  incident: Incident;
  policy: Policy;
  /** "Ana Ruiz"; "the declarer". */
  nameOf: (user: string) => string;
  /** `ana` of the policy's people; `declarer`. */
  keyOf: (user: string) => string;
  /** "03:15", with the day where it is another. */
  clock: (at: Date | string) => string;
};
