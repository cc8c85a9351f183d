import type { KnownBlock } from '@slack/types';
import { nameOf } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notices.ts';
import type { Policy } from '../../domain/policy.ts';
import { longestSection } from '../limits.ts';
import { type Rendered, section } from './build-blocks.ts';
import { oneLine, paragraph } from './escape-text.ts';
import type { Facts } from './facts.ts';
import { nameInSentence, named, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** All blocks of a message share 12,000 characters. */
const MOST_CHARACTERS = 10_000;

/** What kind of incident it is, and what usually contains that kind. */
export function renderTyped(notice: Extract<Notice, { type: 'typed' }>, facts: Facts): Rendered {
  const said = sentenceOf(notice, facts);
  const steps = notice.hints && notice.to !== null ? hintBlocks(facts.policy, notice.to) : [];
  const head = said ?? `Usual first steps for ${nameOfType(facts.policy, notice.to)}`;
  return {
    text: `${withKind(facts.incident, nameOf(facts.incident))}: ${head}`,
    blocks: [...(said === null ? [] : [section(said)]), ...steps],
  };
}

function sentenceOf(notice: Extract<Notice, { type: 'typed' }>, facts: Facts): string | null {
  const { incident, policy, now } = facts;
  if (notice.by === null) return null;
  const by = named(notice.by, facts);
  const name = nameInSentence(incident);
  const at = `(${timeOf(notice.at, now)})`;
  if (notice.to === null) return `${by} took back the type of ${name}, ${nameOfType(policy, notice.from)} ${at}.`;
  const before = notice.from === null ? '' : ` It was ${nameOfType(policy, notice.from)}.`;
  return `${by} set the type of ${name} to *${nameOfType(policy, notice.to)}* ${at}.${before}`;
}

/** How the policy calls a type. */
export function nameOfType(policy: Policy, key: string | null): string {
  return oneLine(policy.containment.find((one) => one.key === key)?.name ?? key ?? 'none', 80);
}

// What is in backticks stays so: Slack copies it as it is.
function hintBlocks(policy: Policy, key: string): KnownBlock[] {
  const type = policy.containment.find((one) => one.key === key);
  if (type === undefined || type.hints.length === 0) return [];
  const each = Math.min(1000, Math.floor(MOST_CHARACTERS / type.hints.length));
  const lines = type.hints.map((hint, index) => `${index + 1}. ${paragraph(hint, Math.max(20, each))}`);
  const sections = [`*Usual first steps for ${nameOfType(policy, key)}:*`];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > MOST_CHARACTERS) break;
    const last = sections.at(-1) ?? '';
    if (last.length + line.length + 1 < longestSection) sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections.map((text) => section(text));
}
