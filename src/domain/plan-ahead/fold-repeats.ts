import type { SeenLine } from './merge-echoes.ts';

// Three of the same are a rhythm; two may be chance.
const fewest = 3;

/** What goes on at the same distance to the end is said once: "then every 10 min". `end` is how far was looked. */
export function foldRepeats(lines: readonly SeenLine[], end: Date): SeenLine[] {
  const groups = new Map<string, SeenLine[]>();
  for (const line of lines) {
    // A call for another reason is no repetition; of the others the times in the sentence differ.
    const key = [line.what, line.whom, ...line.places, line.what === 'called' ? line.text : ''].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const folded = new Map<SeenLine, SeenLine | null>();
  for (const group of groups.values()) {
    const run = lastRun(group);
    const [first, second] = run;
    if (first === undefined || second === undefined || run.length < fewest) continue;
    const step = second.at.getTime() - first.at.getTime();
    const last = run.at(-1) ?? second;
    if (last.at.getTime() + step <= end.getTime()) continue;
    for (const line of run) folded.set(line, null);
    folded.set(first, { ...first, text: `${first.text}; then every ${spanOf(step)}${until(first)}` });
  }
  return lines.flatMap((line) => {
    const told = folded.get(line);
    return told === undefined ? [line] : told === null ? [] : [told];
  });
}

/** The last of these lines, as long as they follow each other at one distance. */
function lastRun(group: readonly SeenLine[]): SeenLine[] {
  const run = group.slice(-2);
  const [a, b] = run;
  if (a === undefined || b === undefined) return [];
  const step = b.at.getTime() - a.at.getTime();
  for (let index = group.length - 3; index >= 0; index -= 1) {
    const [line, next] = [group[index], run[0]];
    if (line === undefined || next === undefined || next.at.getTime() - line.at.getTime() !== step) break;
    run.unshift(line);
  }
  return run;
}

function until({ what }: SeenLine): string {
  switch (what) {
    case 'called':
    case 'ladderEnd':
      return ' until somebody answers';
    case 'overdue':
      return ' until it is posted';
    case 'silent':
      return ' until something is';
    default:
      return '';
  }
}

/** "10 min", "2 h". */
function spanOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
