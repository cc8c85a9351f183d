import { distance } from 'fastest-levenshtein';

/** The name that was probably meant, or null when none is near. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const allowed = Math.max(2, Math.floor(word.length / 3));
  let best: { name: string; far: number } | null = null;
  for (const name of names) {
    const far = distance(word.toLowerCase(), name.toLowerCase());
    // Two letters of three changed is another word, not a slip.
    if (far <= allowed && far < name.length && (best === null || far < best.far)) best = { name, far };
  }
  return best?.name ?? null;
}

/** "Did you mean update_every?", or the names that exist. `what` says what they are: "The keys here". */
export function didYouMean(word: string, names: readonly string[], what: string): string {
  const nearest = nearestName(word, names);
  if (nearest !== null) return `Did you mean ${nearest}?`;
  return names.length === 0 ? `${what}: none yet.` : `${what}: ${names.join(', ')}.`;
}
