import type { Button } from '@slack/types';
import { describeEntry } from '../../../domain/describe-entry.ts';
import { type Incident, nameOf } from '../../../domain/incident.ts';
import type { Policy } from '../../../domain/policy.ts';
import type { Entry } from '../../../domain/timeline.ts';
import { mention } from '../../../domain/wording.ts';
import { actions } from '../../ids.ts';
import { clip } from '../../limits.ts';
import { button, buttonRow, type Rendered, section } from '../build-blocks.ts';
import { escapeSentence } from './escape-sentence.ts';

/** *Redact*: asks once more, because it cannot be undone. */
export function redactButton(incident: Incident, seq: number, why: string | null): Button {
  return {
    ...button({
      label: 'Redact',
      action: actions.redact,
      variant: String(seq),
      value: { incident: incident.id, entry: String(seq), ...(why === null ? {} : { why: clip(why, 500) }) },
    }),
    confirm: {
      title: { type: 'plain_text', text: `Erase entry ${seq} for good?` },
      text: {
        type: 'plain_text',
        text: 'What it says goes from the record, from my messages and from the post-mortem. This cannot be undone.',
      },
      confirm: { type: 'plain_text', text: 'Erase' },
      deny: { type: 'plain_text', text: 'Keep' },
    },
  };
}

/** What would be erased, for the one who asks. */
export function renderRedact(incident: Incident, entry: Entry, why: string | null, policy: Policy): Rendered {
  const head = `Entry ${entry.seq} of ${nameOf(incident)}, to be erased for good:`;
  const said = clip(describeEntry(entry, { policy, name: mention }).replace(/\s+/g, ' '), 1500);
  return {
    text: head,
    blocks: [section(head), section(escapeSentence(said)), ...buttonRow([redactButton(incident, entry.seq, why)])],
  };
}
