import type { KnownBlock } from '@slack/types';
import { actions } from '../../ids.ts';
import { button, buttonRow, type Rendered, section } from '../build-blocks.ts';
import { oneLine, paragraph } from '../escape-text.ts';

/** What the declarer hears when an incident could not be stored. */
export type NotRecordedFacts = {
  certainty: 'unreachable' | 'lost' | 'slow';
  /** The procedure by hand, from the policy. */
  manual: string;
  /** What was filled in, as label and text, so that nothing is lost. */
  written: [string, string][];
  /** What the form begins with when it is tried again. */
  again: Record<string, string>;
  command: string;
};

/** "Nothing is recorded", what to do by hand, what was written, and a button to try again. */
export function renderNotRecorded(facts: NotRecordedFacts): Rendered {
  const text = openings[facts.certainty](facts.command);
  const written = facts.written.map(([label, said]) => `*${label}:* ${oneLine(said, 500)}`).join('\n');
  const blocks: KnownBlock[] = [section(`:warning: *${text}*`)];
  if (facts.manual.trim() !== '') blocks.push(section(paragraph(`Meanwhile, by hand:\n${facts.manual.trim()}`, 2900)));
  if (written !== '') blocks.push(section(`What you wrote:\n${written}`));
  const again = button({ label: 'Try again', action: actions.openDeclare, value: facts.again, primary: true });
  return { text, blocks: [...blocks, ...buttonRow([again])] };
}

const openings = {
  unreachable: () => 'Nothing is recorded: I cannot reach my database.',
  lost: (command: string) =>
    `My database broke off while I was recording this. Look at ${command} list in a minute; until then take it as not recorded.`,
  slow: () =>
    'Not recorded yet: my database has not answered so far. I keep trying and will tell you once it works; until then take it as not recorded.',
} as const;
