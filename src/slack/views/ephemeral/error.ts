import type { UserError } from '../../../errors.ts';
import { subcommands } from '../../ids.ts';
import { button, type Rendered } from '../build-blocks.ts';
import { sentenceView } from './sentence.ts';

/** What happened, what to do next, and the button that does it where there is one. */
export function errorView(error: UserError, command: string): Rendered {
  const sentences = typable(`${error.message} ${error.remedy}`.trim(), command);
  return sentenceView(sentences, error.offer ? [button(error.offer)] : []);
}

// The domain writes `take commander`, because it does not know how the slash command is called here.
const bare = new RegExp(`\`(?=(?:${subcommands.join('|')})\\b[^\`]*\`)`, 'g');

function typable(text: string, command: string): string {
  return text.replace(bare, `\`${command} `);
}

/** A bug: the reference finds it in the log. */
export function bugView(reference: string): Rendered {
  return sentenceView(
    `That did not work, and it is my fault. Try it once more; if it fails again, tell whoever runs Muster the reference ${reference}.`,
  );
}

/** The database could not be reached, or broke off. */
export function databaseView(trouble: 'unreachable' | 'lost', command: string): Rendered {
  if (trouble === 'unreachable')
    return sentenceView(
      'I cannot reach my database, so nothing was changed. Carry on by hand and try again in a minute.',
    );
  return sentenceView(
    `My database broke off in the middle, so I do not know whether that was recorded. Look at \`${command} status\` in a minute, then try again.`,
  );
}
