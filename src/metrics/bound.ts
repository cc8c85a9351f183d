/** Lets `most` different words through, each of letters, digits and signs of paths; what else comes is `other`. */
export function makeBound(most: number): (word: string) => string {
  const seen = new Set<string>();
  return (word) => {
    if (seen.has(word)) return word;
    if (seen.size >= most || !/^[\w./{} -]{1,60}$/.test(word)) return 'other';
    seen.add(word);
    return word;
  };
}
