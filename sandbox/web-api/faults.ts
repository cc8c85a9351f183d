/** What can go wrong between the app and Slack. */
export type Fault =
  | { kind: '429'; retryAfter: number }
  | { kind: '500' }
  /** No answer ever; nothing is applied. */
  | { kind: 'timeout' }
  /** The connection breaks before anything is applied. */
  | { kind: 'reset' }
  /** Applied, then the connection breaks. */
  | { kind: 'lost-answer' }
  /** The connection breaks at once; it is applied `ms` real milliseconds later. */
  | { kind: 'late-apply'; ms: number }
  | { kind: 'error'; error: string }
  | { kind: 'slow'; ms: number };

/** Which calls a fault hits ('response_url' and 'upload' are those two addresses), and how many of them (all, unless told). */
export type FaultRule = { method: string | RegExp; times?: number; fault: Fault };

/** The faults that are planted now. */
export type Faults = {
  add(rule: FaultRule): void;
  clear(): void;
  down(): void;
  up(): void;
  isDown(): boolean;
  take(method: string): Fault | undefined;
};

/** A place to plant faults; the first rule that matches a call is used up first. */
export function createFaults(onDown: () => void): Faults {
  let rules: { rule: FaultRule; left: number }[] = [];
  let isDown = false;
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }),
    clear: () => {
      rules = [];
      isDown = false;
    },
    down: () => {
      isDown = true;
      onDown();
    },
    up: () => {
      isDown = false;
    },
    isDown: () => isDown,
    take: (method) => {
      if (isDown) return { kind: 'reset' };
      const hit = rules.find(
        ({ rule, left }) =>
          left > 0 && (typeof rule.method === 'string' ? rule.method === method : rule.method.test(method)),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      return hit.rule.fault;
    },
  };
}
