import type { Entry } from './timeline.ts';

/** A problem runbook that was used: `all` steps it has, of which `steps` stayed ticked. */
export type ToldProblem = {
  title: string;
  by: string;
  at: string;
  all: number;
  steps: { text: string; by: string; at: string }[];
};

/** The problem runbooks that were used, by what the timelines say: also those of incidents that were merged into it. */
export function tellProblems(
  parts: readonly { of: string | null; entries: readonly Entry[] }[],
  show: { text: (text: string) => string; person: (user: string) => string; time: (at: Date) => string },
): ToldProblem[] {
  return parts.flatMap(({ of, entries }) =>
    entries
      .filter(({ kind, body }) => kind === 'problemPosted' && body !== null)
      .map(({ actor, at, body }) => ({
        title: show.text(`${of === null ? '' : `${of}: `}${String(body?.['problem'])}`),
        by: show.person(actor ?? ''),
        at: show.time(at),
        all: Number(body?.['steps']),
        steps: stayedTicked(entries, body?.['runbook']).map((entry) => ({
          text: show.text(String(entry.body?.['step'])),
          by: show.person(entry.actor ?? ''),
          at: show.time(entry.at),
        })),
      })),
  );
}

/** The last word on each step, where that is a tick; in the order in which they were done. */
function stayedTicked(entries: readonly Entry[], runbook: unknown): Entry[] {
  const last = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.kind !== 'stepTicked' || entry.body?.['runbook'] !== runbook) continue;
    const step = String(entry.body?.['step']);
    last.delete(step);
    if (entry.body?.['done'] === true) last.set(step, entry);
  }
  return [...last.values()];
}
