import { checkMessage } from './message.ts';
import type { Rule, Violation } from './rule.ts';
import { checkView } from './view.ts';

export type { Violation } from './rule.ts';

/** Lists everything in a message (its text, blocks and metadata) that Slack would refuse; other arguments of the method are left alone. */
export function validateMessage(message: unknown): Violation[] {
  return violationsOf(message, checkMessage);
}

/** Lists everything in a modal or Home view that Slack would refuse. */
export function validateView(view: unknown): Violation[] {
  return violationsOf(view, checkView);
}

function violationsOf(value: unknown, rule: Rule): Violation[] {
  const violations: Violation[] = [];
  rule(value, '', (path, problem) => violations.push({ path, problem }));
  return violations;
}
