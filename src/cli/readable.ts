/** What others wrote, as a terminal may show it: nothing in it moves the cursor or sets a title. */
export function readable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}
