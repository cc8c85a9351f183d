import { describeEntry } from '../../../domain/describe-entry.ts';
import { type Incident, nameOf } from '../../../domain/incident.ts';
import type { RecordEntry } from '../../../domain/record-parts.ts';
import type { Policy } from '../../../domain/policy.ts';
import { mention } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { clip } from '../../limits.ts';
import { button, buttonRow, context, type Rendered, section } from '../build-blocks.ts';
import { timeOf } from '../tell-time.ts';
import { escapeSentence } from './escape-sentence.ts';

// Twenty lines of 500 characters stay below the 12,000 that a message's blocks may hold together.
const LONGEST_LINE = 500;

/** One page of a timeline, for one person. */
export function renderTimelinePage(
  incident: Incident,
  read: { entries: RecordEntry[]; page: number; pages: number },
  facts: { policy: Policy; now: Date },
): Rendered {
  const { entries, page, pages } = read;
  const { policy, now } = facts;
  const head = `Timeline of ${nameOf(incident)}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;
  const lines = entries.map((entry) => {
    const said = describeEntry(entry, { policy, name: mention }).replace(/\s+/g, ' ');
    const number = entry.of === null ? `${entry.seq}.` : `${entry.of} · ${entry.seq}.`;
    return section(`${number} ${timeOf(entry.at, now)} ${clip(escapeSentence(clip(said, 400)), LONGEST_LINE)}`);
  });
  const turn = (label: string, to: number) =>
    button({
      label,
      action: actions.showTimeline,
      variant: String(to),
      value: { incident: incident.id, page: String(to) },
    });
  return {
    text: head,
    blocks: [
      section(`*${head}*`),
      ...lines,
      ...(entries.length === 0 ? [context('Nothing is recorded yet.')] : []),
      ...buttonRow([
        ...(page > 1 ? [turn('Earlier', page - 1)] : []),
        ...(page < pages ? [turn('Later', page + 1)] : []),
        button({
          label: 'Add a note',
          action: actions.openNote,
          value: { incident: incident.id, number: String(incident.number) },
        }),
        button({
          label: 'Redact',
          action: actions.openRedact,
          value: { incident: incident.id, number: String(incident.number) },
        }),
        button({
          label: 'Correct a time',
          action: actions.openMoment,
          value: { incident: incident.id, number: String(incident.number) },
        }),
      ]),
    ],
  };
}
