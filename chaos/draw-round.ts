import { type Random, randomFrom } from '../workbench/random.ts';

/** What a person does; who, where and with which words is drawn from `salt` when it comes to it. */
export type DrawnAct = { kind: ActKind; salt: number };
/** Each has a file or a part of one in acts/. */
export type ActKind =
  | 'declare'
  | 'declareByForm'
  | 'command'
  | 'press'
  | 'pressDirect'
  | 'doubleClick'
  | 'race'
  | 'pager'
  | 'chat';
/** When a bot is killed: on its n-th call, or some milliseconds after people began to act. */
export type Kill =
  | { when: 'before the call' | 'after applying'; service: Service; nth: number; writes: boolean }
  | { when: 'at random'; replica: number; afterMs: number };
/** Who is called. */
export type Service = 'slack' | 'pagerduty';
/** What calls meet: `skip` of them go through first. */
export type Trouble = {
  service: Service;
  kind: '429' | '500' | 'timeout' | 'reset' | 'lost-answer' | 'late-apply' | 'slow';
  /** Only calls of this method; any, unless told. */
  method?: string;
  skip: number;
  times: number;
  /** Milliseconds late or slow. */
  ms: number;
  /** Seconds that a 429 asks for. */
  retryAfter: number;
};
/** What happens besides calls. */
export type Event =
  | 'PostgreSQL restarts at once'
  | 'PostgreSQL restarts in order'
  | 'connections cut'
  | 'event again'
  | 'webhook again'
  | 'sockets refreshed'
  | 'Slack down for a moment'
  | 'PagerDuty down for a moment'
  | 'replica joins'
  | 'replica leaves';
/** One moment: what people do, what goes wrong, and how far the clock moves then. */
export type Step = {
  acts: DrawnAct[];
  /** What people press or type then reaches the bot twice. */
  twice: boolean;
  kills: Kill[];
  troubles: Trouble[];
  event: Event | null;
  /** Milliseconds that people are given before the clock moves, and a dead bot until it is started again. */
  waitMs: number;
  seconds: number;
};
/** Trouble, then quiet: the clock goes from timer to timer, now and then it jumps. */
export type Storm = { steps: Step[]; calm: { acts: DrawnAct[]; minutes: number; jumpHours: number } };
/** All that is drawn of a round before it begins. */
export type Round = {
  runbook: string;
  way: 'socket' | 'http';
  replicas: number;
  /** PagerDuty knows where to tell by itself; the bots look, too, where they are not told that it does. */
  isTold: boolean;
  startsAt: { weekday: number; minute: number };
  storms: Storm[];
};

// As often as people do it.
const oftenActed = [
  'declare',
  'declareByForm',
  'command',
  'command',
  'command',
  'command',
  'command',
  'press',
  'press',
  'press',
  'press',
  'pressDirect',
  'pressDirect',
  'doubleClick',
  'race',
  'pager',
  'pager',
  'chat',
] as const satisfies ActKind[];
const storms = 4;
const stepsOfStorm = 6;

/** The round of a seed: the same for the same words. */
export function drawRound(seed: string, round: number, runbooks: readonly [string, ...string[]]): Round {
  const random = randomFrom(hash(`${seed} ${round}`));
  return {
    // In turn, so that few rounds have all of them.
    runbook: runbooks[(round - 1 + (hash(seed) % runbooks.length)) % runbooks.length] ?? runbooks[0],
    way: random.one(['socket', 'socket', 'http']),
    replicas: random.one([1, 2, 2, 3, 4]),
    isTold: random.chance(0.6),
    startsAt: { weekday: 1 + random.below(7), minute: random.below(24 * 60) },
    storms: Array.from({ length: storms }, (_, n) => drawStorm(random, n === 0)),
  };
}

function drawStorm(random: Random, first: boolean): Storm {
  const steps = Array.from({ length: stepsOfStorm }, (_, n) => drawStep(random, first && n < 2));
  return {
    steps,
    calm: {
      acts: drawActs(random, 1 + random.below(3), false),
      minutes: random.one([5, 10, 20, 30]),
      jumpHours: random.chance(0.2) ? 1 + random.below(30) : 0,
    },
  };
}

function drawStep(random: Random, declares: boolean): Step {
  return {
    acts: drawActs(random, 1 + random.below(4), declares),
    twice: random.chance(0.15),
    kills: random.chance(0.85) ? [drawKill(random)] : [],
    troubles: random.chance(0.45) ? Array.from({ length: 1 + random.below(2) }, () => drawTrouble(random)) : [],
    event: random.chance(0.3)
      ? random.one([
          'PostgreSQL restarts at once',
          'PostgreSQL restarts in order',
          'connections cut',
          'connections cut',
          'event again',
          'event again',
          'webhook again',
          'sockets refreshed',
          'Slack down for a moment',
          'PagerDuty down for a moment',
          'replica joins',
          'replica joins',
          'replica leaves',
        ])
      : null,
    waitMs: 60 + random.below(500),
    seconds: random.one([1, 5, 20, 60, 180, 300]),
  };
}

function drawKill(random: Random): Kill {
  const when = random.one<Kill['when']>(['before the call', 'after applying', 'at random']);
  const replica = random.below(4);
  const afterMs = random.below(350);
  const writes = random.chance(0.8);
  const service = random.chance(0.15) ? 'pagerduty' : 'slack';
  // As many calls as a storm is likely to have, so that it comes to the kill.
  const nth = 1 + random.below(service === 'slack' ? 6 : 2);
  return when === 'at random' ? { when, replica, afterMs } : { when, service, nth, writes };
}

function drawTrouble(random: Random): Trouble {
  return {
    service: random.chance(0.25) ? 'pagerduty' : 'slack',
    kind: random.one(['429', '500', 'timeout', 'reset', 'lost-answer', 'lost-answer', 'late-apply', 'slow']),
    skip: random.below(6),
    times: 1 + random.below(3),
    ms: 40 + random.below(260),
    retryAfter: 1 + random.below(20),
  };
}

function drawActs(random: Random, count: number, declares: boolean): DrawnAct[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: declares && n === 0 ? 'declare' : random.one(oftenActed),
    salt: random.below(2 ** 31),
  }));
}

/** FNV-1a: a number for a word. */
function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const letter of word) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
