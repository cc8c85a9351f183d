/**
 * The few marks of Slack that sentences of the domain carry: a person, a clock time. Slack shows them in
 * the reader's language and zone.
 */

/** A mention of a member. */
export function mention(user: string): string {
  return `<@${user}>`;
}

/** A time of day in the reader's zone; the fallback says UTC. */
export function clockTime(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{time}|${at.toISOString().slice(11, 16)} UTC>`;
}

/** A day and time in the reader's zone: "tomorrow at 09:00"; the fallback says UTC. */
export function dayTime(at: Date): string {
  const iso = at.toISOString();
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC>`;
}

/** A day with its time in the reader's zone: "Nov 30, 2026 12:00 AM"; the fallback says UTC. */
export function dayOf(at: Date): string {
  const iso = at.toISOString();
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short} {time}|${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC>`;
}

/** `3 people`, `1 person`. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A question or a label before what answers it: a colon where it ends without a mark. */
export function asLabel(question: string): string {
  const text = question.trim();
  return /[?:.!]$/.test(text) ? text : `${text}:`;
}
