import { sentences } from './sentences.ts';

/** A test that passed and what it proves. */
export type Proof = { id: string; test: string; file: string };

// More tests than that make a line long without making it truer.
const mostShown = 3;

/** docs/promises.md, and the ids of sentences that nothing proves though they are not said to come later. */
export function writePromises(proofs: readonly Proof[]): { markdown: string; unproved: string[] } {
  const unproved: string[] = [];
  const lines = [
    '# What Muster promises, and what proves it',
    '',
    'Each sentence of what Muster is meant to be, with tests that passed and whose assertions show it. Written by `npm run promises`; CI fails',
    'when it is not current. ⏳ marks what a later piece of work brings.',
  ];
  let section = '';
  for (const sentence of sentences) {
    if (sentence.section !== section) {
      section = sentence.section;
      lines.push('', `## ${section}`, '');
    }
    const own = proofs.filter(({ id }) => id === sentence.id).map(({ test, file }) => `\`${file}\` ${test}`);
    const shown = [...new Set(own)].sort();
    if (shown.length === 0 && sentence.later === undefined) unproved.push(sentence.id);
    lines.push(`- ${mark(shown.length, sentence.later)} **${sentence.id}** ${sentence.says}`);
    for (const proof of shown.slice(0, mostShown)) lines.push(`  - ${proof}`);
    if (shown.length > mostShown) lines.push(`  - and ${shown.length - mostShown} more`);
    if (sentence.later !== undefined) lines.push(`  - later: ${sentence.later}`);
  }
  return { markdown: `${lines.join('\n')}\n`, unproved };
}

function mark(proved: number, later: string | undefined): string {
  if (later !== undefined) return '⏳';
  return proved > 0 ? '✓' : '✗';
}
