import type { KnownBlock } from '@slack/types';
import { isOpen, nameOf } from '../../domain/incident.ts';
import { actions } from '../ids.ts';
import { type Rendered, button, section } from './build-blocks.ts';
import { oneLine } from './escape-text.ts';
import type { Facts, ReceiptLine } from './facts.ts';
import { valueOf } from './incident-buttons.ts';
import { channelLink, severityName, withKind } from './name-things.ts';
import { timeOf } from './tell-time.ts';

/** More failed steps than this are told in one line, so that the message stays within what Slack takes. */
const MOST_FAILED = 25;

/** To the declarer: the incident is recorded, and how each step of its set-up went. */
export function renderReceipt(facts: Facts): Rendered {
  const { incident, policy, now } = facts;
  const name = withKind(incident, `${nameOf(incident)} · ${severityName(policy, incident.severity)}`);
  // The title ends the line: an asterisk in it cannot reach what follows.
  const head = `*${name}* is recorded (${timeOf(incident.moments.declared, now)}): ${oneLine(incident.title, 600)}`;
  const waiting = facts.receipt.filter((line) => line.state === 'waiting');
  const done = facts.receipt.filter((line) => line.state === 'done');
  return {
    text: head,
    blocks: [
      section(head),
      ...joined('✓', done),
      ...failedBlocks(facts),
      ...joined('⏳', waiting),
      ...similarBlocks(facts),
    ],
  };
}

function joined(mark: string, lines: ReceiptLine[]): KnownBlock[] {
  if (lines.length === 0) return [];
  const each = Math.min(200, Math.floor(2400 / lines.length));
  return [section(lines.map((line) => `${mark} ${oneLine(line.label, each)}`).join(' · '))];
}

function failedBlocks(facts: Facts): KnownBlock[] {
  const failed = facts.receipt.filter((line) => line.state === 'failed');
  const each = Math.min(500, Math.floor(4000 / Math.max(1, Math.min(failed.length, MOST_FAILED))));
  const shown = failed.slice(0, MOST_FAILED).map((line) => {
    const reason = oneLine(line.reason ?? 'the reason is not known', each);
    return section(`✗ ${oneLine(line.label, 150)}: ${reason}`, retryButton(facts, line));
  });
  const rest = failed.slice(MOST_FAILED);
  const names = rest.slice(0, 10).map((line) => oneLine(line.label, 60));
  const more = rest.length > 10 ? `, and ${rest.length - 10} more` : '';
  return rest.length === 0 ? shown : [...shown, section(`✗ Also failed: ${names.join(', ')}${more}`)];
}

// Nothing of the set-up is worth repeating once the incident is over.
function retryButton(facts: Facts, line: ReceiptLine) {
  if (!isOpen(facts.incident)) return undefined;
  return button({ label: 'Retry', action: actions.retry, value: valueOf(facts.incident, { effect: line.effectId }) });
}

function similarBlocks(facts: Facts): KnownBlock[] {
  const { similar = [] } = facts;
  if (similar.length === 0) return [];
  const lines = similar.slice(0, 5).map((one) => {
    const where = one.channel === null ? '' : ` (${channelLink(one.channel.id)})`;
    return `• INC-${one.number}${where}: ${oneLine(one.title, 300)}`;
  });
  return [
    section(
      `Open and similar when it was declared. If one is the same, choose *Merge* under *More* in this one’s channel:\n${lines.join('\n')}`,
    ),
  ];
}
