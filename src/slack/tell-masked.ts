import { maskAll } from '../domain/mask-secrets.ts';
import type { Said } from './calls.ts';
import { sentenceView } from './views/ephemeral/sentence.ts';

/**
 * Tells whoever pasted a secret that it was kept out of the record, and that Slack still has it. `said` is what the person
 * gave; it is never repeated.
 */
export async function tellMasked(
  call: { reply: (said: Said) => Promise<void>; channel?: string | null },
  said: object,
  where: 'message' | 'command' = 'command',
): Promise<void> {
  const { found } = maskAll(said);
  if (found.length === 0) return;
  const what = found.map((name) => `${/^[AEIOUaeiou]/.test(name) ? 'an' : 'a'} ${name}`).join(' and ');
  const still =
    where === 'message'
      ? 'It is still in the message: revoke it, then delete it there.'
      : call.channel === ''
        ? 'It may be in the history of your shell: revoke it.'
        : 'It went through Slack all the same: revoke it.';
  await call.reply(sentenceView(`I masked what looks like ${what}; the record does not have it. ${still}`));
}
