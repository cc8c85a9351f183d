// Marks that sentences of the domain carry; a person who types <!channel> gets those very characters.
const ours = /<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>|<#[CG][A-Z0-9]+>|<!date\^\d+\^[^<>|^]+\|[^<>|]*>/g;

/** Escapes a sentence for mrkdwn; mentions of people, groups and channels and times stay what they are. */
export function escapeSentence(text: string): string {
  const marks = [...text.matchAll(ours)].map(([mark]) => mark);
  return text
    .split(ours)
    .map((part, index) => escaped(part) + (marks[index] ?? ''))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
